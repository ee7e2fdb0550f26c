// What all searchers share of one generation of an archive. Never changes once made; what few questions need
// is made with the first of them.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/dictionary.hpp"
#include "archive/positions_file.hpp"
#include "query/copy_column.hpp"
#include "query/facets.hpp"
#include "query/lexicon.hpp"
#include "query/rows.hpp"

namespace broadsheet::query {

class Snapshot {
  public:
    /// `rows` are those of `database`.
    Snapshot(const Xapian::Database& database, Rows rows, archive::SegmentList segments, Lexicon lexicon,
             std::vector<archive::PositionsImage> positions, archive::Dictionaries dictionaries)
        : segments_(std::move(segments)),
          dictionaries_(std::move(dictionaries)),
          lexicon_(std::move(lexicon)),
          positions_(std::move(positions)),
          columns_(database, std::move(rows)) {}

    const archive::SegmentList& segments() const { return segments_; }
    std::uint64_t generation() const { return segments_.generation; }
    /// By which the stored articles are read.
    const archive::Dictionaries& dictionaries() const { return dictionaries_; }
    const Lexicon& lexicon() const { return lexicon_; }
    /// By segment; an empty one where a segment has none that can be trusted.
    const std::vector<archive::PositionsImage>& positions() const { return positions_; }
    const Columns& columns() const { return columns_; }
    const Rows& rows() const { return columns_.rows(); }

    /// Read from `database`, the caller's own of this generation, when it is first asked for: 0.1 us an article.
    /// Thread-safe.
    const CopyColumn& copies(const Xapian::Database& database) const {
        const std::lock_guard lock(copies_mutex_);
        if (!copies_) copies_ = std::make_unique<const CopyColumn>(database, rows());
        return *copies_;
    }

  private:
    archive::SegmentList segments_;
    archive::Dictionaries dictionaries_;
    Lexicon lexicon_;
    std::vector<archive::PositionsImage> positions_;
    Columns columns_;
    mutable std::mutex copies_mutex_;
    mutable std::unique_ptr<const CopyColumn> copies_;
};

}  // namespace broadsheet::query
