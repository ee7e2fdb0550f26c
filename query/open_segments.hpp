// Opening the segments of a published list, each and as one database. For query/ itself: its public
// headers know nothing of Xapian.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "query/rows.hpp"

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

/// In the order of the list. Throws Xapian::Error.
inline std::vector<Xapian::Database> open_each(const archive::ArchivePaths& paths,
                                               const archive::SegmentList& segments) {
    std::vector<Xapian::Database> opened;
    for (const auto& name : segments.names) {
        const std::filesystem::path segment = paths.segment(name);
        opened.emplace_back(segment.string());
        require_texts(opened.back(), segment);
    }
    return opened;
}

/// Of none an empty database: one without any within cannot be searched (Xapian::Enquire refuses it).
inline Xapian::Database as_one(const std::vector<Xapian::Database>& segments) {
    if (segments.empty()) return Xapian::Database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    Xapian::Database database;
    for (const Xapian::Database& segment : segments) database.add_database(segment);
    return database;
}

/// The rows of the database that they are as one.
inline Rows rows_of(const std::vector<Xapian::Database>& segments) {
    std::vector<std::uint32_t> last;
    for (const Xapian::Database& segment : segments) last.push_back(segment.get_lastdocid());
    return Rows(last);
}

/// Throws Xapian::Error.
inline Xapian::Database open_segments(const archive::ArchivePaths& paths,
                                      const archive::SegmentList& segments) {
    return as_one(open_each(paths, segments));
}

}  // namespace broadsheet::query
