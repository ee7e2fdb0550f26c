// What holds of the tokens and sentences of any text.
#include "text/analyzer.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <string>
#include <vector>

#include "text/folding.hpp"
#include "text/sentence_breaker.hpp"
#include "text/utf8.hpp"

using namespace broadsheet::text;

namespace {

constexpr int texts_per_case = 20;

bool is_boundary(std::string_view text, std::size_t at) {
    if (at == 0 || at == text.size()) return true;
    for (std::size_t i = 0; i <= at && i < text.size();) {  // from the front: garbage has no middle
        if (i == at) return true;
        decode(text, i);
    }
    return false;
}

// Pieces that meet in bad ways, characters of any plane, and bytes that are none.
rc::Gen<std::string> any_text() {
    const auto character = rc::gen::map(rc::gen::inRange<std::uint32_t>(1, 0x20000), [](auto c) {
        std::string text;
        if (c < 0xD800 || c > 0xDFFF) append_utf8(c, text);
        return text;
    });
    const auto piece = rc::gen::weightedOneOf<std::string>(
        {{6, rc::gen::element<std::string>(
                 "a", "B", "é", "Ж", "ς", "ß", "İ", "1", "22", "333", "１", " ", " ", " ", "-", "‐", "'",
                 "’", "ʼ", ".", ",", "&", "+", "++", "#", "_", "s", "t", "n", "ll", "U.S.", "don’t",
                 "cease-fire", "停", "スー", "ー", "ไทย", "ع", "क्ष", "\u0301", "\u00AD", "\u200D",
                 "\u200B", "\uFE0F", "Ŀ", "ŉ", "ﬁ", "½", "…", "。", "!", "?", "\"", "”")},
         {2, character},
         {1, rc::gen::container<std::string>(rc::gen::arbitrary<char>())}});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
        std::string text;
        for (const auto& one : pieces) text += one;
        return text;
    });
}

void check_tokens(Analyzer& analyzer, const std::string& text) {
    TokenList tokens;
    analyzer.analyze(text, tokens);
    std::uint32_t position = 0, end = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        RC_ASSERT(token.begin < token.end);
        RC_ASSERT(token.end <= text.size());
        RC_ASSERT(is_boundary(text, token.begin));
        RC_ASSERT(is_boundary(text, token.end));
        RC_ASSERT(is_valid_utf8(text.substr(token.begin, token.end - token.begin)));
        const auto form = tokens.form(token);
        RC_ASSERT(!form.empty());
        RC_ASSERT(form.size() <= max_form_bytes);
        RC_ASSERT(is_valid_utf8(form));
        RC_ASSERT(form.find('\0') == std::string_view::npos);
        RC_ASSERT((form[0] < 'A' || form[0] > 'Z'));  // a term that begins so is a prefix
        RC_ASSERT(token.position == position);
        RC_ASSERT(token.begin >= end);
        if (token.is_single()) {
            ++position;
            end = token.end;
            continue;
        }
        if (token.kind == TokenKind::pair) {
            RC_ASSERT(token.length == 2);
            RC_ASSERT(i + 1 < tokens.size());
            RC_ASSERT(tokens[i + 1].kind == TokenKind::character);
            RC_ASSERT(tokens[i + 1].begin == token.begin);
            RC_ASSERT(form.starts_with(tokens.form(tokens[i + 1])));
            continue;
        }
        RC_ASSERT(token.length <= max_compound_parts);
        RC_ASSERT(i + token.length < tokens.size());
        RC_ASSERT(tokens[i + 1].begin == token.begin);
        RC_ASSERT(tokens[i + token.length].end == token.end);
        for (std::size_t part = 1; part <= token.length; ++part) {
            RC_ASSERT(!tokens[i + part].is_compound());
        }
    }
    RC_ASSERT(tokens.position_count() == position);
}

}  // namespace

TEST_CASE("tokens of any text lie in it, in order, on characters, and the parts of a compound tile it") {
    rc::prop("analyze", [] {
        Analyzer analyzer;
        for (int i = 0; i < texts_per_case; ++i) {
            const std::string text = *any_text();
            RC_LOG() << text << '\n';
            check_tokens(analyzer, text);
        }
    });
}

TEST_CASE("an analyzer that was used before gives what a new one gives") {
    rc::prop("analyze again", [] {
        Analyzer used;
        TokenList list, fresh;
        for (int i = 0; i < 5; ++i) {
            const std::string text = *any_text();
            used.analyze(text, list);
            Analyzer().analyze(text, fresh);
            RC_ASSERT(list.size() == fresh.size());
            for (std::size_t k = 0; k < list.size(); ++k) {
                RC_ASSERT(list.form(list[k]) == fresh.form(fresh[k]));
                RC_ASSERT(list[k].begin == fresh[k].begin);
            }
        }
    });
}

TEST_CASE("the form of a word of letters is analysed to itself") {
    const auto letter = rc::gen::oneOf(
        rc::gen::element<std::string>("a", "Z", "é", "Ø", "ß", "ı", "İ", "Æ", "ς", "Σ", "Ж", "ё", "й",
                                      "Ǆ", "ﬁ", "ſ", "Ｕ", "ñ", "e\u0301", "ậ", "1", "７"),
        rc::gen::map(rc::gen::inRange<std::uint32_t>(0xC0, 0x530), [](auto c) {
            std::string text;
            // ŉ and ŀ are a letter and a sign in one, 0x2B0 to 0x385 are marks and signs.
            const bool letter_only = c != 0x149 && c != 0x13F && c != 0x140 && c != 0xD7 &&
                                     c != 0xF7 && (c < 0x2B0 || c > 0x385) && c != 0x387;
            if (letter_only) append_utf8(c, text);
            return text;
        }));
    rc::prop("analyze the form", [&] {
        std::string word = "x";
        for (const auto& one : *rc::gen::container<std::vector<std::string>>(letter)) word += one;
        Analyzer analyzer;
        TokenList tokens, again;
        analyzer.analyze(word, tokens);
        if (tokens.size() != 1) return;
        const std::string form(tokens.form(tokens[0]));
        RC_LOG() << word << " gives " << form << '\n';
        analyzer.analyze(form, again);
        RC_ASSERT(again.size() == 1U);
        RC_ASSERT(std::string(again.form(again[0])) == form);
        RC_ASSERT(fold(form) == form);
    });
}

TEST_CASE("sentences of any text are in order, on characters, and leave out nothing but white space") {
    rc::prop("break_sentences", [] {
        for (int i = 0; i < texts_per_case; ++i) {
            const std::string text = *any_text();
            std::vector<ByteRange> sentences;
            break_sentences(text, sentences);
            std::uint32_t end = 0;
            const auto only_white_space = [&](std::uint32_t from, std::uint32_t to) {
                TokenList tokens;
                Analyzer().analyze(text.substr(from, to - from), tokens);
                return tokens.empty();
            };
            for (const auto& sentence : sentences) {
                RC_ASSERT(sentence.begin >= end);
                RC_ASSERT(sentence.begin < sentence.end);
                RC_ASSERT(is_boundary(text, sentence.begin));
                RC_ASSERT(is_boundary(text, sentence.end));
                RC_ASSERT(only_white_space(end, sentence.begin));
                end = sentence.end;
            }
            RC_ASSERT(end <= text.size());
            RC_ASSERT(only_white_space(end, static_cast<std::uint32_t>(text.size())));
        }
    });
}
