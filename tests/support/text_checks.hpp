// What must hold of the tokens and sentences of any bytes: asked by the property tests of texts that
// are drawn, and by the fuzz targets of whatever a fuzzer makes up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.hpp"
#include "text/sentence_breaker.hpp"
#include "text/utf8.hpp"

namespace broadsheet::tests {

/// For each offset of `text`, its end included: does a character, or a byte that is none, begin there?
inline std::vector<bool> character_boundaries(std::string_view text) {
    std::vector<bool> boundaries(text.size() + 1);
    for (std::size_t at = 0; at < text.size(); text::decode(text, at)) boundaries[at] = true;
    boundaries[text.size()] = true;
    return boundaries;
}

/// The first thing that is wrong with one form; empty if nothing is.
inline std::string wrong_with_form(std::string_view form) {
    if (form.empty()) return "an empty form";
    if (form.size() > text::max_form_bytes) return "a form too long for a term";
    if (!text::is_valid_utf8(form)) return "a form that is not UTF-8";
    if (form.find('\0') != std::string_view::npos) return "a form with a NUL";
    if (form[0] >= 'A' && form[0] <= 'Z') return "a form that begins as a prefix of terms does";
    return {};
}

/// The first thing that is wrong with a compound or pair at `index` of the list; empty if nothing is.
inline std::string wrong_with_joined(const text::TokenList& tokens, std::size_t index) {
    const text::Token& token = tokens[index];
    if (token.length < 2) return "a joined form of less than two positions";
    if (token.kind == text::TokenKind::pair) {
        if (token.length != 2) return "a pair that is not two long";
        if (index + 1 >= tokens.size()) return "a pair without its first character";
        const text::Token& first = tokens[index + 1];
        if (first.kind != text::TokenKind::character) return "a pair before no character";
        if (first.begin != token.begin) return "a pair that begins elsewhere than its character";
        const bool begins_alike = tokens.form(token).starts_with(tokens.form(first));
        return begins_alike ? "" : "a pair whose form begins otherwise than its character's";
    }
    if (!token.is_compound()) return "a word of more than one position";
    if (token.length > text::max_compound_parts) return "a compound of too many parts";
    if (index + token.length >= tokens.size()) return "a compound without its parts";
    if (tokens[index + 1].begin != token.begin) return "a compound that begins before its parts";
    if (tokens[index + token.length].end != token.end) return "a compound that ends behind them";
    for (std::size_t part = 1; part <= token.length; ++part) {
        if (!tokens[index + part].is_single()) return "a part that is a compound";
    }
    return {};
}

/// The first thing that is wrong with the tokens of `text`; empty if nothing is.
inline std::string wrong_with_tokens(std::string_view text, const text::TokenList& tokens) {
    const std::vector<bool> boundaries = character_boundaries(text);
    std::uint32_t position = 0, end = 0;
    std::string again;  // the text, put together from the words and what stands between them
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const text::Token& token = tokens[i];
        if (token.begin >= token.end) return "a token of no bytes";
        if (token.end > text.size()) return "a token that ends behind the text";
        if (!boundaries[token.begin] || !boundaries[token.end]) return "a token that cuts a character";
        const std::string_view bytes = text.substr(token.begin, token.end - token.begin);
        if (!text::is_valid_utf8(bytes)) return "a token of bytes that are not UTF-8";
        if (std::string wrong = wrong_with_form(tokens.form(token)); !wrong.empty()) return wrong;
        if (token.position != position) return "a position left out or taken twice";
        if (token.begin < end) return "tokens that overlap or go back";
        if (!token.is_single()) {
            if (std::string wrong = wrong_with_joined(tokens, i); !wrong.empty()) return wrong;
            continue;
        }
        again.append(text, end, token.begin - end).append(bytes);
        ++position;
        end = token.end;
    }
    again += text.substr(end);
    if (again != text) return "words and what stands between them that are not the text";
    return tokens.position_count() == position ? "" : "a wrong count of positions";
}

/// The first thing that is wrong with the sentences of `text`; empty if nothing is.
inline std::string wrong_with_sentences(std::string_view text,
                                        const std::vector<text::ByteRange>& sentences) {
    const std::vector<bool> boundaries = character_boundaries(text);
    text::Analyzer analyzer;
    text::TokenList left_out;
    std::uint32_t end = 0;
    const auto holds_words = [&](std::size_t from, std::size_t to) {
        analyzer.analyze(text.substr(from, to - from), left_out);
        return !left_out.empty();
    };
    for (const text::ByteRange& sentence : sentences) {
        if (sentence.begin < end) return "sentences that overlap or go back";
        if (sentence.begin >= sentence.end) return "a sentence of no bytes";
        if (sentence.end > text.size()) return "a sentence that ends behind the text";
        if (!boundaries[sentence.begin] || !boundaries[sentence.end]) {
            return "a sentence that cuts a character";
        }
        if (holds_words(end, sentence.begin)) return "words between sentences";
        end = sentence.end;
    }
    return holds_words(end, text.size()) ? "words behind the last sentence" : "";
}

}  // namespace broadsheet::tests
