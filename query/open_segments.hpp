// Opening the segments of a published list as one database. For query/ itself: its public headers
// know nothing of Xapian.
#pragma once

#include <xapian.h>

#include "archive/archive_layout.hpp"

namespace broadsheet::query {

/// Throws Xapian::Error.
inline Xapian::Database open_segments(const archive::ArchivePaths& paths,
                                      const archive::SegmentList& segments) {
    Xapian::Database database;
    for (const auto& name : segments.names) {
        database.add_database(Xapian::Database(paths.segment(name).string()));
    }
    return database;
}

}  // namespace broadsheet::query
