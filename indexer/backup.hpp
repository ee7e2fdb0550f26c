// How is an archive copied while it is being written to?
//
// Without stopping the writer: what a generation lists is copied, and afterwards asked whether it was
// still so all the while. Segments change only by deletions, which leave the state of the last commit
// readable until the next but one; so a segment is copied well if its file `iamglass`, which each
// commit replaces, is the same before and after. What the list still owes (pending.json) is copied
// along, and settled by the first writer to the copy. Where something changed, only that is copied again.
//
// The copy is made beside its place, flushed to disk, opened as a reader would, and then renamed: it is
// there complete, or not at all.
#pragma once

#include <cstdint>
#include <filesystem>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

struct BackupSummary {
    std::uint64_t generation = 0;
    std::uint64_t segments = 0;
    std::uint64_t articles = 0;
    std::uint64_t bytes = 0;  ///< of all files of the copy
};

/// Copies an archive to `target`, a folder that is not there or empty, and not inside the archive.
/// The copy is an archive as any other. Throws ArchiveError, with nothing left at `target`, where it
/// cannot; ArchiveLocked where another backup to the same target is running; SegmentError where the
/// archive cannot be read.
BackupSummary back_up(const archive::ArchivePaths& paths, const std::filesystem::path& target);

}  // namespace broadsheet::indexer
