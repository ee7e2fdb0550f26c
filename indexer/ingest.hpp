// How does `add` work? Reading, building and publishing, each in its own threads:
//
//   reading thread          workers               publishing thread          merging thread
//   files → articles   ──►  blocks of 500    ──►  segments of some thousand, ──► tiers, beside
//   intake.hpp: new?        (all cores)           published                      the building
//
// The queues between are short and the memory of all blocks underway is shared out (memory_budget.hpp), so
// that reading waits for building and building for publishing, whatever the input.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>

#include "archive/archive_layout.hpp"
#include "indexer/batch.hpp"
#include "indexer/ingest_summary.hpp"
#include "indexer/publisher.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// Longer articles are refused: the longest novels have half of this, and building an article takes
/// some thirty times its size in memory.
inline constexpr std::size_t max_article_text_bytes = std::size_t{8} << 20;

/// By default `add` takes so much memory for the blocks underway, whatever the input: a machine that holds
/// a news archive has more.
inline constexpr std::size_t default_memory = std::size_t{1} << 30;

struct IngestOptions {
    ReadOptions reading;
    /// What blocks of articles may take while they wait and are built, and the words of segments while
    /// they are merged; beside that, a reader holds an input that must be read whole.
    std::size_t memory = default_memory;
    unsigned jobs = 0;  ///< workers that build; 0: as many as there are cores
    BatchLimits limits;
    /// Called in the reading thread after every article and file.
    std::function<void(const IngestProgress&)> on_progress;
    /// When it becomes true, reading stops, what was read is published, and no further merge begins.
    const std::atomic<bool>* stop = nullptr;
    /// What becomes of the bytes of articles that their source withdraws.
    Purge purge = Purge::now;
    StepHook hook;  ///< of the publisher
    /// By which embargoes are judged.
    std::chrono::sys_seconds now =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
};

/// Adds the articles of `inputs` to the archive, which is made if it is not there. Of articles with
/// one id the newest stays, by the rule of version_order.hpp: an older one that comes later, in the
/// input or in another run, is left out and told in the report. Where nothing tells, the last in the
/// order of the input stays. A second run over the same input changes nothing and publishes nothing.
///
/// An article that its source withholds or withdraws (Article::status) is taken down, at the end of
/// the run, with all its traces, unless a usable version follows in the input that is not older. The
/// withdrawal of a version that is older than the archive's, by their versions alone, is left out.
/// One under embargo is put aside (embargoed_articles.hpp), while a former version stays; the first
/// run after its time, over whatever input or none, brings it in. All are told in the report.
///
/// Throws ArchiveLocked, ArchiveError, SegmentError; what was
/// published until then stays, and running it again completes it.
IngestSummary ingest(const archive::ArchivePaths& paths,
                     std::span<const std::filesystem::path> inputs, const IngestOptions& options);

}  // namespace broadsheet::indexer
