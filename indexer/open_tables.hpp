// Did Xapian open all of a segment, or only some of its tables?
//
// Xapian (1.4.22, GlassTable::do_open_to_read) takes a table that it cannot open for one that is not
// there, and so for an empty one, whatever the reason: when a process has too many files open, or the
// disk fails for a moment, articles lose their texts or their terms without an error. A copy of what was read would make that lasting.
#pragma once

#include <filesystem>

namespace Xapian {
class Database;
}

namespace broadsheet::indexer {

/// Throws SegmentError if a table that the folder of `segment` has was not opened with `database`.
/// Reads a document or two; may throw Xapian's exceptions.
void require_open_tables(const Xapian::Database& database, const std::filesystem::path& segment);

}  // namespace broadsheet::indexer
