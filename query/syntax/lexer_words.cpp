// Words, what they are searched by (=, ~) and what stands for many of them (*, ?, !, $).
#include "query/syntax/lexer_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/wildcard_word.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

constexpr std::string_view near_wildcard = "~ asks for words near one, and a wildcard stands for many";

// 2, or the 0.8 of Lucene's former roam~0.8, which is refused.
bool is_number(std::string_view text) {
    return boost_length("^" + std::string(text)) == text.size() + 1;
}

bool is_fuzzy(std::string_view chunk) {
    const std::size_t tilde = chunk.rfind('~');
    if (tilde == std::string_view::npos || tilde == 0) return false;
    const auto after = chunk.substr(tilde + 1);
    return after.empty() || is_number(after);
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) text::decode(text, at);
    return count;
}

}  // namespace

void Lexer::read_word(std::size_t begin, std::size_t end) {
    std::string_view chunk = input_.substr(begin, end - begin);
    const bool verbatim = chunk.size() > 1 && chunk[0] == '=';
    if (verbatim) chunk.remove_prefix(1);
    const bool after_field = !lexemes_.empty() && lexemes_.back().range.end() == begin &&
                             (lexemes_.back().kind == LexemeKind::field ||
                              lexemes_.back().kind == LexemeKind::compare);
    // Ids, dates and numbers are no words: they are left to the parser.
    const bool is_word = !after_field_of(FieldKind::id) && !after_field_of(FieldKind::date) &&
                         !after_field_of(FieldKind::number);
    analyzer_.analyze(chunk, tokens_);
    if (is_word && !after_field_of(FieldKind::filter) && is_fuzzy(chunk)) {
        return read_fuzzy(begin, end, chunk);
    }
    if (is_word && push_wildcard(begin, end, chunk)) return;
    if (tokens_.empty() && !after_field) {
        notices_.push_back({"ignored", range(begin, end),
                            fmt::format("'{}' has no letter or digit and was left out", chunk),
                            ""});
        at_ = end;
        return;
    }
    if (chunk == "and" || chunk == "or" || chunk == "not") {
        notices_.push_back(
            {"lower-case-operator", range(begin, end),
             fmt::format("'{}' was searched as a word", chunk),
             fmt::format("write {} for the operator", text::ascii_upper(chunk))});
    }
    // Punctuation around a word is how a sentence is typed; the value of a field is left whole.
    if (!after_field) {
        if (tokens_[0].begin > 0 && !verbatim) {  // 'headline:truce' is a field all the same
            at_ = begin + tokens_[0].begin;
            return;
        }
        chunk = within_tokens(chunk);
        if (is_fuzzy(chunk)) return read_fuzzy(begin, end, chunk);
        if ((!verbatim && (read_operator(begin, begin + chunk.size(), chunk) ||  // "W/5,"
                           read_foreign(begin, begin + chunk.size(), chunk))) ||
            push_wildcard(begin, begin + chunk.size(), chunk)) {  // "earn$3,"
            at_ = end;
            return;
        }
    }
    push(LexemeKind::word, begin, end, std::string(chunk));
    lexemes_.back().verbatim = verbatim;
}

bool Lexer::push_wildcard(std::size_t begin, std::size_t end, std::string_view chunk) {
    auto wildcard = read_wildcard(chunk);
    if (!wildcard) wildcard = read_truncation(chunk);
    if (!wildcard) return false;
    const bool near = wildcard->find('~') != std::string::npos;
    if (near || input_[begin] == '=') {
        error("bad-wildcard", begin, end - begin,
              near ? std::string(near_wildcard)
                   : "= asks for one form of a word, and a wildcard stands for many",
              near ? "leave out the ~" : "leave out the =");
        at_ = end;
        return true;
    }
    std::size_t first_end = 0;
    text::decode(*wildcard, first_end);
    if (const std::size_t before = chunk.find(wildcard->substr(0, first_end)); before > 0) {
        at_ = end - chunk.size() + before;  // 'headline:neg* is a field all the same
        return true;
    }
    check_wildcard(*wildcard, begin, end - begin);
    push(LexemeKind::wildcard, begin, end, *wildcard);
    return true;
}

void Lexer::check_wildcard(const std::string& wildcard, std::size_t offset, std::size_t length) {
    const std::size_t first = wildcard.find_first_not_of('*');
    const std::string_view inside = std::string_view(wildcard).substr(
        first, wildcard.find_last_not_of('*') + 1 - first);
    analyzer_.analyze(inside, tokens_);
    const bool has_sign = inside.find_first_of("*?$") != std::string_view::npos;
    const bool unparted = std::ranges::any_of(tokens_, [](const text::Token& token) {
        return token.kind == text::TokenKind::pair || token.kind == text::TokenKind::character;
    });
    if (has_sign && unparted) {
        error("bad-wildcard", offset, length,
              "this script parts no words, so there is no gap within one",
              "write the characters before and behind the gap, joined by W/5");
        return;
    }
    if (literal_characters(wildcard) >= shortest_wildcard) return;
    error("too-short", offset, length,
          fmt::format("'{}' would fit too many words: a wildcard needs {} letters", wildcard,
                      shortest_wildcard),
          "write more of the word");
}

void Lexer::read_fuzzy(std::size_t begin, std::size_t end, std::string_view chunk) {
    const std::size_t tilde = chunk.rfind('~');
    const std::string_view digits = chunk.substr(tilde + 1);
    std::string_view word = chunk.substr(0, tilde);
    analyzer_.analyze(word, tokens_);
    const bool two = digits == "2";
    if (!digits.empty() && digits != "1" && !two) {
        error("bad-distance", begin, end - begin,
              fmt::format("a word can be searched within 1 or 2 edits, not {}", digits),
              fmt::format("write {}~ or {}~2", word, word));
    } else if (read_wildcard(word)) {
        error("bad-wildcard", begin, end - begin, std::string(near_wildcard), "leave out the ~");
    } else if (tokens_.size() != 1 || tokens_[0].kind != text::TokenKind::word) {
        error("bad-distance", begin, end - begin,
              "only a single word can be searched within edits",
              "write its parts as words of their own, joined by AND");
    } else if (characters(tokens_.form(tokens_[0])) < (two ? shortest_for_two_edits : shortest_for_one_edit)) {
        error("too-short", begin, end - begin,
              fmt::format("'{}' is too short to be searched within {} edit{}", word,
                          two ? 2 : 1, two ? "s" : ""),
              "leave out the ~");
    } else {
        word = within_tokens(word);
    }
    push(LexemeKind::word, begin, end, std::string(word));
    lexemes_.back().edits = two ? 2 : 1;
}

std::size_t Lexer::words_end() const {
    std::size_t end = 0;
    for (const text::Token& token : tokens_) end = std::max<std::size_t>(end, token.end);
    return end;
}

std::string_view Lexer::within_tokens(std::string_view chunk) const {
    return chunk.substr(tokens_[0].begin, words_end() - tokens_[0].begin);
}

}  // namespace broadsheet::query
