// Numbers that each take as many bits as they need, side by side: little-endian, the lowest bit first, without
// gaps. Whoever reads a field knows where it begins and how many bits it has; the bytes say neither.
//
// A field is read by one load of eight bytes from the byte that it begins in: eight bytes more follow the last, or
// BitFields reads it.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet::archive {

static_assert(std::endian::native == std::endian::little, "fields are read as they lie in memory");

/// The widest field: it may begin at the last bit of a byte, and is read by one load of 64.
inline constexpr unsigned max_field_bits = 57;

/// Bytes that must be there from the byte on in which a field begins, or could begin.
inline constexpr std::size_t field_load_bytes = 8;

constexpr std::uint64_t lowest_bits(std::uint64_t value, unsigned count) {
    return value & ((std::uint64_t{1} << count) - 1);
}

/// How many bits the numbers up to `greatest` need: none where all are 0.
constexpr unsigned bits_for(std::uint64_t greatest) { return static_cast<unsigned>(std::bit_width(greatest)); }

/// How many bytes so many bits fill, the last one in part.
constexpr std::uint64_t bytes_for(std::uint64_t bits) { return (bits + 7) / 8; }

/// The field of `count` bits that begins at the bit `bit` of `bytes`, of which field_load_bytes from there on
/// must be readable. `count` is at most max_field_bits; no bits are the number 0.
inline std::uint64_t bits_at(const char* bytes, std::uint64_t bit, unsigned count) {
    std::uint64_t loaded = 0;
    std::memcpy(&loaded, bytes + bit / 8, sizeof loaded);
    return lowest_bits(loaded >> bit % 8, count);
}

/// Fields in bytes that may be others than were written: what would be read from behind them is 0.
class BitFields {
  public:
    BitFields() = default;
    /// They must stay where they are.
    explicit BitFields(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t at(std::uint64_t bit, unsigned count) const {
        const std::uint64_t byte = bit / 8;
        if (byte + field_load_bytes <= bytes_.size()) return bits_at(bytes_.data(), bit, count);
        if (byte >= bytes_.size()) return 0;
        char loaded[field_load_bytes] = {};
        std::memcpy(loaded, bytes_.data() + byte, bytes_.size() - byte);
        return bits_at(loaded, bit % 8, count);
    }

  private:
    std::string_view bytes_;
};

/// Puts fields side by side.
class BitWriter {
  public:
    /// Of a value that needs more, the lowest `bits`, which are at most max_field_bits.
    void put(std::uint64_t value, unsigned bits) {
        pending_ |= lowest_bits(value, bits) << pending_bits_;
        pending_bits_ += bits;
        write_whole_bytes();
    }

    /// How many have been put: where the next field will begin.
    std::uint64_t bits() const { return (taken_bytes_ + bytes_.size()) * 8 + pending_bits_; }

    /// The whole bytes since the last call, for a file that is written as it grows.
    std::string take() {
        taken_bytes_ += bytes_.size();
        return std::exchange(bytes_, {});
    }

    /// Appends the bytes that were not taken, the last filled up with zeros. Begins anew.
    void append_to(std::string& out) {
        if (pending_bits_ > 0) bytes_ += static_cast<char>(pending_);
        out += bytes_;
        bytes_.clear();
        taken_bytes_ = pending_ = pending_bits_ = 0;
    }

    /// The same bytes, with those behind the last field.
    std::string finish() {
        std::string bytes;
        append_to(bytes);
        return bytes.append(field_load_bytes, '\0');
    }

  private:
    void write_whole_bytes() {
        for (; pending_bits_ >= 8; pending_bits_ -= 8) {
            bytes_ += static_cast<char>(pending_);
            pending_ >>= 8;
        }
    }

    std::string bytes_;
    std::uint64_t taken_bytes_ = 0;
    std::uint64_t pending_ = 0;
    unsigned pending_bits_ = 0;  ///< fewer than 8 between calls
};

}  // namespace broadsheet::archive
