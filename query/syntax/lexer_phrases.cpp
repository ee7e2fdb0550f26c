// What stands between quotes, and the ~n behind them.
#include "query/syntax/lexer_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "query/syntax/foreign_syntax.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

std::optional<std::uint32_t> read_count(std::string_view digits) {
    std::uint32_t count = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (read.ec != std::errc() || digits.empty()) return std::nullopt;
    return count;
}

}  // namespace

void Lexer::read_phrase(std::size_t content) {
    const std::size_t open = at_;
    for (std::size_t at = content; at < input_.size();) {
        const std::size_t before = at;
        const char32_t c = text::decode(input_, at);
        if (c == text::invalid_character) note_malformed(before);
        if (!is_quote(c) || is_between_hebrew_letters(before, at)) continue;
        push_phrase(open, at, content, before);
        read_others();
        return;
    }
    error("unbalanced-quote", open, content - open, "this quote is not closed",
          "add a closing quote");
    push(LexemeKind::phrase, open, input_.size(), phrase_text(content, input_.size()));
}

void Lexer::push_phrase(std::size_t open, std::size_t end, std::size_t content, std::size_t content_end) {
    const bool is_id = after_field_of(FieldKind::id);
    push(LexemeKind::phrase, open, end, phrase_text(content, content_end));
    lexemes_.back().text_offset = static_cast<std::uint32_t>(content - open);
    if (is_id) return;
    check_wildcards(phrase_items(lexemes_.back().text), content);
    check_stars(content, content_end);
}

bool Lexer::is_between_hebrew_letters(std::size_t begin, std::size_t end) const {
    const auto is_hebrew = [](char32_t c) { return c >= 0x5D0 && c <= 0x5EA; };
    return end < input_.size() && is_hebrew(text::decode_before(input_, begin)) &&
           is_hebrew(text::decode(input_, end));
}

std::string Lexer::phrase_text(std::size_t begin, std::size_t end) const {
    std::size_t replaced = 0;  // was reported
    return text::to_valid_utf8(input_.substr(begin, end - begin), replaced);
}

void Lexer::read_others() {
    if (at_ >= input_.size() || input_[at_] != '~') return;
    const std::size_t begin = at_;
    std::size_t end = begin + 1;
    while (end < input_.size() && text::is_digit(input_[end])) ++end;
    const auto count = read_count(input_.substr(begin + 1, end - begin - 1));
    if (!count || *count > max_count) {
        error("bad-distance", begin, end - begin,
              fmt::format("behind a phrase, ~ takes a number up to {}: the other words between",
                          max_count),
              "write \"peace talks\"~5");
    } else {
        lexemes_.back().others = static_cast<std::uint8_t>(*count);
        check_window();
    }
    lexemes_.back().range.length = static_cast<std::uint32_t>(end - lexemes_.back().range.offset);
    at_ = end;
}

void Lexer::check_window() {
    analyzer_.analyze(lexemes_.back().text, tokens_);
    if (tokens_.size() <= max_window_words) return;
    const InputRange at = lexemes_.back().range;
    error("too-many-words", at.offset, at.length,
          fmt::format("a phrase in any order has at most {} words", max_window_words),
          "leave out the common ones");
}

void Lexer::check_wildcards(const std::vector<PhraseItem>& items, std::size_t content) {
    for (const PhraseItem& item : items) {
        if (item.kind == PhraseItemKind::wildcard) {
            // Where malformed bytes were replaced, the text is longer than what was typed.
            const std::size_t begin = std::min(content + item.offset, at_ - 1);
            check_wildcard(item.text, begin, std::min(item.text.size(), at_ - begin));
        }
        for (const auto& alternative : item.alternatives) check_wildcards(alternative, content);
    }
}

void Lexer::check_stars(std::size_t content, std::size_t content_end) {
    const auto star = star_for_a_word(input_.substr(content, content_end - content));
    if (!star) return;
    error("bad-wildcard", content + star->offset, star->length,
          "* stands for letters of a word, not for words", star->hint);
}

}  // namespace broadsheet::query
