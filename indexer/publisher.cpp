#include "indexer/publisher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

#include "archive/spool.hpp"
#include "archive/stored_article.hpp"
#include "indexer/merge_policy.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/segment_lexicon.hpp"
#include "indexer/segment_positions.hpp"
#include "indexer/segment_sketches.hpp"
#include "indexer/signals_blocked.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::ArchivePaths;
using archive::SegmentList;

namespace {

bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

bool names(const SegmentList& list, const std::string& segment) {
    return is_in(list.names, segment);
}

}  // namespace

Publisher::Publisher(ArchivePaths paths, StepHook hook, MemoryBudget* memory)
    : paths_(std::move(paths)), hook_(std::move(hook)), memory_(memory), lock_(paths_) {
    archive::check_archive(paths_);
    list_ = archive::read_segment_list(paths_);
    require_listed();
    dictionaries_ = archive::Dictionaries(paths_.dictionaries);
    recover();
}

/// Before anything is removed: what is missing may lie there under another name.
void Publisher::require_listed() const {
    for (const std::string& name : list_.names) {
        if (fs::is_directory(paths_.segment(name))) continue;
        throw archive::ArchiveError(
            fmt::format("{} is on the published list but not there; restore it from a backup",
                        paths_.segment(name).string()));
    }
}

void Publisher::recover() {
    if (const auto pending = read_pending(paths_)) {
        if (pending->generation == list_.generation) {
            settle(*pending);
            for (const auto& [segment, ids] : pending->deletions) {
                finished_deletions_.insert(finished_deletions_.end(), ids.begin(), ids.end());
            }
        } else {
            if (pending->cleans_dictionaries) clean_dictionaries();
            archive::remove_file_durably(paths_.pending);
        }
    }
    remove_unlisted();
    dictionaries_.remove_unfinished();
    for (const auto& name : list_.names) {
        renew_files_of(paths_.segment(name));
    }
}

fs::path Publisher::make_work_directory() {
    const fs::path directory = paths_.segments / fmt::format("building-{}", ++work_directories_);
    fs::remove_all(directory);
    fs::create_directory(directory);
    return directory;
}

std::shared_ptr<const archive::Dictionary> Publisher::add_dictionary(archive::DictionaryContents contents) {
    step("write dictionary");
    return dictionaries_.add(std::move(contents));
}

void Publisher::publish(std::span<const fs::path> blocks, std::span<const std::string> replaced) {
    const std::string segment = new_segment_name();
    make_segment(blocks, segment);
    Pending pending = former_versions(replaced);
    const auto is_deleted_from = [&](const std::string& name) { return pending.deletions.contains(name); };
    if (merge_ && std::ranges::any_of(merge_->sources, is_deleted_from)) {
        finish_merge();
        pending = former_versions(replaced);
    }
    SegmentList next = list_;
    drop_emptied(pending, next);
    next.names.push_back(segment);
    pending.generation = list_.generation + 1;
    if (!pending.deletions.empty()) {
        step("write pending");
        write_pending(paths_, pending);
    }
    publish_list(std::move(next));
    if (!pending.deletions.empty()) settle(pending);
    remove_dropped();
}

void Publisher::merge_by_policy(const std::atomic<bool>* stop) {
    if (merge_) finish_merge();
    while (!stop || !*stop) {
        const std::vector<std::size_t> chosen = wanted_merge();
        if (chosen.empty()) return;
        begin_merge(chosen);
        finish_merge();
    }
}

void Publisher::merge_beside() {
    using namespace std::chrono_literals;
    if (merge_ && merge_->done.wait_for(0s) != std::future_status::ready) return;
    if (merge_) finish_merge();
    const std::vector<std::size_t> chosen = wanted_merge();
    if (!chosen.empty()) begin_merge(chosen);
}

std::vector<std::size_t> Publisher::wanted_merge() const {
    std::vector<std::uint32_t> sizes;
    for (const auto& name : list_.names) {
        sizes.push_back(segment_state(paths_.segment(name)).articles);
    }
    return segments_to_merge(sizes);
}

