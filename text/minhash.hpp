// How alike are two texts, told by some dozens of bytes of each? Min-wise hashing of their shingles.
//
// The likeness is Jaccard's: of the shingles that either text has, the part that both have. Of one random
// order of all shingles, the first that a text has is the same in two texts with just that probability
// (Broder 1997). All minima come from one hash of each shingle: its first bits choose a bin, of which the
// least of the other bits stays (one permutation hashing; Li, Owen and Zhang 2012). A bin that stays empty
// borrows from another, which its number alone decides, so that two like texts borrow alike (Shrivastava,
// "Optimal densification", 2017). Of each minimum one bit is kept (b-bit minwise hashing; Li and König 2010):
// equal minima agree in it always, others half the time.
//
// Candidates are found by bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4): a key
// stands for the minima of several wider bins together; two texts of which one key is equal are compared.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace broadsheet::text {

/// Bits by which a likeness is estimated: its standard deviation is 2 sqrt(p (1 - p) / 256) with
/// p = (1 + likeness) / 2, that is 0.038 at 0.8.
inline constexpr std::size_t sketch_bits = 256;

/// Keys, and minima that each stands for. A pair of likeness s has a key in common with probability
/// 1 - (1 - s^4)^8: 0.5 % at 0.15, 40 % at 0.5, 98.5 % at 0.8, all at 0.9.
inline constexpr std::size_t band_count = 8;
inline constexpr std::size_t band_rows = 4;

/// By which a likeness is estimated.
struct MinHashBits {
    std::array<std::uint64_t, sketch_bits / 64> bits{};
    std::uint16_t shingles = 0;  ///< how many there were, at most 65,535; 0: there is no text
    bool operator==(const MinHashBits&) const = default;
};

/// With the keys by which candidates are found.
struct MinHash : MinHashBits {
    std::array<std::uint32_t, band_count> keys{};
    bool operator==(const MinHash&) const = default;
};

/// Of the shingles of a text (shingles.hpp): well mixed hashes, in any order, any of them several times.
MinHash min_hash(std::span<const std::uint64_t> shingles);

/// The estimated likeness; about 0 for texts that have nothing in common, 1 for those that have all.
double likeness(const MinHashBits& a, const MinHashBits& b);

}  // namespace broadsheet::text
