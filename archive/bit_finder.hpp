// Where is the nth one, or zero, of many bits? They lie as in bit_fields.hpp.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace broadsheet::archive {

/// Goes through bits from the first to the last, 64 at a time. Reads nothing outside of the bytes, whatever they are.
template <bool sought>
class BitFinder {
  public:
    /// The first `bits` of `bytes`, which has as many and must stay where it is.
    BitFinder(std::string_view bytes, std::uint64_t bits) : bytes_(bytes), bits_(bits) { load(); }

    /// Where the nth of those sought is; n counts from 1 and is never less than in the call before. All bits()
    /// where there are fewer.
    std::uint64_t nth(std::uint64_t n) {
        while (before_ + found_ < n) {
            if (at_ + chunk_bits >= bits_) return bits_;
            before_ += found_;
            at_ += chunk_bits;
            load();
        }
        return at_ + place_of(n - before_);
    }

    std::uint64_t bits() const { return bits_; }

  private:
    static constexpr std::uint64_t chunk_bits = 64;

    void load() {
        const std::uint64_t byte = at_ / 8;
        chunk_ = 0;
        if (byte + sizeof chunk_ <= bytes_.size()) {
            std::memcpy(&chunk_, bytes_.data() + byte, sizeof chunk_);
        } else if (byte < bytes_.size()) {
            std::memcpy(&chunk_, bytes_.data() + byte, bytes_.size() - byte);
        }
        if (!sought) chunk_ = ~chunk_;
        if (bits_ - at_ < chunk_bits) chunk_ &= (std::uint64_t{1} << (bits_ - at_)) - 1;
        found_ = static_cast<std::uint64_t>(std::popcount(chunk_));
    }

    /// Of the nth one of the chunk, which has as many: by halves, then one by one.
    std::uint64_t place_of(std::uint64_t n) const {
        std::uint64_t chunk = chunk_, place = 0;
        for (unsigned half = 32; half >= 8; half /= 2) {
            const std::uint64_t low = chunk & ((std::uint64_t{1} << half) - 1);
            const auto ones = static_cast<std::uint64_t>(std::popcount(low));
            const bool is_low = n <= ones;
            if (!is_low) n -= ones;
            place += is_low ? 0 : half;
            chunk = is_low ? low : chunk >> half;
        }
        for (; n > 1; --n) chunk &= chunk - 1;
        return place + static_cast<std::uint64_t>(std::countr_zero(chunk));
    }

    std::string_view bytes_;
    std::uint64_t bits_ = 0;
    std::uint64_t at_ = 0;      ///< the first bit of the chunk
    std::uint64_t before_ = 0;  ///< how many of those sought come before it
    std::uint64_t chunk_ = 0;   ///< ones for those sought
    std::uint64_t found_ = 0;   ///< how many it has
};

}  // namespace broadsheet::archive
