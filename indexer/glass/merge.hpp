// How do databases become one? As Xapian's compaction does it, in one pass over the tables, the articles in the order of the
// databases and none with a number that it had; but pieces of a list that meet become one, nothing is
// unpacked or compressed, and the terms of each article (the table `termlist`, which only deletion needs:
// deletion.hpp) are left out.
#pragma once

#include <filesystem>
#include <span>

namespace broadsheet::indexer::glass {

/// Writes the database `target`, a folder that is there, of the articles of `sources`: an article of number n becomes
/// n plus the highest numbers of the databases before its own. Not yet on disk when it returns. Throws DamagedTable where
/// a source is not what was written, ArchiveError where a file cannot be read, std::system_error where one
/// cannot be written.
void merge_databases(std::span<const std::filesystem::path> sources, const std::filesystem::path& target);

}  // namespace broadsheet::indexer::glass
