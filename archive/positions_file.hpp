// Where do the words of each article of a segment stand? The file `positions` in the segment's folder,
// which the writer makes and readers map.
//
// Xapian's own table of positions has an entry for each word of each article, and the entry's key and
// place in the tree take three times what the positions do: 7.7 KB an article of 850 words, where this
// file has 1.9. Here an article is one entry, so that verifying a candidate looks at one place.
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
//   varint bytes of what follows
//   the numbers of its words: ascending_numbers.hpp
//   varint places: a word stands at one or more, and has them in a row, in the order of the words' numbers
//   u8 bits of a position; varint gaps; for each: varint the first position behind it, less that of the gap before it,
//     varint positions that it leaves out
//   for each place a bit, to a whole byte: a one where the next is of another word
//   for each place its position, side by side (bit_fields.hpp), to a whole byte: for each word they ascend. They are
//     counted without the gaps, for what lies between sections is many times a short article.
//   varint compounds; for each: varint the place of its joined form, less that of the one before, varint positions it
//     takes
//   varint runs of zones; for each varint zone, varint first position, varint positions
//   sections, paragraphs, sentences: for each varint how many; varints where they begin, less the one before
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "archive/article.hpp"
#include "archive/ascending_numbers.hpp"
#include "archive/bit_fields.hpp"
#include "archive/mapped_file.hpp"
#include "archive/word_table.hpp"

namespace broadsheet::archive {

inline constexpr std::string_view positions_file_name = "positions";

/// Raised whenever the layout above changes. The first 16 bytes stay for ever.
inline constexpr std::uint32_t positions_format = 2;

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

    /// Of all words, one after the other: the number, and where it stands, as runs_of() gives it.
    using WordVisit = std::function<void(std::uint32_t word, std::span<const PositionRun> runs)>;
    void each_word(const WordVisit& visit);

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
    /// Positions from `begin` on, as they are counted, are so many more.
    struct Gap {
        std::uint64_t begin, left_out;
    };
    struct Compound {
        std::uint64_t place, length;
    };
    void open_places(const char*& at);
    void read_places(std::uint64_t first, std::uint64_t end, std::vector<PositionRun>& out);
    void read_compounds();

    std::string_view checked_;  ///< what the checksum is of
    std::uint32_t checksum_ = 0;
    AscendingNumbers words_;
    const char* behind_words_ = nullptr;
    std::uint64_t places_ = 0;
    std::vector<Gap> gaps_;
    std::string_view last_of_word_;  ///< a bit for each place
    unsigned position_bits_ = 0;
    BitFields positions_;
    const char* behind_places_ = nullptr;
    const char* end_ = nullptr;
    bool has_compounds_ = false;   ///< whether they have been read
    const char* zones_ = nullptr;  ///< behind the compounds
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
