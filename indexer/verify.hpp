// Is the archive whole?
#pragma once

#include <string>
#include <vector>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

/// Checks every segment of the published list, each in a child process, because Xapian's check may
/// crash on what it finds. Returns one line for each thing that is broken, naming the segment and
/// where possible the article; none if all is well. Call it while no other thread runs (it forks),
/// and hold the writer's lock: the check takes a database that changes under it for a broken one.
std::vector<std::string> verify(const archive::ArchivePaths& paths);

}  // namespace broadsheet::indexer
