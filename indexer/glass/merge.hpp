// How do databases become one? As by Xapian's compaction, in one pass over their tables; but pieces of a list
// that meet become one, nothing is unpacked or compressed on the way, articles may be numbered anew, and the terms of each article (the table
// `termlist`, which only deletion needs: deletion.hpp) are left out.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "archive/renumbering.hpp"

namespace broadsheet::indexer::glass {

struct MovedDatabase {
    std::filesystem::path folder;
    archive::Renumbering numbers;  ///< of its articles
};

/// What the stored bytes of an article are to become; nothing where they stay as they are.
using StoredAnew = std::function<std::optional<std::string>(std::string_view stored)>;

/// Writes the database `target`, a folder that is there, of the articles of `sources`, whose numbers there must
/// be 1 and more, and higher than those of the sources before. Not yet on disk when it returns. Throws
/// DamagedTable where a source is not what was written, ArchiveError where a file cannot be read or written.
void merge_databases(std::span<const MovedDatabase> sources, const std::filesystem::path& target,
                     const StoredAnew& stored_anew = nullptr);

}  // namespace broadsheet::indexer::glass
