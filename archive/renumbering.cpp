#include "archive/renumbering.hpp"

#include <bit>
#include <limits>

namespace broadsheet::archive {

Renumbering Renumbering::in_a_row(std::span<const std::uint32_t> articles, std::uint32_t begin) {
    Renumbering made;
    made.words_.resize(articles.empty() ? 1 : articles.back() / word_numbers + 1);
    for (const std::uint32_t article : articles) {
        made.words_[article / word_numbers].bits |= std::uint64_t{1} << (article % word_numbers);
    }
    std::uint32_t next = begin;
    for (Word& word : made.words_) {
        word.first = next;
        next += static_cast<std::uint32_t>(std::popcount(word.bits));
    }
    return made;
}

std::optional<std::uint32_t> Renumbering::of(std::uint32_t number) const {
    if (is_shift()) {
        const std::int64_t moved = number + shift_;
        if (moved < 1 || moved > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
        return static_cast<std::uint32_t>(moved);
    }
    if (number / word_numbers >= words_.size()) return std::nullopt;
    const Word& word = words_[number / word_numbers];
    const std::uint64_t bit = std::uint64_t{1} << (number % word_numbers);
    if ((word.bits & bit) == 0) return std::nullopt;
    return word.first + static_cast<std::uint32_t>(std::popcount(word.bits & (bit - 1)));
}

}  // namespace broadsheet::archive
