// From articles to a file of positions, and from several such files to one: positions_file.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/position_gaps.hpp"
#include "archive/positions_file.hpp"
#include "archive/renumbering.hpp"
#include "archive/spool.hpp"
#include "archive/text_numbers.hpp"

namespace broadsheet::archive {

/// Gathers the articles of a block in memory: four bytes a place, twelve a word of an article. Not thread-safe.
class PositionsBuilder {
  public:
    /// A word of the open article, or the joined form of a compound that takes `length` positions. The
    /// positions of each word ascend; a second word at the same position is the same. Gives its number
    /// here, the same for the same word.
    std::uint32_t add_word(std::string_view word, std::uint32_t position, std::uint32_t length);

    /// Ascending, for each kind.
    void add_start(TextStretch stretch, std::uint32_t position);

    /// Ascending, for each zone.
    void add_zone_run(Zone zone, PositionRun run);

    /// The words of the open article, each once, in the order of their first places; by add_word().
    std::span<const std::uint32_t> open_words() const { return open_; }
    std::string_view word(std::uint32_t number) const { return texts_[number]; }

    /// Closes the open article: it has this number, higher than those before.
    void finish_article(std::uint32_t document);

    /// The bytes of the file for a database with this UUID; empties this.
    std::string finish(std::string_view uuid);

  private:
    struct Place {
        std::uint32_t position, length, before;  ///< the place before it of the same word
    };
    struct Zoned {
        Zone zone;
        PositionRun run;
    };
    struct ClosedWord {
        std::uint32_t word, begin, end;  ///< of its positions in positions_
    };
    struct ClosedCompound {
        std::uint32_t place, length;  ///< in positions_
    };
    struct ClosedArticle {
        std::uint32_t document;
        std::uint32_t last_position;
        std::size_t words_end;      ///< in words_
        std::size_t compounds_end;  ///< in closed_compounds_
        std::size_t gaps_end;       ///< in rest_
        std::size_t rest_end;       ///< in rest_: zones and stretches
    };

    class PlacesWriter;
    std::uint32_t close_words();
    void close_rest();

    TextNumbers texts_;

    std::vector<std::uint32_t> open_, last_place_;
    std::vector<Place> places_;
    std::vector<std::uint32_t> starts_[stretch_count];
    std::vector<Zoned> zones_;
    PositionGaps gaps_;

    std::vector<ClosedArticle> articles_;
    std::vector<ClosedWord> words_;
    std::vector<ClosedCompound> closed_compounds_;
    std::vector<std::uint32_t> positions_;
    std::string rest_;
};

/// Where the articles of a segment go in a merge.
struct MergeSource {
    PositionsImage positions;
    std::vector<std::uint32_t> documents;  ///< that live, ascending
    Renumbering numbers;                   ///< of these
};

/// Writes the file of a merge of segments, for a database with this UUID: the articles that live, and no
/// word of any other. Checks each entry that nobody has found whole. Not yet on disk when it returns. Takes
/// four bytes for each word of the source that has most, eight for each article, and what spools take, whose files
/// are beside it.
/// Throws ArchiveError where an entry is damaged or missing, or the file cannot be written.
void merge_positions(std::span<const MergeSource> sources, std::string_view uuid, const std::filesystem::path& file,
                     std::size_t bytes_in_memory = SpoolPlace::usual_bytes);

}  // namespace broadsheet::archive
