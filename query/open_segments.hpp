// Opening the segments of a published list as one database. For query/ itself: its public headers
// know nothing of Xapian.
#pragma once

#include <xapian.h>

#include <filesystem>

#include "archive/archive_layout.hpp"

namespace broadsheet::query {

/// Xapian takes a table that it cannot open (too many files, a disk that fails for a moment) for an empty
/// one, and articles would seem damaged for as long as the segment is open. Every article has a text.
inline void require_texts(const Xapian::Database& database, const std::filesystem::path& segment) {
    const auto first = database.postlist_begin("");
    if (first == database.postlist_end("") || !std::filesystem::exists(segment / "docdata.glass")) return;
    if (!database.get_document(*first).get_data().empty()) return;
    throw Xapian::DatabaseOpeningError("the texts of " + segment.string() +
                                       " cannot be opened; are too many files open?");
}

/// Throws Xapian::Error.
inline Xapian::Database open_segments(const archive::ArchivePaths& paths,
                                      const archive::SegmentList& segments) {
    Xapian::Database database;
    for (const auto& name : segments.names) {
        const std::filesystem::path segment = paths.segment(name);
        const Xapian::Database opened(segment.string());
        require_texts(opened, segment);
        database.add_database(opened);
    }
    return database;
}

}  // namespace broadsheet::query
