// Where do the lexicon and the positions of an archive come from? For query/ itself.
#pragma once

#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/positions_file.hpp"
#include "query/lexicon.hpp"

namespace broadsheet::query {

/// The lexicons beside the segments of a published list, mapped; of a segment without a trustworthy
/// one, what its terms say. Throws Xapian::Error, ArchiveError.
Lexicon load_lexicon(const archive::ArchivePaths& paths, const archive::SegmentList& segments);

/// The positions beside the segments, mapped, in the order of the list; an empty image for a segment
/// without trustworthy ones, whose articles are verified by what is stored of them: slower, but the same.
/// Throws Xapian::Error, ArchiveError.
std::vector<archive::PositionsImage> load_positions(const archive::ArchivePaths& paths,
                                                    const archive::SegmentList& segments);

}  // namespace broadsheet::query
