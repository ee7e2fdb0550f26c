// How does a segment become part of the archive, and stay it, whatever happens?
//
// A change of the archive is a change of the published list, and that is one rename. Around it:
//
//   1  merge          the blocks of a batch, or the segments of a merge, into a new segment, and
//                     write its lexicon and its sketches
//   2  flush segment  every file of it, its directory, and segments/
//   3  write pending  what the new list owes: former versions to delete from older segments
//   4  publish list   written beside, flushed, renamed, directory flushed: now it is so
//   5  settle         delete the former versions, segment by segment, each durable, and write
//                     the lexicon of the segment anew
//   6  clear pending
//   7  remove         the folders of segments that the list no longer names
//
// A crash before 4 leaves garbage (an unlisted segment, a pending.json of a generation that never
// came), after it a debt. Either is found by generation and settled by the next writer, before
// anything else. Between 4 and 5 a reader may see both versions of an article; the other order
// would let it see none. Where a batch replaces all that a segment holds, the segment just leaves
// the list with step 4, and there is nothing to delete.
//
// Where something was deleted in place, the list is published once more, so that readers that
// opened a segment before that look again: they take note of a new list only.
//
// A takedown owes the published list itself: pending (deletions, and the segments to rewrite) is
// written first, the articles are deleted in place, which hides them, then every segment that has
// had articles deleted is made anew — not only those that hold the article now: a former
// version may linger in the free blocks of another — and a list of the new segments is published.
// A purge asks too whether the dictionaries still say only what the archive says; if not, all segments are
// rewritten, the articles that are stored by such a one stored anew, before it is removed
// (dictionary_retirement.hpp).
// If the purge is deferred, only segments of which nothing is left are dropped; the others keep the
// bytes until the next takedown without deferral, purge or merge of them.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/dictionary.hpp"
#include "indexer/dictionary_retirement.hpp"
#include "indexer/memory_budget.hpp"
#include "indexer/pending.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

/// Called before each step with its name, by one thread at a time. Tests stop the process or throw in it;
/// after a throw the publisher must not be used again.
using StepHook = std::function<void(std::string_view step)>;

/// When the bytes of articles that are taken down leave the disk.
enum class Purge : std::uint8_t {
    now,    ///< before the takedown returns
    later,  ///< with the next takedown that purges, with purge(), or when the segment is merged
};

struct Takedown {
    std::vector<std::string> deleted;
    std::vector<std::string> unknown;  ///< ids that the archive does not have
};

/// The one writer of an archive: holds its lock. Not thread-safe.
class Publisher {
  public:
    /// Takes the lock and finishes what an interrupted writer left. Throws ArchiveLocked,
    /// ArchiveError, and like all functions here SegmentError; after an error the archive is as the
    /// last step left it, and the next writer goes on from there.
    /// What is merged takes its share of `memory`, if that is given, and waits for it.
    explicit Publisher(archive::ArchivePaths paths, StepHook hook = {}, MemoryBudget* memory = nullptr);

    const archive::SegmentList& list() const { return list_; }

    /// By which articles are to be stored, if there is one.
    std::shared_ptr<const archive::Dictionary> dictionary() const { return dictionaries_.newest(); }
    /// Keeps a new one, on disk for good when this returns.
    std::shared_ptr<const archive::Dictionary> add_dictionary(archive::DictionaryContents contents);

    /// A new directory for blocks, for the caller to remove; what a crash leaves of it, the next
    /// writer removes.
    std::filesystem::path make_work_directory();

    /// Publishes the articles of `blocks` as one segment, and deletes the former versions of
    /// `replaced`.
    void publish(std::span<const std::filesystem::path> blocks,
                 std::span<const std::string> replaced);

    /// Merges as long as merge_policy.hpp asks for it, or until `stop` is true, which is looked at between
    /// merges: one that runs is waited for.
    void merge_by_policy(const std::atomic<bool>* stop = nullptr);

    /// The same without waiting: begins a merge in a thread of its own, or publishes the one that is done.
    /// All other functions may be called meanwhile; one that has to change a segment that is being merged
    /// waits for the merge.
    void merge_beside();

    /// Merges all segments into one, without a trace of deleted articles.
    void merge_all();

    /// Deletes articles so that no reader that looks afterwards finds them, and, with Purge::now,
    /// that nothing of them, nor of any that was deleted or replaced before, is left on disk: also
    /// where no id is known. An id whose deletion an interrupted writer had begun, and the
    /// constructor finished, counts as deleted.
    Takedown take_down(std::span<const std::string> ids, Purge purge = Purge::now);

    /// Rewrites every segment that still holds bytes of deleted articles; how many these were.
    std::size_t purge();

  private:
    /// A merge that runs, or is done and waits to be published.
    struct MergeUnderway {
        std::vector<std::string> sources;
        std::string segment;
        std::future<void> done;
    };

    void step(std::string_view name) const {
        const std::lock_guard lock(hook_mutex_);
        if (hook_) hook_(name);
    }
    void require_listed() const;
    void recover();
    void settle(const Pending& pending);
    std::vector<std::string> segments_to_purge(const Pending& pending) const;
    std::vector<std::string> emptied_by(const Pending& pending) const;
    void settle_takedown(Pending pending);
    void clean_dictionaries();
    void retire(const std::vector<OutlivedDictionary>& outlived);
    void rewrite(const std::vector<std::string>& segments, std::optional<StoreAnew> anew = {});
    std::vector<std::size_t> wanted_merge() const;
    void begin_merge(std::span<const std::size_t> indices);
    void finish_merge();
    std::string new_segment_name() const;
    void make_segment(std::span<const std::filesystem::path> sources, const std::string& segment,
                      std::optional<StoreAnew> anew = {}) const;
    Pending former_versions(std::span<const std::string> ids) const;
    void drop_emptied(Pending& pending, archive::SegmentList& next) const;
    void publish_list(archive::SegmentList next);
    void remove_dropped();
    void remove_unlisted() const;
    void renew_files_of(const std::filesystem::path& segment) const;

    archive::ArchivePaths paths_;
    StepHook hook_;
    MemoryBudget* memory_;
    archive::WriterLock lock_;
    archive::SegmentList list_;
    archive::Dictionaries dictionaries_;
    std::vector<std::string> dropped_;             ///< no longer listed, not yet removed
    std::vector<std::string> finished_deletions_;  ///< ids that recover() deleted
    std::uint64_t work_directories_ = 0;
    mutable std::mutex hook_mutex_;
    std::optional<MergeUnderway> merge_;  ///< the last member: it is waited for while the others live
};

}  // namespace broadsheet::indexer
