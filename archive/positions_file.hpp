// Where do the words of each article of a segment stand? The file `positions` in the segment's folder,
// which the writer makes and readers map.
//
// Xapian's own table of positions has an entry for each word of each article, and the entry's key and
// place in the tree take three times what the positions do: 7.7 KB an article of 850 words, where this
// file has 2.4. Here an article is one entry, so that verifying a candidate looks at one place.
//
// Numbers are little-endian; varint as in varint.hpp; `words`, `blocks` and `entries` begin at a multiple
// of 8 bytes.
//
//   0    char[8]  magic "BSPOSIT\n"
//   8    u64      checksum: XXH3 (64 bits) of all from `words` on, with that of the bytes 16 to 112 as seed
//   16   u32      version of this format; u32 of the analyzer
//   24   u64      size of the file in bytes
//   32   char[40] UUID of the segment's database, as text, zeros behind it
//   72   u64      where `words` begins; u64 its bytes
//   88   u32      words; u32 blocks of words
//   96   u64      where `entries` begins
//   104  u32      entries: one more than the highest number of an article; u32 zero
//   112  the articles, one after the other
//        words:   char   the words that stand anywhere, see word_table.hpp
//        blocks:  u32    where its blocks begin
//        entries: u64    where the article with the number n begins; 0: there is none
//
// An article:
//
//   u32 checksum: the low half of XXH3 of what follows
//   varint bytes of what follows; varint words w; varint bytes of their positions
//   for each 16th word but the first: u32 the number of the word before it, u32 where it begins among the
//     positions
//   the positions: for each word, ascending: varint its number, less the one before it; then its positions,
//     each less the one before it, times two, plus one where another follows
//   varint compounds; for each: varint word, varint position of its joined form, varint positions it takes
//   varint runs of zones; for each varint zone, varint first position, varint positions
//   sections, paragraphs, sentences: for each varint how many; varints where they begin, less the one before
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "archive/article.hpp"
#include "archive/mapped_file.hpp"
#include "archive/word_table.hpp"

namespace broadsheet::archive {

inline constexpr std::string_view positions_file_name = "positions";

/// Raised whenever the layout above changes. The first 16 bytes stay for ever.
inline constexpr std::uint32_t positions_format = 1;

/// A word stands at [begin, end): one position, or, as the joined form of a compound, those of its parts.
struct PositionRun {
    std::uint32_t begin = 0, end = 0;
    auto operator<=>(const PositionRun&) const = default;
};

/// Stretches of text whose beginnings are kept, in the order of the file.
enum class TextStretch : std::uint8_t { section, paragraph, sentence };
inline constexpr std::size_t stretch_count = 3;

/// The positions of one article; reads from its bytes only what is asked for. Bytes that are not what was
/// written give wrong answers, but never a read outside of them.
class ArticlePositions {
  public:
    /// No words.
    ArticlePositions() = default;

    /// `entry` as it lies in the file, and must outlive this.
    void open(std::string_view entry);

    /// Appends where each of some words stands, by their numbers in the file, ascending; for each word
    /// ascending.
    void runs_of(std::span<const std::uint32_t> words, std::vector<PositionRun>& out);

    /// The numbers of the words that stand anywhere, ascending.
    std::vector<std::uint32_t> words() const;

    /// Where the stretches of a kind begin, ascending.
    std::vector<std::uint32_t> starts(TextStretch stretch);

    /// The runs of a zone, ascending.
    std::vector<PositionRun> zone_runs(Zone zone);

    /// Whether the entry is as it was written.
    bool is_whole() const;

  private:
    friend class EntryRewriter;
    struct Compound {
        std::uint32_t word, begin, length;
    };

    /// Where the words of the article are read: one word, then its positions.
    struct Reading {
        const char* at = nullptr;
        const char* end = nullptr;
        std::uint32_t word = 0;  ///< the last that was read
        std::uint32_t left = 0;
    };
    void skip_before(std::uint32_t word, Reading& reading) const;
    void read_runs(Reading& reading, std::vector<PositionRun>& out);
    void read_compounds();

    std::string_view checked_;            ///< what the checksum is of
    std::uint32_t checksum_ = 0;
    std::uint32_t words_ = 0;
    std::string_view skips_, positions_;  ///< see above
    const char* rest_ = nullptr;          ///< behind the positions
    const char* end_ = nullptr;
    bool has_compounds_ = false;          ///< whether they have been read
    const char* zones_ = nullptr;         ///< behind the compounds
    std::vector<Compound> compounds_;
};

/// The positions of one segment. Copies share the bytes. Never changes; thread-safe.
class PositionsImage {
  public:
    /// Of nothing.
    PositionsImage() = default;

    /// The words, by whose numbers articles are asked.
    const WordTable& words() const { return words_; }

    /// One more than the highest number of an article.
    std::uint32_t entries() const { return static_cast<std::uint32_t>(entries_.size()); }

    /// How many articles there are, by the list of their places alone.
    std::size_t articles() const;

    /// The bytes of an article, by the number of its document; empty if there is none.
    std::string_view entry(std::uint32_t document) const;

    /// The same; empty too where they are not what was written, which is looked at once.
    std::string_view whole_entry(std::uint32_t document) const;

    /// Has the process forget the pages of a mapped file that it looked at (MappedFile::forget).
    void forget() const {
        if (mapped_) mapped_->forget();
    }

  private:
    friend class PositionsReader;
    std::shared_ptr<const void> owner_;
    std::shared_ptr<const MappedFile> mapped_;  ///< the owner, where it is one
    std::string_view bytes_;
    WordTable words_;
    std::span<const std::uint64_t> entries_;
    std::shared_ptr<std::vector<std::atomic<bool>>> found_whole_;  ///< by number
};

/// Why there are no positions to be had from a file.
enum class PositionsFault {
    missing,
    stale,    ///< of another database, or made by another version
    damaged,  ///< not what was written
};

using PositionsReading = std::variant<PositionsImage, PositionsFault>;

/// Reads bytes that `owner` keeps. The checksum of all but the articles is checked; those have their own.
PositionsReading read_positions(std::shared_ptr<const void> owner, std::string_view bytes,
                                std::string_view uuid);

/// Maps the file of a segment's folder, whose database has this UUID. Throws ArchiveError where the system
/// cannot read it.
PositionsReading open_positions(const std::filesystem::path& segment, std::string_view uuid);

/// How many words the file of a segment's folder says it has; unchecked, for estimates. 0 where it is missing
/// or too short to say.
std::uint32_t count_words(const std::filesystem::path& segment);

}  // namespace broadsheet::archive
