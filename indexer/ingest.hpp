// How does `add` work? Reading, building and publishing, each in its own threads:
//
//   reading thread          workers               publishing thread
//   files → articles   ──►  blocks of 200    ──►  segments of some thousand, published, merged
//   unchanged? replaced?    (all cores)
//
// The queues between are short, so that reading waits for building and building for publishing:
// memory holds a few blocks of articles, whatever the input.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "archive/archive_layout.hpp"
#include "indexer/batch.hpp"
#include "indexer/publisher.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// Longer articles are refused: the longest novels have half of this, and building an article takes
/// some thirty times its size in memory.
inline constexpr std::size_t max_article_text_bytes = std::size_t{8} << 20;

struct IngestProgress {
    std::uint64_t files = 0;
    std::uint64_t articles = 0;    ///< read, be they new, unchanged or refused for their size
    std::uint64_t text_bytes = 0;  ///< of these
    std::uint64_t refused = 0;
};

struct IngestOptions {
    ReadOptions reading;
    unsigned jobs = 0;  ///< workers that build; 0: as many as there are cores
    BatchLimits limits;
    /// Called in the reading thread after every article and file.
    std::function<void(const IngestProgress&)> on_progress;
    /// When it becomes true, reading stops, and what was read is published.
    const std::atomic<bool>* stop = nullptr;
    StepHook hook;  ///< of the publisher
    /// By which embargoes are judged.
    std::chrono::sys_seconds now =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
};

struct IngestSummary {
    IngestProgress progress;
    std::uint64_t indexed = 0;    ///< articles that the archive took; `replaced` of them
    std::uint64_t replaced = 0;   ///< took the place of a former version
    std::uint64_t unchanged = 0;  ///< articles that the archive had already, the same to the letter
    std::uint64_t embargoed = 0;   ///< left out until their time has come
    std::uint64_t withdrawn = 0;   ///< items that withhold or withdraw an article
    std::uint64_t taken_down = 0;  ///< articles that the archive lost by them
    std::uint64_t reported = 0;    ///< things wrong with articles that were kept
    std::filesystem::path report;  ///< of all these; empty if there was nothing to tell
    bool interrupted = false;
};

/// Adds the articles of `inputs` to the archive, which is made if it is not there. Of articles with
/// one id the last in the order of the input stays. A second run over the same input changes
/// nothing and publishes nothing.
///
/// An article that its source withholds or withdraws (Article::status) is taken down, at the end of
/// the run, with all its traces, unless a usable version follows in the input. One under embargo is
/// left out, and a former version stays; adding it again after its time brings it in. Both are told
/// in the report.
///
/// Throws ArchiveLocked, ArchiveError, SegmentError; what was
/// published until then stays, and running it again completes it.
IngestSummary ingest(const archive::ArchivePaths& paths,
                     std::span<const std::filesystem::path> inputs, const IngestOptions& options);

}  // namespace broadsheet::indexer
