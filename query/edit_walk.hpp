// How far is each of many sorted words from one word? A Levenshtein automaton, its states made as
// they are needed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

/// Most edits that can be asked for: with three, short words are near everything.
inline constexpr int max_edits_limit = 2;

/// Walks sorted words as a trie. The state of a branch is a row of the matrix of edits, of which only
/// the band counts that is no further from the diagonal than the limit (Ukkonen 1985). Rows are
/// kept along the branch, so that what words share at their beginning is looked at once.
///
/// Distance: insertions, deletions, substitutions and exchanges of neighbours, no substring edited
/// twice (optimal string alignment).
class EditWalk {
  public:
    /// `limit` from 0 to max_edits_limit.
    EditWalk(std::string_view wanted, int limit);

    struct Step {
        int edits;  ///< limit + 1 where it is more
        /// Bytes of the word's beginning that no word within the limit shares; 0 if its
        /// continuations may yet be near.
        std::size_t dead_bytes;
    };

    /// Goes to a word, which comes after the last in the order of bytes.
    Step go_to(std::string_view word);

  private:
    static constexpr std::size_t band = 2 * max_edits_limit + 1;
    /// [i]: the edits from the branch to the first depth - limit + i characters of the wanted word.
    using Row = std::array<std::uint8_t, band>;
    struct Level {
        Row row;
        char32_t last = 0;      ///< character
        std::size_t bytes = 0;  ///< of the branch up to here
    };

    void add_level(char32_t c, std::size_t bytes);
    bool is_dead(const Row& row) const;
    int distance() const;

    std::u32string wanted_;
    int limit_;
    std::vector<Level> levels_;  ///< [d]: of d characters
    std::string_view branch_;    ///< the word that the levels are of
};

}  // namespace broadsheet::query
