// Which number does an article of a segment get where several segments become one?
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace broadsheet::archive {

/// Either all numbers move by as much, and lists of them need not be written anew; or the articles get numbers in a
/// row, and those that deleted ones leave free are closed up.
class Renumbering {
  public:
    /// Number n becomes n + `shift`.
    explicit Renumbering(std::int64_t shift = 0) : shift_(shift) {}

    /// The articles with these numbers, ascending, become `begin`, `begin` + 1 and so on. Takes two bits
    /// for every number.
    static Renumbering in_a_row(std::span<const std::uint32_t> articles, std::uint32_t begin);

    /// Whether all numbers move by as much.
    bool is_shift() const { return words_.empty(); }

    /// Nothing where that would be no number of an article, or the article is not one of those.
    std::optional<std::uint32_t> of(std::uint32_t number) const;

  private:
    /// 64 numbers.
    struct Word {
        std::uint64_t bits = 0;   ///< which of them articles have
        std::uint32_t first = 0;  ///< the new number of the first of these
    };
    static constexpr std::size_t word_numbers = 64;

    std::int64_t shift_ = 0;
    std::vector<Word> words_;
};

}  // namespace broadsheet::archive
