// How does a delivery folder become articles, for ever?
//
//   delivery_folder.hpp   what arrives ──►  waits until it is complete (finished_file.hpp), and not
//                                           in the ledger (delivery_ledger.hpp)
//                                       ──►  a batch, in the order of the files' times
//                                       ──►  ingest(), as `add` does it ──► ledger
//
// The archive's lock is held for a batch only: between batches others may write to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "archive/archive_layout.hpp"
#include "indexer/ingest.hpp"

namespace broadsheet::indexer {

/// A batch begins when nothing has arrived for so long: what is delivered together is published
/// together, and a single article is found within a second or so.
inline constexpr std::chrono::milliseconds settle_time{500};
/// Where something arrives all the time, nothing waits longer than this for its batch.
inline constexpr std::chrono::seconds longest_wait{5};
/// A batch has no more files, so that a stop, and the files after it, need not wait for long.
inline constexpr std::size_t most_batch_files = most_unread;
/// So many paths are kept in memory; what more there is, is found by another look through the folder
/// when half of them are done.
inline constexpr std::size_t most_pending_files = 100'000;
/// Files that are still written to are looked at again so often, should the kernel not tell.
inline constexpr std::chrono::milliseconds look_again{500};
/// A file of which the system does not say whether it is written to is taken for complete when it
/// has not changed for so long.
inline constexpr std::chrono::seconds quiet_time{10};
/// So often the whole folder is looked through: events of network file systems do not come, and the
/// ledger forgets what is gone.
inline constexpr std::chrono::hours scan_again{1};
/// So often the clock and what waits for its time are looked at: the clock may be set, and others
/// may add what is under embargo.
inline constexpr std::chrono::seconds look_at_clock{60};
/// While another program writes to the archive, it is tried again after the first of these, then
/// after twice as long each time, up to the second.
inline constexpr std::chrono::seconds first_retry{1}, last_retry{30};

struct WatchOptions {
    /// Of each batch; `reading.below` and `now` are set by watch(). `stop` ends it, once the batch at hand
    /// is published; waiting is interrupted by a signal only.
    IngestOptions ingesting;
    /// Each batch; `files` it was of.
    std::function<void(const IngestSummary& summary, std::size_t files, double seconds)> on_batch;
    /// What is begun, waited for, or cannot be read: a line.
    std::function<void(const std::string& line)> say;
};

/// Indexes what lies in `folder` and what arrives in it, until it is stopped. The archive is made if
/// it is not there. Ignores SIGIO. Throws WatchError where the folder cannot be watched, or is gone;
/// ArchiveLocked where another program watches it for this archive; ArchiveError, SegmentError.
/// Whatever ends it: started again, it goes on where it was.
void watch(const archive::ArchivePaths& paths, const std::filesystem::path& folder,
           const WatchOptions& options);

}  // namespace broadsheet::indexer
