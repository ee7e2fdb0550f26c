// What all searchers share of one generation of an archive. Never changes once made.
#pragma once

#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/positions_file.hpp"
#include "query/facets.hpp"
#include "query/lexicon.hpp"

namespace broadsheet::query {

class Snapshot {
  public:
    Snapshot(const Xapian::Database& database, archive::SegmentList segments, Lexicon lexicon,
             std::vector<archive::PositionsImage> positions)
        : segments_(std::move(segments)),
          lexicon_(std::move(lexicon)),
          positions_(std::move(positions)),
          columns_(database) {}

    const archive::SegmentList& segments() const { return segments_; }
    std::uint64_t generation() const { return segments_.generation; }
    const Lexicon& lexicon() const { return lexicon_; }
    /// By segment; an empty one where a segment has none that can be trusted.
    const std::vector<archive::PositionsImage>& positions() const { return positions_; }
    const Columns& columns() const { return columns_; }

  private:
    archive::SegmentList segments_;
    Lexicon lexicon_;
    std::vector<archive::PositionsImage> positions_;
    Columns columns_;
};

}  // namespace broadsheet::query
