#include "indexer/open_tables.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

// A table is opened as a whole or not at all, so one document tells of all: every article has a
// stored text. Positions are in a file of ours (positions_file.hpp), of terms by article there are none but while
// something is deleted, and the table of postings is the one that Xapian asks for.
void require_open_tables(const Xapian::Database& database, const std::filesystem::path& segment) {
    const auto first = database.postlist_begin("");
    if (first == database.postlist_end("")) return;
    if (!database.get_document(*first).get_data().empty()) return;
    throw SegmentError(
        fmt::format("{}: its docdata table cannot be opened; are too many files open?", segment.string()));
}

}  // namespace broadsheet::indexer
