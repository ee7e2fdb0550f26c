// Where do the lexicon and the positions of an archive come from? For query/ itself.
#pragma once

#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/positions_file.hpp"
#include "query/lexicon.hpp"

namespace broadsheet::query {

struct SegmentFiles {
    /// Mapped; of a segment without a trustworthy one, what its terms say.
    Lexicon lexicon;
    /// Mapped, in the order of the list; an empty image for a segment without trustworthy ones, whose
    /// articles are verified by what is stored of them: slower, but the same.
    std::vector<archive::PositionsImage> positions;
};

/// What lies beside the segments of a published list, whose databases are `opened`, in its order. Throws
/// Xapian::Error, ArchiveError.
SegmentFiles load_segment_files(const archive::ArchivePaths& paths, const archive::SegmentList& segments,
                                const std::vector<Xapian::Database>& opened);

}  // namespace broadsheet::query
