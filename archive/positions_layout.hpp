// The fixed parts of a file of positions, as bytes: for those who read and write it only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/file_head.hpp"

namespace broadsheet::archive {

/// See positions_file.hpp; read and written as it lies in memory.
struct PositionsHead {
    Magic magic;
    std::uint64_t checksum;
    std::uint32_t format, analyzer;
    std::uint64_t file_bytes;
    UuidField uuid;
    std::uint64_t words_begin, words_bytes;
    std::uint32_t words, blocks;
    std::uint64_t entries_begin;
    std::uint32_t entries, zero;
};
static_assert(sizeof(PositionsHead) == 112, "the layout in positions_file.hpp");

inline constexpr Magic positions_magic = {'B', 'S', 'P', 'O', 'S', 'I', 'T', '\n'};

/// So many words of an article are read, at most, to find one. 32 make entries smaller by a twenty-fifth, and
/// verifying phrases slower by a quarter.
inline constexpr std::uint32_t words_a_skip = 16;

struct WordSkip {
    std::uint32_t before, begin;
};

/// The checksum of a file with this head; what follows the articles is to be added.
RunningChecksum positions_checksum(const PositionsHead& head);

/// The low half of XXH3.
std::uint32_t entry_checksum(std::string_view bytes);

/// The word numbers and positions of an article, word by word: its skips and positions.
class EntryWords {
  public:
    /// The next word, with its positions as they are written; numbers ascend.
    void add(std::uint32_t word, std::string_view positions);

    /// An entry of these words and what follows them; empties this for the next.
    void finish(std::string_view rest, std::string& out);

  private:
    std::string skips_, positions_, body_;
    std::uint32_t words_ = 0, last_ = 0;
};

}  // namespace broadsheet::archive
