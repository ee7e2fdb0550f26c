// What must be known of an article to delete it? Xapian takes an article out of its lists by the list of its
// terms, the table `termlist`, which takes a fifth of a database and is needed for nothing else. Segments have
// none: before articles are deleted, the lists are read from the first to the last for who has them, and a
// table is made with these articles only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace broadsheet::indexer::glass {

/// Gives the database a table `termlist` of these articles, ascending, in the place of what it had; durably, and so that
/// it is whole at every moment. Throws DamagedTable, ArchiveError.
void write_termlist(const std::filesystem::path& database, std::span<const std::uint32_t> documents);

/// Takes that table away again, when the articles have been deleted; likewise.
void remove_termlist(const std::filesystem::path& database);

}  // namespace broadsheet::indexer::glass
