// What does a published list still owe? The archive's pending.json.
//
// Publishing a newer version of an article and deleting the older one from its segment are two
// steps on disk. What the second has to do is written down before the first is done, so that a
// crash between them leaves a debt and not two versions for good.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

struct Pending {
    /// The generation that owes this. If the published list is of an older one, it was never
    /// published, and nothing is owed; if of a newer one, it has been done, but for what is said below.
    std::uint64_t generation = 0;
    /// Segment → ids of the articles to delete from it.
    std::map<std::string, std::vector<std::string>> deletions;
    /// Segments to rewrite after that, so that nothing of what was deleted is left on disk.
    std::vector<std::string> purge;
    /// Whether dictionaries must lose what was deleted, too (dictionary_retirement.hpp): the last thing to be done, so it
    /// may still be owed when the list is of a newer generation.
    bool cleans_dictionaries = false;
    bool operator==(const Pending&) const = default;
};

/// Nothing if the archive has none. Throws ArchiveError where the file is damaged.
std::optional<Pending> read_pending(const archive::ArchivePaths& paths);

/// Durable when it returns. Throws ArchiveError.
void write_pending(const archive::ArchivePaths& paths, const Pending& pending);

}  // namespace broadsheet::indexer
