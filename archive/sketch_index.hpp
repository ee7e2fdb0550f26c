// Which articles of a segment may be like this one? The file `sketches` in the segment's folder: the keys of
// all articles' sketches (text/minhash.hpp), in order, each with the article that has it.
//
// It is the only place that has the keys; where it is lost they are made anew from the texts. Only writers use it:
// they look up a key in it in less than a microsecond. It tells of articles that were deleted since it was made,
// too: who looks up asks the database for the rest of the sketch.
//
// Keys are hashes, so their high bits cut them into buckets of about as many entries each, and an entry has the rest
// of its key only. Numbers are little-endian; from 72 on they are fields of bits (bit_fields.hpp).
//
//   0    char[8]  magic "BSSKTCH\n"
//   8    u64      checksum: XXH3 (64 bits, no seed) of all bytes from 16 on
//   16   u32      version of this format
//   20   u8       b: a key's bucket is its highest b bits; at most max_bucket_bits
//   21   u8       a: bits of an article's number; u16 zero
//   24   u64      n: entries
//   32   char[40] UUID of the segment's database, as text, zeros behind it
//   72   entries, ascending by key                                              [n]
//          32 - b bits: the rest of the key
//          a bits: the number in the database of the article with that key
//        of each bucket the number of its first entry, as many bits as n needs  [2^b]
//        zero bits to the end of the byte, and field_load_bytes zero bytes
//
// Entries of one key stand in the order of their sketches (as own_cluster() has them), which is that of no
// segment: so that the first few are the same ones however the archive is cut into segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

#include "archive/bit_fields.hpp"
#include "archive/mapped_file.hpp"

namespace broadsheet::archive {

inline constexpr std::string_view sketch_index_name = "sketches";

/// Raised whenever the layout above changes, or what text/shingles.hpp and text/minhash.hpp make of a text.
inline constexpr std::uint32_t sketch_index_format = 2;

/// That an article has this key.
struct SketchEntry {
    std::uint32_t key = 0, article = 0;
    bool operator==(const SketchEntry&) const = default;
};

/// How many bits the parts of a file have.
struct SketchShape {
    unsigned bucket_bits = 0, article_bits = 0;

    /// Of a file that has about so many entries, and no higher number of an article.
    static SketchShape of(std::uint64_t entries, std::uint32_t greatest_article);

    unsigned key_bits() const { return 32 - bucket_bits; }
    unsigned entry_bits() const { return key_bits() + article_bits; }
    std::uint64_t buckets() const { return std::uint64_t{1} << bucket_bits; }
    std::uint64_t bucket_of(std::uint32_t key) const { return std::uint64_t{key} >> key_bits(); }
    /// Behind the head, to the end of the last field.
    std::uint64_t field_bits(std::uint64_t entries) const {
        return entries * entry_bits() + buckets() * bits_for(entries);
    }
};

/// A file of sketches, mapped. Copies share the bytes. Never changes; thread-safe.
class SketchIndex {
  public:
    /// Without entries.
    SketchIndex() = default;

    /// Nothing where the file is not there, not whole, of another database or another version. Reads all of
    /// it. Throws ArchiveError where the system cannot read it.
    static std::optional<SketchIndex> open(const std::filesystem::path& segment,
                                           std::string_view uuid);

    /// The same of the bytes of such a file.
    static std::optional<SketchIndex> of(std::string bytes, std::string_view uuid);

    std::uint64_t entries() const { return entries_; }

    /// The numbers of the articles with that key, as a range.
    auto articles_with(std::uint32_t key) const {
        const Range found = entries_with(key);
        return std::views::iota(found.begin, found.end) |
               std::views::transform([this](std::uint64_t entry) { return article(entry); });
    }

    /// All entries, one after the other. The index must outlive it.
    class Cursor {
      public:
        explicit Cursor(const SketchIndex& index) : index_(&index) {}
        /// The next one; nothing behind the last.
        std::optional<SketchEntry> next();

      private:
        const SketchIndex* index_;
        std::uint64_t entry_ = 0, bucket_ = 0;
    };

    /// MappedFile::forget(), of a file.
    void forget() const {
        if (file_) file_->forget();
    }

  private:
    struct Range {
        std::uint64_t begin, end;
    };

    static std::optional<SketchIndex> of_bytes(std::string_view bytes, std::string_view uuid);
    Range entries_with(std::uint32_t key) const;
    std::uint64_t first_from(Range entries, std::uint64_t key_rest) const;
    std::uint64_t bucket_begin(std::uint64_t bucket) const;
    std::uint32_t key_rest(std::uint64_t entry) const {
        return static_cast<std::uint32_t>(fields_.at(entry * shape_.entry_bits(), shape_.key_bits()));
    }
    std::uint32_t article(std::uint64_t entry) const {
        const std::uint64_t at = entry * shape_.entry_bits() + shape_.key_bits();
        return static_cast<std::uint32_t>(fields_.at(at, shape_.article_bits));
    }

    std::shared_ptr<const MappedFile> file_;
    std::shared_ptr<const std::string> owned_;
    BitFields fields_;
    SketchShape shape_;
    std::uint64_t entries_ = 0;
};

}  // namespace broadsheet::archive
