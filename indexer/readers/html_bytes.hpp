// The few characters and comparisons by which HTML and HTTP are taken apart: all of ASCII.
#pragma once

#include <algorithm>
#include <string_view>

#include "text/ascii.hpp"

namespace broadsheet::indexer {

constexpr bool is_html_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

using text::ascii_lower;
using text::equal_in_any_case;
using text::is_ascii_letter;

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
