// Which articles of a segment may be like this one? The file `sketches` in the segment's folder: the keys of
// all articles' sketches (text/minhash.hpp), in order, each with the article that has it.
//
// It is made of the sketches that are values in the segment's database, and says nothing that these do
// not say, only sooner: a writer looks up a key in it in less than a microsecond. Only writers use it. It tells
// of articles that were deleted since it was made, too: who looks up asks the database for the sketch.
//
// Numbers are little-endian.
//
//   0    char[8]  magic "BSSKTCH\n"
//   8    u64      checksum: XXH3 (64 bits, no seed) of all bytes from 16 on
//   16   u32      version of this format; u32 zero
//   24   u64      entries
//   32   char[40] UUID of the segment's database, as text, zeros behind it
//   72   u32      keys, ascending                                               [entries]
//        u32      the number in the database of the article with that key       [entries]
//
// Entries of one key stand in the order of their sketches (as own_cluster() has them), which is that of no
// segment: so that the first few are the same ones however the archive is cut into segments.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "archive/sorted_runs.hpp"
#include "text/minhash.hpp"

namespace broadsheet::archive {

inline constexpr std::string_view sketch_index_name = "sketches";

/// Raised whenever the layout above changes, or what text/shingles.hpp and text/minhash.hpp make of a text.
inline constexpr std::uint32_t sketch_index_format = 1;

/// A file of sketches, mapped. Copies share the bytes. Never changes; thread-safe.
class SketchIndex {
  public:
    /// Without entries.
    SketchIndex() = default;

    /// Nothing where the file is not there, not whole, of another database or another version. Reads all of
    /// it. Throws ArchiveError where the system cannot read it.
    static std::optional<SketchIndex> open(const std::filesystem::path& segment,
                                           std::string_view uuid);

    /// The articles with that key.
    std::span<const std::uint32_t> articles_with(std::uint32_t key) const;

    std::span<const std::uint32_t> keys() const { return keys_; }
    std::span<const std::uint32_t> articles() const { return articles_; }

  private:
    std::shared_ptr<const void> owner_;
    std::span<const std::uint32_t> keys_, articles_;
};

/// Collects the sketches of a segment's articles: in memory, or, beyond some MiB, in files. Each of its ends is the
/// last thing that is done with it.
class SketchIndexBuilder {
  public:
    explicit SketchIndexBuilder(SpoolPlace place = {}) : place_(std::move(place)), entries_(place_) {}

    void add(std::uint32_t article, const text::MinHash& sketch);

    /// Writes the file of a segment, whole or not at all, and durably. Throws ArchiveError.
    void write(const std::filesystem::path& file, std::string_view uuid) &&;

    /// Whether a file has all of these, in their order.
    bool are_in(const SketchIndex& index) &&;

  private:
    struct Entry {
        std::uint32_t key, article;
        std::uint64_t order;
        bool operator==(const Entry&) const = default;
        std::strong_ordering operator<=>(const Entry& other) const;
    };
    SpoolPlace place_;
    SortedRuns<Entry> entries_;
};

}  // namespace broadsheet::archive