void Publisher::merge_all() {
    if (merge_) finish_merge();
    std::vector<std::size_t> all(list_.names.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const bool is_merged =
        all.empty() ||
        (all.size() == 1 && !segment_state(paths_.segment(list_.names[0])).has_deletions);
    if (!is_merged) {
        begin_merge(all);
        finish_merge();
    }
    clean_dictionaries();
}

Takedown Publisher::take_down(std::span<const std::string> ids, Purge purge) {
    if (merge_) finish_merge();
    Takedown result;
    Pending pending = former_versions(ids);
    std::set<std::string> known(finished_deletions_.begin(), finished_deletions_.end());
    for (const auto& [segment, held] : pending.deletions) known.insert(held.begin(), held.end());
    for (const auto& id : std::set<std::string>(ids.begin(), ids.end())) {
        (known.contains(id) ? result.deleted : result.unknown).push_back(id);
    }
    pending.purge = purge == Purge::now ? segments_to_purge(pending) : emptied_by(pending);
    pending.cleans_dictionaries = purge == Purge::now;
    settle_takedown(std::move(pending));
    return result;
}

std::size_t Publisher::purge() {
    if (merge_) finish_merge();
    Pending pending;
    pending.purge = segments_to_purge(pending);
    pending.cleans_dictionaries = true;
    const std::size_t count = pending.purge.size();
    settle_takedown(std::move(pending));
    return count;
}

/// Every segment with deleted articles once what is pending is deleted.
std::vector<std::string> Publisher::segments_to_purge(const Pending& pending) const {
    std::vector<std::string> found;
    for (const auto& name : list_.names) {
        if (pending.deletions.contains(name) || segment_state(paths_.segment(name)).has_deletions) {
            found.push_back(name);
        }
    }
    return found;
}

/// The segments of which nothing is left once what is pending is deleted.
std::vector<std::string> Publisher::emptied_by(const Pending& pending) const {
    std::vector<std::string> found;
    for (const auto& [segment, ids] : pending.deletions) {
        if (segment_state(paths_.segment(segment)).articles <= ids.size()) found.push_back(segment);
    }
    return found;
}

/// What a takedown owes last, after its list is published.
void Publisher::clean_dictionaries() {
    Pending pending;
    pending.cleans_dictionaries = true;
    settle_takedown(std::move(pending));
}

void Publisher::settle_takedown(Pending pending) {
    if (pending.deletions.empty() && pending.purge.empty() &&
        (!pending.cleans_dictionaries || outlived_dictionaries(paths_, list_, dictionaries_).empty())) {
        return;
    }
    pending.generation = list_.generation;
    step("write pending");
    write_pending(paths_, pending);
    settle(pending);
    remove_dropped();
}

/// Does what is owed; may be done again, in whole or in part, to the same end.
void Publisher::settle(const Pending& pending) {
    for (const auto& [segment, ids] : pending.deletions) {
        if (!names(list_, segment)) continue;
        step("delete from segment");
        delete_from_segment(paths_.segment(segment), ids);
        if (!is_in(pending.purge, segment)) {
            step("write lexicon");
            write_lexicon(paths_.segment(segment));
        }
    }
    std::vector<OutlivedDictionary> outlived;
    if (pending.cleans_dictionaries) outlived = outlived_dictionaries(paths_, list_, dictionaries_);
    if (outlived.empty()) {
        rewrite(pending.purge);
    } else {
        retire(outlived);
    }
    step("clear pending");
    archive::remove_file_durably(paths_.pending);
}

/// Rewrites all segments without these dictionaries, and removes them. Where this was interrupted, it goes on
/// from the dictionary that was made then.
void Publisher::retire(const std::vector<OutlivedDictionary>& outlived) {
    if (dictionaries_.newest()->number() == outlived.back().number) {
        std::vector<Sample> samples;
        for (const LivingArticle& living : outlived.back().living) samples.push_back(living.sample());
        if (auto contents = make_dictionary(samples)) add_dictionary(std::move(*contents));
    }
    const auto newest = dictionaries_.newest();
    const bool is_left = newest->number() != outlived.back().number;
    rewrite(std::vector(list_.names), StoreAnew{is_left ? newest.get() : nullptr});
    // Whoever opens a segment finds the dictionaries that it needs: first the segments go.
    remove_dropped();
    for (const OutlivedDictionary& dictionary : outlived) {
        step("remove dictionary");
        dictionaries_.remove(dictionary.number);
    }
}

/// Replaces segments by copies that hold nothing of what was deleted from them, and publishes the
/// list, be it the same, for readers to take note of what was deleted.
void Publisher::rewrite(const std::vector<std::string>& segments, std::optional<StoreAnew> anew) {
    SegmentList next = list_;
    std::erase_if(next.names, [&](const std::string& name) {
        return is_in(segments, name) && segment_state(paths_.segment(name)).articles == 0;
    });
    for (std::string& name : next.names) {
        if (!is_in(segments, name)) continue;
        const fs::path source = paths_.segment(name);
        name = new_segment_name();
        make_segment({&source, 1}, name, anew);
    }
    publish_list(std::move(next));
}

void Publisher::begin_merge(std::span<const std::size_t> indices) {
    MergeUnderway merge;
    std::vector<fs::path> sources;
    for (const std::size_t index : indices) {
        merge.sources.push_back(list_.names[index]);
        sources.push_back(paths_.segment(list_.names[index]));
    }
    merge.segment = new_segment_name();
    const SignalsBlocked signals_blocked;
    merge.done = std::async(std::launch::async, [this, sources = std::move(sources), name = merge.segment] {
        make_segment(sources, name);
    });
    merge_ = std::move(merge);
}

/// Waits for the merge, and publishes it in the place of the first of its sources. None of these has
/// changed meanwhile: who would change one waits for the merge.
void Publisher::finish_merge() {
    MergeUnderway merge = std::move(*merge_);
    merge_.reset();
    merge.done.get();
    SegmentList next = list_;
    *std::ranges::find(next.names, merge.sources.front()) = merge.segment;
    std::erase_if(next.names, [&](const std::string& name) { return is_in(merge.sources, name); });
    if (segment_state(paths_.segment(merge.segment)).articles == 0) {
        std::erase(next.names, merge.segment);
        dropped_.push_back(merge.segment);
    }
    publish_list(std::move(next));
    remove_dropped();
}

/// Of no segment that is or is being made.
std::string Publisher::new_segment_name() const {
    SegmentList taken = list_;
    if (merge_) taken.names.push_back(merge_->segment);
    return archive::unused_segment_name(paths_, taken);
}

/// Makes a new segment, on disk for good but on no list yet.
void Publisher::make_segment(std::span<const fs::path> sources, const std::string& segment,
                             std::optional<StoreAnew> anew) const {
    MemoryBudget::Share share;
    if (memory_) share = memory_->take(memory_to_merge(sources));
    step("merge");
    merge_into(sources, paths_.segment(segment), dictionaries_, anew);
    step("write lexicon");
    write_lexicon(paths_.segment(segment));
    step("flush segment");
    archive::sync_tree(paths_.segment(segment));
    archive::sync_path(paths_.segments);
}

Pending Publisher::former_versions(std::span<const std::string> ids) const {
    Pending pending;
    if (ids.empty()) return pending;
    PublishedArticles published(paths_);
    for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
        for (const std::string& segment : published.segments_with(id)) {
            pending.deletions[segment].push_back(id);
        }
    }
    return pending;
}

