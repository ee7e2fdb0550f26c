// Which words does a segment hold? The file `lexicon` in the segment's folder, which the writer makes
// and readers map.
//
// It says nothing that the segment's database does not say, only sooner: opening takes no walk
// through all terms, and the forms of a stem are at hand. So a file that is missing, stale or damaged
// is no loss: who reads computes the same from the database (lexicon_builder.hpp).
//
// Numbers are little-endian; each part begins at a multiple of 8 bytes, with zeros before it.
//
//   0    char[8]  magic "BSLEXIC\n"
//   8    u64      checksum: XXH3 (64 bits, no seed) of all bytes from 16 on
//   16   u32      version of this format; u32 of the analyzer; u32 of the stemmers; u32 zero
//   32   u64      size of the file in bytes
//   40   u64      revision of the segment's database …
//   48   char[40] … and its UUID, as text, zeros behind it
//   88   u32      forms; u32 bytes of their texts; u32 languages; u32 zero
//   104  the parts:
//        u32  where the text of each form begins, and where the last ends    [forms + 1]
//        u32  articles that hold it                                          [forms]
//        char the texts, without anything between them, in the order of bytes
//        for each language that articles of the segment have and that has a stemmer, by its tag
//        (where no article has a language, one for "und", undetermined, with English stems):
//          char[8] tag (primary subtag), zeros behind it; u64 entries
//          u32 hashes of stems, ascending (the low half of XXH3)             [entries]
//          u32 the form of that stem                                         [entries]
//        of the forms that are not their own stem
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet::archive {

inline constexpr std::string_view lexicon_file_name = "lexicon";

/// Raised whenever the layout above changes. The first 16 bytes stay for ever.
inline constexpr std::uint32_t lexicon_format = 2;

/// The language of a segment in which no article has one (ISO 639-2), and which it is taken for.
inline constexpr std::string_view undetermined_language = "und";
inline constexpr std::string_view assumed_language = "en";

/// Which state of a segment a lexicon tells of: its database and the revision of that, which each
/// deletion raises.
struct SegmentIdentity {
    std::string uuid;
    std::uint64_t revision = 0;
    bool operator==(const SegmentIdentity&) const = default;
};

/// The hash by which stems are found. Two stems may share one.
std::uint32_t stem_hash(std::string_view stem);

/// The forms that are not their own stem, by the hash of that.
struct StemTable {
    std::string_view language;  ///< primary subtag, or undetermined_language
    std::span<const std::uint32_t> hashes, forms;
};

/// The words of one segment: numbers of forms count from 0 in the order of their texts. Copies share
/// the bytes. Never changes; thread-safe.
class LexiconImage {
  public:
    /// No words.
    LexiconImage() = default;

    std::size_t size() const { return articles_.size(); }
    std::string_view form(std::size_t number) const {
        return texts_.substr(begins_[number], begins_[number + 1] - begins_[number]);
    }
    std::uint32_t articles(std::size_t number) const { return articles_[number]; }

    /// All texts in a row, and where each form begins in it: size() + 1 places.
    std::string_view texts() const { return texts_; }
    std::span<const std::uint32_t> begins() const { return begins_; }

    const std::vector<StemTable>& stem_tables() const { return stem_tables_; }

    /// Of all that it is made of, for comparing.
    std::string_view bytes() const { return bytes_; }

  private:
    friend class LexiconReader;
    std::shared_ptr<const void> owner_;
    std::string_view bytes_, texts_;
    std::span<const std::uint32_t> begins_, articles_;
    std::vector<StemTable> stem_tables_;
};

/// Why there is no lexicon to be had from a file.
enum class LexiconFault {
    missing,
    stale,    ///< whole, but of another revision, or made by another version
    damaged,  ///< not what was written
};

using LexiconReading = std::variant<LexiconImage, LexiconFault>;

/// Reads bytes that `owner` keeps, all of which are checked before any is believed.
LexiconReading read_lexicon(std::shared_ptr<const void> owner, std::string_view bytes,
                            const SegmentIdentity& identity);

/// Maps the file of a segment's folder. Throws ArchiveError where the system cannot read it.
LexiconReading open_lexicon(const std::filesystem::path& segment, const SegmentIdentity& identity);

}  // namespace broadsheet::archive
