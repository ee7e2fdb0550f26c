/// The words of generated news: how often the nth most frequent word is, and how it is written.
///
/// Frequencies are a Zipf-Mandelbrot law in four straight pieces of the log-log plot, fitted to Reuters-21578 (20,000
/// articles, 2.5 million running words) and the English Wikinews set: the words behind the most frequent 1, 10, 100 and
/// 1,000 make 94.5, 78.2, 54.7 and 26.5 % of the text in both. Behind that the share falls with the power 0.7 of the
/// rank, without end: of that follows Heaps' law with the exponent 1 / 1.7 = 0.6 (measured: 0.60 and 0.64).
///
/// The first 100 are the grammar of the language. The others are made of syllables, so that no two ranks share a word:
/// lemmas with three inflections each, which stemmers join; some are names, some numbers, some hyphenated.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::bench {

/// A mix of bits (splitmix64, by Vigna): what is drawn depends on the seed alone, on every machine.
inline std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(mixed(seed)) {}

    std::uint64_t next() { return mixed(state_++); }
    /// Evenly from 0 up to, not including, `sides`; at most 2^32.
    std::uint32_t below(std::uint32_t sides) {
        return static_cast<std::uint32_t>(((next() >> 32) * sides) >> 32);
    }
    /// Evenly in [0, 1).
    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool chance(double probability) { return share() < probability; }

  private:
    std::uint64_t state_;
};

/// The most frequent words of each language, which are not made of syllables.
inline constexpr std::uint32_t common_words = 100;

/// Draws ranks, from 1 on.
class RankModel {
  public:
    RankModel();

    std::uint64_t draw(Random& random) const;

  private:
    /// Where a table's slot lies within one rank, that rank; else 0: to be worked out.
    std::vector<std::uint32_t> slots_;
};

/// The rank that a topic uses in the place of `rank`: of sixteen lemmas as frequent as each other each topic has one,
/// with all its forms. Over all topics every word stays as frequent as it was.
std::uint64_t rank_within_topic(std::uint64_t rank, std::uint64_t topic);

/// Languages that articles may have, by code, the most frequent first.
inline constexpr std::array<std::string_view, 4> languages{"en", "de", "fr", "es"};

/// Writes the word of a rank behind `out`, as JSON writes it.
class WordWriter {
  public:
    WordWriter();

    void append(std::uint64_t rank, std::size_t language, std::string& out) const;

  private:
    std::array<std::vector<std::string>, languages.size()> common_;
    std::vector<std::string> frequent_;  ///< those that are written often, ready
};

}  // namespace broadsheet::bench
