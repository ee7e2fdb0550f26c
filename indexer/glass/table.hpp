// How is a sorted list of keys and tags written as a table of Xapian's glass format? From the first key to
// the last in one go, every block full: what Xapian's own compaction writes, without the search, the copying
// and the splitting that its tables need to take keys in any order. docs/ARCHITECTURE.md says what that
// brings, and why we may.
//
// The format is that of Xapian 1.4 (glass format version 2016-03-14, which no 1.4 has changed), as
// its sources describe it: xapian-core/backends/glass/glass_table.cc and glass_table.h. Numbers are
// big-endian. A table is blocks of 8,192 bytes that make a B-tree:
//
//   0   u32  revision of the database when the block was written
//   4   u8   level: 0 for leaves
//   5   u16  bytes free between directory and items; u16 bytes free at all: the same here
//   9   u16  where the directory ends
//   11  u16  for each item, in the order of keys, where it begins; items are laid from the block's end
//
// Item of a leaf:   u16 its size less 3, and flags in its first bits: compressed (ours never are), last part of
//                   a tag, first part
//                   u8 bytes of the key, the key, [u16 number of the part, but for the first], the part
// Item of a branch: u32 block, u8 bytes of the key, the key, u16 number of the part that the block begins
//                   with; the first item of a branch has no key
//
// The first leaf begins with an item without key and tag. The key above a leaf is the shortest that
// tells its first from the one before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer::glass {

/// Xapian's default; larger ones gain nothing for tables that are read through.
inline constexpr std::size_t block_bytes = 8'192;

/// Xapian's limit: the length of a key is one byte.
inline constexpr std::size_t max_key_bytes = 255;

/// The revision of a database that was never changed, as its compaction gives it.
inline constexpr std::uint32_t first_revision = 1;

/// What the version file (version_file.hpp) says of a table.
struct TableRoot {
    std::uint32_t root = 0;    ///< block
    std::uint32_t level = 0;   ///< of the root
    std::uint64_t entries = 0;
    std::uint32_t blocks = 0;  ///< 0: there is no table
};

/// A key that is not behind the one before, or too long; or a tag that is too long.
class KeyOrderError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

class TableBuilder {
  public:
    /// Takes one block after the other, as they lie in the file.
    using Sink = std::function<void(std::string_view block)>;

    explicit TableBuilder(Sink sink);

    /// Appends an entry, its key higher than those before (as bytes) and of 1 to max_key_bytes bytes.
    /// Throws KeyOrderError.
    void add(std::string_view key, std::string_view tag);

    /// Where the table of all that was added begins; empties this. Without entries there are no blocks.
    TableRoot finish();

  private:
    struct Block {
        std::array<char, block_bytes> bytes{};
        std::size_t directory_end = 0, items_begin = 0;
        std::string separator;        ///< the key that leads to it
        std::uint16_t part = 0;       ///< of that key's tag
        void clear();
        bool is_empty() const;
        std::size_t free() const { return items_begin - directory_end; }
        char* add_item(std::size_t size);
    };

    void begin_leaf(std::string_view key, std::uint16_t part);
    void add_part(std::string_view key, std::string_view bytes, std::uint16_t part, std::uint8_t flags);
    void add_to_branch(std::size_t level, std::string separator, std::uint16_t part, std::uint32_t child);
    std::uint32_t write(std::size_t level);
    void close(std::size_t level);

    std::vector<Block> levels_;  ///< the open block of each
    Sink sink_;
    std::string last_key_;
    std::uint64_t entries_ = 0;
    std::uint32_t blocks_ = 0;
};

/// Of a table in memory.
TableBuilder::Sink append_to(std::string& bytes);

}  // namespace broadsheet::indexer::glass
