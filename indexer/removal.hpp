// How does an article leave the archive for good? From the segments and from among those that wait.
#pragma once

#include <span>
#include <string>

#include "archive/archive_layout.hpp"
#include "indexer/publisher.hpp"

namespace broadsheet::indexer {

/// Publisher::take_down(), and of articles under embargo too. What their source has withdrawn is
/// forgotten of them: any version of them may be added again. Throws ArchiveLocked, ArchiveError,
/// SegmentError; running it again completes it.
Takedown remove_articles(const archive::ArchivePaths& paths, std::span<const std::string> ids,
                         Purge purge);

}  // namespace broadsheet::indexer
