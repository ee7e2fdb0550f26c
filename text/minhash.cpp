#include "text/minhash.hpp"

#include <algorithm>
#include <bit>

namespace broadsheet::text {

namespace {

constexpr std::size_t wide_bins = band_count * band_rows;
constexpr std::size_t bins_a_wide_bin = sketch_bits / wide_bins;
constexpr int bin_bits = std::countr_zero(sketch_bits);

// What no shingle leaves. One that would, once in four thousand million, leaves one less: where all bins seemed
// empty, there would be none to borrow from, and the search for it would have no end.
constexpr std::uint32_t empty = 0xFFFFFFFF;

template <std::size_t Count>
using Minima = std::array<std::uint32_t, Count>;

// The finalizer of MurmurHash3.
constexpr std::uint32_t mix(std::uint32_t x) {
    x = (x ^ (x >> 16)) * 0x85EBCA6B;
    x = (x ^ (x >> 13)) * 0xC2B2AE35;
    return x ^ (x >> 16);
}

Minima<sketch_bits> minima_of(std::span<const std::uint64_t> shingles) {
    Minima<sketch_bits> minima;
    minima.fill(empty);
    for (const std::uint64_t shingle : shingles) {
        std::uint32_t& least = minima[shingle >> (64 - bin_bits)];
        least = std::min({least, static_cast<std::uint32_t>(shingle), empty - 1});
    }
    return minima;
}

Minima<wide_bins> widened(const Minima<sketch_bits>& minima) {
    Minima<wide_bins> wide;
    for (std::size_t i = 0; i < wide_bins; ++i) {
        const auto begin = minima.begin() + static_cast<std::ptrdiff_t>(i * bins_a_wide_bin);
        wide[i] = *std::min_element(begin, begin + bins_a_wide_bin);
    }
    return wide;
}

/// Fills empty bins; at least one is not.
template <std::size_t Count>
Minima<Count> densified(const Minima<Count>& minima) {
    constexpr auto count = static_cast<std::uint32_t>(Count);
    Minima<Count> dense = minima;
    for (std::uint32_t bin = 0; bin < count; ++bin) {
        for (std::uint32_t attempt = 1; dense[bin] == empty; ++attempt) {
            dense[bin] = minima[mix(bin + attempt * count) % count];
        }
    }
    return dense;
}

}  // namespace

MinHash min_hash(std::span<const std::uint64_t> shingles) {
    MinHash made;
    if (shingles.empty()) return made;
    made.shingles =
        static_cast<std::uint16_t>(std::min<std::size_t>(shingles.size(), 0xFFFF));
    const auto minima = minima_of(shingles);
    const auto wide = densified(widened(minima));
    for (std::size_t band = 0; band < band_count; ++band) {
        auto key = static_cast<std::uint32_t>(band);
        for (std::size_t row = 0; row < band_rows; ++row) {
            key = mix(key * 0x9E3779B1 + wide[band * band_rows + row]);
        }
        made.keys[band] = key;
    }
    const auto dense = densified(minima);
    for (std::uint32_t bin = 0; bin < sketch_bits; ++bin) {
        // By its own number, so that what a bin borrows is another bit of the same minimum.
        const std::uint64_t bit = mix(dense[bin] + bin * 0x9E3779B1) & 1;
        made.bits[bin / 64] |= bit << (bin % 64);
    }
    return made;
}

double likeness(const MinHashBits& a, const MinHashBits& b) {
    int differing = 0;
    for (std::size_t i = 0; i < a.bits.size(); ++i) {
        differing += std::popcount(a.bits[i] ^ b.bits[i]);
    }
    return 1 - 2.0 * differing / sketch_bits;
}

}  // namespace broadsheet::text
