// What does an archive hold, in numbers?
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

struct ArchiveStats {
    std::uint64_t articles = 0;
    std::uint64_t words = 0;
    std::uint64_t clusters = 0;  ///< of copies: those of two articles and more
    std::uint64_t copies = 0;    ///< articles in these, the first of each too
    std::uint64_t segments = 0;
    std::uint64_t unpurged = 0;   ///< of these: still hold bytes of articles deleted or replaced
    std::uint64_t embargoed = 0;  ///< articles that wait for their time; counted nowhere else
    std::string next_release;     ///< when the next of them is due, ISO 8601; else empty
    std::uint64_t generation = 0;
    std::uint64_t disk_bytes = 0;       ///< of all files of the archive
    std::string first_date, last_date;  ///< ISO 8601 days (or months or years, where that is all
                                        ///< that is known); empty where no article has a date
    std::map<std::string, std::uint64_t> sources, languages;  ///< name → articles; "" for unknown
};

/// Reads every article's metadata, but no text. Needs no lock.
ArchiveStats collect_stats(const archive::ArchivePaths& paths);

/// For people: a line a number, sources and languages by frequency.
std::string to_text(const ArchiveStats& stats);
/// The same as one line of JSON.
std::string to_json(const ArchiveStats& stats);

}  // namespace broadsheet::indexer
