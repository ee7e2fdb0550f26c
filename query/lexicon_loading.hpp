// Where does the lexicon of an archive come from? For query/ itself.
#pragma once

#include "archive/archive_layout.hpp"
#include "query/lexicon.hpp"

namespace broadsheet::query {

/// The lexicons beside the segments of a published list, mapped; of a segment without a trustworthy
/// one, what its terms say. Throws Xapian::Error, ArchiveError.
Lexicon load_lexicon(const archive::ArchivePaths& paths, const archive::SegmentList& segments);

}  // namespace broadsheet::query
