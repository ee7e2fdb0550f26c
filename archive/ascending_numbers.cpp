#include "archive/ascending_numbers.hpp"

#include <limits>

#include "archive/varint.hpp"

namespace broadsheet::archive {

namespace {

constexpr unsigned most_low_bits = 32;

/// Where all numbers up to the greatest are there it is 0.
unsigned low_bits_for(std::uint64_t greatest, std::uint64_t count) {
    const unsigned bits = bits_for(greatest / count);
    return bits == 0 ? 0 : bits - 1;
}

}  // namespace

void put_ascending(std::span<const std::uint32_t> numbers, std::string& out) {
    put_varint(out, numbers.size());
    if (numbers.empty()) return;
    const unsigned low_bits = low_bits_for(numbers.back(), numbers.size());
    const auto high_bits = numbers.size() + (numbers.back() >> low_bits);
    put_varint(out, high_bits);
    out += static_cast<char>(low_bits);

    const std::size_t low_at = out.size(), high_at = low_at + bytes_for(numbers.size() * low_bits);
    BitWriter low;
    for (const std::uint32_t number : numbers) low.put(number, low_bits);
    low.append_to(out);
    out.append(bytes_for(high_bits), '\0');
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::uint64_t one = (numbers[i] >> low_bits) + i;
        out[high_at + one / 8] |= static_cast<char>(1U << one % 8);
    }
}

AscendingNumbers::AscendingNumbers(const char*& at, const char* end) {
    const std::uint64_t size = get_varint(at, end);
    if (size == 0) return;
    const std::uint64_t high_bits = get_varint(at, end);
    const unsigned low_bits = at == end ? 0 : static_cast<unsigned char>(*at++);
    const auto left = static_cast<std::uint64_t>(end - at);
    const bool fits = low_bits <= most_low_bits && size <= std::numeric_limits<std::uint32_t>::max() &&
                      size <= high_bits && high_bits / 8 < left &&
                      bytes_for(size * low_bits) + bytes_for(high_bits) <= left;
    if (!fits) {
        at = end;
        return;
    }
    size_ = static_cast<std::uint32_t>(size);
    high_bits_ = high_bits;
    low_bits_ = low_bits;
    // To the end of all, so that a low part is read by one load.
    low_ = BitFields({at, left});
    at += bytes_for(size * low_bits);
    high_ = {at, bytes_for(high_bits)};
    at += bytes_for(high_bits);
}

// Those of the same high part are ones in a row, behind as many zeros as it says.
std::optional<std::uint32_t> AscendingNumbers::Search::place_of(std::uint32_t number) {
    const std::uint64_t high = std::uint64_t{number} >> numbers_.low_bits_;
    const std::uint64_t low = lowest_bits(number, numbers_.low_bits_);
    const BitFields bits(numbers_.high_);
    std::uint64_t one = high == 0 ? 0 : zeros_.nth(high) + 1;
    if (one >= numbers_.high_bits_) return std::nullopt;  // none has so high a part
    for (std::uint64_t place = one - high; place < numbers_.size_ && bits.at(one, 1) == 1; ++place, ++one) {
        const std::uint64_t found = numbers_.low(place);
        if (found == low) return static_cast<std::uint32_t>(place);
        if (found > low) break;
    }
    return std::nullopt;
}

}  // namespace broadsheet::archive