/// Takes the segments off the list of which nothing would be left, and what they owe with them.
void Publisher::drop_emptied(Pending& pending, SegmentList& next) const {
    for (const std::string& segment : emptied_by(pending)) {
        std::erase(next.names, segment);
        pending.deletions.erase(segment);
    }
}

void Publisher::publish_list(SegmentList next) {
    next.generation = list_.generation + 1;
    step("publish list");
    archive::write_segment_list(paths_, next);
    std::ranges::copy_if(list_.names, std::back_inserter(dropped_),
                         [&](const std::string& name) { return !names(next, name); });
    list_ = std::move(next);
}

/// Readers that have them open keep what they read: the files live until they are closed.
void Publisher::remove_dropped() {
    if (dropped_.empty()) return;
    step("remove");
    for (const std::string& name : dropped_) fs::remove_all(paths_.segment(name));
    archive::sync_path(paths_.segments);
    dropped_.clear();
}

/// Makes the files of a segment beside Xapian's tables where they are missing (an older archive), stale (a
/// deletion was interrupted) or damaged. Of a segment that cannot be read they are for others to report.
void Publisher::renew_files_of(const fs::path& segment) const {
    const auto renew = [&](std::string_view name, auto is_current, auto write) {
        try {
            if (is_current(segment)) return;
            step(name);
            write(segment);
        } catch (const SegmentError&) {
        } catch (const archive::CorruptArticle&) {
        }
    };
    fs::remove_all(segment / positions_work_name);
    fs::remove(segment / archive::spool_name);
    renew("write positions", has_current_positions,
          [&](const fs::path& of) { renew_positions(of, dictionaries_); });
    renew("write lexicon", has_current_lexicon, write_lexicon);
    renew("write sketches", has_sketch_index,
          [&](const fs::path& of) { renew_sketches(of, dictionaries_); });
}

/// What a crash left: segments that were never published or already dropped, and blocks.
void Publisher::remove_unlisted() const {
    for (const auto& entry : fs::directory_iterator(paths_.segments)) {
        if (!names(list_, entry.path().filename().string())) fs::remove_all(entry.path());
    }
    archive::sync_path(paths_.segments);
}

}  // namespace broadsheet::indexer
