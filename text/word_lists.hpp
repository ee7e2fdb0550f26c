// Words as they stand in tables of data: parted by blanks.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "text/folding.hpp"

namespace broadsheet::text {

template <typename Take>
void each_word(std::string_view list, Take take) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (end > 0) take(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

/// The words of several lists, folded.
template <typename Lists>
std::unordered_set<std::string> folded_words(const Lists& lists) {
    std::unordered_set<std::string> words;
    for (const std::string_view list : lists) {
        each_word(list, [&](std::string_view word) { words.insert(fold(word)); });
    }
    return words;
}

}  // namespace broadsheet::text
