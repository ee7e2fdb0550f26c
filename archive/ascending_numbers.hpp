// Ascending numbers in little more than the fewest bits that they can have, each found without reading those before
// it: the code of Elias ("Efficient storage and retrieval by content and address of static files", Journal of the
// ACM 21, 1974) and Fano; S. Vigna ("Quasi-succinct indices", WSDM 2013) says how it is searched.
//
//   varint how many there are; nothing more where there are none
//   varint bits of the high parts; u8 bits of a low part
//   the low part of each, side by side (bit_fields.hpp), to a whole byte
//   the high part of each, to a whole byte: for each number as many zeros as its high part is greater than that of
//     the number before it, and a one
//
// A low part has as many bits as the mean distance of the numbers needs, less one: then the high parts take two to
// three bits a number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "archive/bit_fields.hpp"
#include "archive/bit_finder.hpp"

namespace broadsheet::archive {

/// Appends numbers, each greater than the one before it.
void put_ascending(std::span<const std::uint32_t> numbers, std::string& out);

/// Numbers as they were put, where they lie. Bytes that are not what was written give wrong answers, but never a
/// read outside of them.
class AscendingNumbers {
  public:
    /// None.
    AscendingNumbers() = default;

    /// Those at `at`, which moves behind them, and never past `end`.
    AscendingNumbers(const char*& at, const char* end);

    std::uint32_t size() const { return size_; }

    /// Calls `visit` with each, in order.
    template <typename Visit>
    void each(Visit visit) const {
        BitFinder<true> ones(high_, high_bits_);
        for (std::uint64_t i = 0; i < size_; ++i) visit(number(i, ones.nth(i + 1)));
    }

    /// Looks numbers up that ascend.
    class Search {
      public:
        explicit Search(const AscendingNumbers& numbers)
            : numbers_(numbers), zeros_(numbers.high_, numbers.high_bits_) {}

        /// Which of them it is, counted from 0.
        std::optional<std::uint32_t> place_of(std::uint32_t number);

      private:
        const AscendingNumbers& numbers_;
        BitFinder<false> zeros_;
    };

  private:
    std::uint64_t low(std::uint64_t place) const { return low_.at(place * low_bits_, low_bits_); }
    std::uint32_t number(std::uint64_t place, std::uint64_t one) const {
        return static_cast<std::uint32_t>((one - place) << low_bits_ | low(place));
    }

    std::uint32_t size_ = 0;
    std::uint64_t high_bits_ = 0;
    unsigned low_bits_ = 0;
    BitFields low_;
    std::string_view high_;
};

}  // namespace broadsheet::archive
