// Which runs of words does a text have? Shingles, by which two texts are compared for copying: the set of
// all runs of so many words in a row, each as a hash (Broder, "On the resemblance and containment of
// documents", SEQUENCES 1997).
//
// A word here is what lies between characters that are neither letters, digits nor marks, its case folded
// by Unicode's simple folding; accents count. In scripts that write no spaces between words each character,
// and each mark on one, is one. So hyphens, quotation marks, apostrophes, spaces and paragraphs are no difference between copies,
// while numbers are. This is not the analyzer, whose tokens cost ten times as much: here no position, form
// or language is needed, only that copies of one text give the same hashes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// Words of a shingle. docs/duplicates.md has what other lengths give.
inline constexpr std::size_t shingle_words = 4;

/// Collects the shingles of a text that comes in pieces. Made to be used again: clear() keeps the memory.
class Shingler {
  public:
    /// The words of `piece` (UTF-8) go on from those before, but a word does not run on.
    void add(std::string_view piece);

    /// What comes next is not joined to what came: no shingle spans the two. A part that has fewer words
    /// than a shingle is one by itself.
    void end_part();

    /// The hashes of the parts that are ended, in their order; one that comes again is there again.
    std::span<const std::uint64_t> shingles() const { return shingles_; }

    void clear();

  private:
    void add_word(std::uint64_t hash);
    std::size_t add_any_word(std::string_view piece, std::size_t at);

    std::vector<std::uint64_t> shingles_;
    std::array<std::uint64_t, shingle_words> last_{};  ///< hashes of the last words, in a ring
    std::uint64_t rolling_ = 0;                        ///< of the last words, in their order
    std::size_t words_ = 0;                            ///< of this part
};

}  // namespace broadsheet::text
