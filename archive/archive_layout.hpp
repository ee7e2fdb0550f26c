// What does an archive hold on disk?
//
//   ARCHIVE/
//     archive.json     schema and analyzer version, settings
//     segments.stub    the published list: a Xapian stub database, paths relative to it
//     segments/NNNNNN/ one glass database each, and beside its files `lexicon` (lexicon_file.hpp),
//                      `positions` (positions_file.hpp) and `sketches` (sketch_index.hpp)
//     dictionaries/    what stored articles have in common (dictionary.hpp); absent where it would not
//                      pay
//     reports/         one JSONL file a run: what was refused, with path, offset and reason
//     pending.json     deletions that a published list still owes (see publisher.hpp); usually
//                      absent
//     embargoed.jsonl  articles that wait for their time (see indexer/embargoed_articles.hpp)
//     withdrawn.jsonl  what was withdrawn, and in which version (see indexer/withdrawals.hpp)
//     watched/         what `watch` has indexed of each folder (see indexer/delivery_ledger.hpp)
//     lock             held (flock) by the one writer
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "archive/descriptor.hpp"

namespace broadsheet::archive {

/// Raised when what is on disk changes meaning; a program opens its own schema only.
inline constexpr int schema_version = 5;

/// An archive that cannot be used as asked; the message says what, where and what to do.
class ArchiveError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Another process is writing.
class ArchiveLocked : public ArchiveError {
  public:
    using ArchiveError::ArchiveError;
};

struct ArchivePaths {
    explicit ArchivePaths(std::filesystem::path archive_root);
    std::filesystem::path root, settings, stub, segments, dictionaries, reports, pending, embargoed, withdrawn,
        watched, lock;
    std::filesystem::path segment(const std::string& name) const { return segments / name; }
};

/// The published list: the names of the segments in order, and the generation, which every
/// publication raises by one.
///
/// As a file, which Xapian reads as well (it takes a line that begins with # for a comment, and a
/// list of no databases for an empty one):
///
///   # generation 12
///   glass segments/000003
///   glass segments/000007
///   # checksum 0f3a4c5d6e7f8091
///
/// the last being that of all lines before it (XXH3, 64 bits).
struct SegmentList {
    std::uint64_t generation = 0;
    std::vector<std::string> names;
    bool operator==(const SegmentList&) const = default;
};

/// Makes an empty archive, or checks an existing one; a folder that holds anything else is refused.
/// An archive counts as made once archive.json is there, which is written last: what an interrupted
/// creation left is completed. Throws ArchiveError, and ArchiveLocked where another creates it.
void create_or_check_archive(const ArchivePaths& paths);

/// Checks that `paths.root` is an archive of this schema and analyzer. Throws ArchiveError.
void check_archive(const ArchivePaths& paths);

/// The published list. Throws ArchiveError where the stub is missing, or not to the letter what
/// write_segment_list() wrote.
SegmentList read_segment_list(const ArchivePaths& paths);

/// Publishes `list`: written beside, fsynced, renamed, the directory fsynced. When it returns, the
/// list survives a power cut.
void write_segment_list(const ArchivePaths& paths, const SegmentList& list);

/// A name that no segment bears, on the list or off it: six digits, counted up, and above the
/// generation too, so that the name of a segment that was dropped does not soon come back while a
/// reader still looks for the old one.
std::string unused_segment_name(const ArchivePaths& paths, const SegmentList& list);

/// Writes a file whole or not at all, and durably: beside it, fsync, rename, fsync of the
/// directory. Throws ArchiveError naming the path and the system's reason.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Where it is written beside; a crash may leave that.
std::filesystem::path unfinished(const std::filesystem::path& path);

/// The second half of it: what was written to `file`, which is unfinished(path), is on disk and in its place.
void finish_file(Descriptor& file, const std::filesystem::path& path);

/// Removes a file, if it is there, so that it stays removed after a power cut. Throws ArchiveError.
void remove_file_durably(const std::filesystem::path& path);

/// Flushes a file or a directory to disk. Throws ArchiveError.
void sync_path(const std::filesystem::path& path);

/// Flushes every file below a directory, and the directories.
void sync_tree(const std::filesystem::path& directory);

/// The writer's lock, held while this lives. Throws ArchiveLocked where another process has it.
class WriterLock {
  public:
    explicit WriterLock(const ArchivePaths& paths);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

  private:
    int descriptor_;
};

}  // namespace broadsheet::archive
