// The few characters and comparisons by which HTML and HTTP are taken apart: all of ASCII.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

constexpr bool is_html_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

constexpr bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string ascii_lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return ascii_lower(c); });
    return out;
}

constexpr bool equal_in_any_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::ranges::equal(a, b, [](char x, char y) {
               return ascii_lower(x) == ascii_lower(y);
           });
}

/// Where `lower`, which is in lower case, stands in `text` in any case; npos where it does not.
inline std::size_t find_in_any_case(std::string_view text, std::string_view lower,
                                    std::size_t from = 0) {
    if (from > text.size()) return std::string_view::npos;
    const auto found =
        std::ranges::search(text.substr(from), lower, {}, [](char c) { return ascii_lower(c); });
    return found.empty() && !lower.empty() ? std::string_view::npos
                                           : static_cast<std::size_t>(found.begin() - text.begin());
}

}  // namespace broadsheet::indexer
