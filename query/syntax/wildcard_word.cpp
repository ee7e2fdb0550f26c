#include "query/syntax/wildcard_word.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

bool is_ascii_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Letters, digits and the marks on them.
bool is_literal(char32_t c) {
    if (c == text::invalid_character) return false;
    const auto character = static_cast<UChar32>(c);
    return u_isalnum(character) || (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
}

bool is_sign(char32_t c) { return c == '*' || c == '?'; }

// Where the first and the last part of `piece` that `counts` begins and ends.
template <typename Counts>
std::pair<std::size_t, std::size_t> extent(std::string_view piece, Counts counts) {
    std::size_t first = piece.size(), last = 0;
    for (std::size_t at = 0; at < piece.size();) {
        const std::size_t begin = at;
        if (!counts(text::decode(piece, at))) continue;
        first = std::min(first, begin);
        last = at;
    }
    return {first, std::max(first, last)};
}

std::string_view from_first_letter(std::string_view word) {
    return word.substr(extent(word, is_literal).first);
}

}  // namespace

std::optional<std::string> read_wildcard(std::string_view piece) {
    if (piece.find_first_of("*?") == std::string_view::npos) return std::nullopt;
    if (piece.find("://") != std::string_view::npos) return std::nullopt;
    const auto [first_letter, last_letter] = extent(piece, is_literal);
    if (first_letter == piece.size()) return std::nullopt;
    const auto [begin, end] = extent(piece, [](char32_t c) { return is_literal(c) || is_sign(c); });
    std::string_view word = piece.substr(begin, end - begin);
    const std::size_t letters_end = last_letter - begin;
    if (word.size() > letters_end && word.substr(letters_end).find('*') == std::string_view::npos) {
        word = word.substr(0, letters_end);
    }
    if (word.find_first_of("*?") == std::string_view::npos) return std::nullopt;
    return std::string(word);
}

std::optional<std::string> read_truncation(std::string_view piece) {
    if (piece.ends_with('!')) {
        const std::string_view word = piece.substr(0, piece.size() - 1);
        if (word.empty() || word.find('!') != std::string_view::npos) return std::nullopt;
        if (!is_literal(text::decode_before(word, word.size()))) return std::nullopt;
        return std::string(from_first_letter(word)) + "*";
    }
    const std::size_t dollar = piece.rfind('$');
    if (dollar == std::string_view::npos || dollar == 0) return std::nullopt;
    const std::string_view word = piece.substr(0, dollar), digits = piece.substr(dollar + 1);
    const bool is_money = std::ranges::all_of(word, is_ascii_capital);
    constexpr std::size_t most_digits = 2;  // no word has 100 letters more
    if ((!digits.empty() && !text::all_digits(digits)) || digits.size() > most_digits || is_money ||
        !text::is_ascii_letter(word.back())) {
        return std::nullopt;
    }
    return std::string(from_first_letter(word)) + (digits.empty() ? "*" : "$" + std::string(digits));
}

std::size_t literal_characters(std::string_view wildcard) {
    std::size_t fewest = std::numeric_limits<std::size_t>::max(), letters = 0;
    bool has_sign = false;
    const auto end_part = [&] {
        if (has_sign) fewest = std::min(fewest, letters);
        letters = 0;
        has_sign = false;
    };
    const std::size_t dollar = wildcard.find('$');
    const std::string_view text = wildcard.substr(0, dollar);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (is_sign(c)) has_sign = true;
        else if (is_literal(c)) ++letters;
        else end_part();
    }
    has_sign |= dollar != std::string_view::npos;
    end_part();
    return fewest;
}

}  // namespace broadsheet::query
