#include "query/wildcard.hpp"

#include <algorithm>
#include <charconv>

#include "text/ascii.hpp"
#include "text/token.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

// The digits of a $n at the end of a pattern; empty without one.
std::string_view tail_digits(std::string_view pattern) {
    std::size_t at = pattern.size();
    while (at > 0 && text::is_digit(pattern[at - 1])) --at;
    const bool is_tail = at > 0 && at < pattern.size() && pattern[at - 1] == '$';
    return is_tail ? pattern.substr(at) : std::string_view();
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) text::decode(text, at);
    return count;
}

// Moves `at` over so many characters; false where there are fewer.
bool skip_characters(std::string_view text, std::size_t count, std::size_t& at) {
    for (; count > 0 && at < text.size(); --count) text::decode(text, at);
    return count == 0;
}

}  // namespace

Wildcard Wildcard::parse(std::string_view folded) {
    Wildcard pattern;
    const std::string_view digits = tail_digits(folded);
    if (!digits.empty()) folded.remove_suffix(digits.size() + 1);
    for (const char c : folded) {
        if (c == '*' || c == '?') {
            const bool begins_gap = !pattern.pieces_.back().literal.empty();
            if (begins_gap) pattern.pieces_.emplace_back();
            Piece& piece = pattern.pieces_.back();
            if (c == '*') piece.any_run = true;
            else ++piece.single;
        } else {
            pattern.pieces_.back().literal += c;
        }
    }
    // The first piece has no gap before it.
    const Piece& first = pattern.pieces_.front();
    if (first.single > 0 || first.any_run) pattern.pieces_.insert(pattern.pieces_.begin(), Piece{});
    if (digits.empty()) return pattern;
    std::size_t more = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), more);
    return pattern.with_tail(error == std::errc() ? more : unlimited);
}

Wildcard Wildcard::with_tail(std::size_t characters) const {
    Wildcard longer = *this;
    const Piece& last = pieces_.back();
    if (last.any_run && last.literal.empty()) return longer;  // any number may follow already
    if (characters < text::max_form_bytes) {
        longer.tail_ = characters;
        return longer;
    }
    if (!last.literal.empty() || pieces_.size() == 1) longer.pieces_.emplace_back();
    longer.pieces_.back().any_run = true;
    return longer;
}

bool Wildcard::matches(std::string_view form) const {
    // Where to go on when a later piece does not match: the last piece after a *, one character on.
    std::size_t retry_piece = 0, retry_at = 0;
    std::size_t at = 0;
    for (std::size_t i = 0;;) {
        bool fits = true;
        if (i < pieces_.size()) {
            const Piece& piece = pieces_[i];
            if (!skip_characters(form, piece.single, at)) return false;
            if (piece.any_run) {
                if (piece.literal.empty()) return true;  // only the last piece: * takes the rest
                at = form.find(piece.literal, at);
                if (at == std::string_view::npos) return false;
                retry_piece = i;
                retry_at = at;
            }
            fits = form.substr(at).starts_with(piece.literal);
            if (fits) at += piece.literal.size();
            ++i;
        } else {
            fits = at == form.size() || (tail_ > 0 && count_characters(form.substr(at)) <= tail_);
            if (fits) return true;
        }
        if (fits) continue;
        if (retry_piece == 0) return false;
        const std::string& literal = pieces_[retry_piece].literal;
        text::decode(form, retry_at);
        retry_at = form.find(literal, retry_at);
        if (retry_at == std::string_view::npos) return false;
        at = retry_at + literal.size();
        i = retry_piece + 1;
    }
}

std::string_view Wildcard::longest_literal() const {
    return std::ranges::max_element(pieces_, {}, [](const Piece& piece) {
               return piece.literal.size();
           })->literal;
}

std::size_t Wildcard::literal_characters() const {
    std::size_t count = 0;
    for (const Piece& piece : pieces_) count += count_characters(piece.literal);
    return count;
}

bool Wildcard::is_prefix() const {
    if (pieces_.size() != 2) return false;
    const Piece& last = pieces_.back();
    return last.any_run && last.single == 0 && last.literal.empty();
}

std::string Wildcard::text() const {
    std::string text;
    for (const Piece& piece : pieces_) {
        text.append(piece.single, '?');
        if (piece.any_run) text += '*';
        text += piece.literal;
    }
    if (tail_ > 0) text += '$' + std::to_string(tail_);
    return text;
}

}  // namespace broadsheet::query
