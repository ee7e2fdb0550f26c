#include "indexer/duplicate_finder.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/coming_articles.hpp"
#include "indexer/segment_builder.hpp"
#include "indexer/sketch_lookup.hpp"

namespace broadsheet::indexer {

using archive::Cluster;
using archive::CopyMark;
using archive::KeptMark;

namespace {

/// The published segments; those that are still listed stay open from one look at the list to the next.
class PublishedSketches {
  public:
    explicit PublishedSketches(archive::ArchivePaths paths) : paths_(std::move(paths)) { refresh(); }

    void refresh() {
        reading([this] { open(); });
    }

    /// Runs `work`, which may read the segments; once more with those that are listed then where one was
    /// merged away under it.
    template <typename Work>
    std::invoke_result_t<Work> reading(Work work) {
        for (int attempt = 1;; ++attempt) {
            try {
                if (attempt > 1) open();
                return work();
            } catch (const SegmentError&) {
                if (attempt == most_attempts || archive::read_segment_list(paths_) == list_) throw;
                segments_.clear();
            }
        }
    }

    /// Calls `visit` with the first living articles of each segment that have the key, `is_gone` apart.
    template <typename IsGone, typename Visit>
    void each_with(std::uint32_t key, IsGone is_gone, Visit visit) {
        for (auto& [name, segment] : segments_) {
            std::size_t living = 0;
            for (const std::uint32_t number : segment.index().articles_with(key)) {
                const auto& found = segment.article(number);
                if (!found || is_gone(found->id)) continue;
                visit(found->mark);
                if (++living == max_articles_a_key) break;
            }
        }
    }

  private:
    // A list changes when a batch or a merge is published: not so often within one reading but by a fault.
    static constexpr int most_attempts = 10;

    void open() {
        list_ = archive::read_segment_list(paths_);
        std::map<std::string, SegmentSketches> now;
        for (const std::string& name : list_.names) {
            const auto open = segments_.find(name);
            if (open == segments_.end()) {
                now.emplace(name, SegmentSketches(paths_.segment(name)));
            } else {
                open->second.reopen();
                now.emplace(name, std::move(open->second));
            }
        }
        segments_ = std::move(now);
        // A segment that was dropped while it was opened may have lost its sketches already.
        if (archive::read_segment_list(paths_) != list_) {
            throw SegmentError("the published list changed while its segments were opened");
        }
    }

    archive::ArchivePaths paths_;
    archive::SegmentList list_;
    std::map<std::string, SegmentSketches> segments_;
};

/// The best of what it is shown.
class BestCopy {
  public:
    explicit BestCopy(const text::MinHashBits& sketch) : sketch_(sketch) {}

    void consider(const KeptMark& other) {
        if (!archive::are_copies(sketch_, other.sketch)) return;
        const double likeness = text::likeness(sketch_, other.sketch);
        if (!cluster_ || likeness > likeness_ ||
            (likeness == likeness_ && other.cluster < *cluster_)) {
            likeness_ = likeness;
            cluster_ = other.cluster;
        }
    }

    std::optional<Cluster> cluster() const { return cluster_; }

  private:
    const text::MinHashBits& sketch_;
    double likeness_ = 0;
    std::optional<Cluster> cluster_;
};

/// Of the articles with one key, the first in the order of their sketches.
class FirstFew {
  public:
    void add(const KeptMark& mark) { marks_.emplace_back(archive::own_cluster(mark.sketch), mark); }

    template <typename Visit>
    void each(Visit visit) {
        if (marks_.size() > max_articles_a_key) {
            std::ranges::sort(marks_, {}, [](const auto& entry) {
                return std::pair(entry.first, entry.second.cluster);
            });
            marks_.resize(max_articles_a_key);
        }
        for (const auto& [order, mark] : marks_) visit(mark);
    }

  private:
    std::vector<std::pair<Cluster, KeptMark>> marks_;
};

}  // namespace

struct DuplicateFinder::State {
    explicit State(archive::ArchivePaths paths) : published(std::move(paths)) {}

    text::Shingler shingler;
    PublishedSketches published;
    ComingArticles coming;
    std::unordered_set<std::string> withdrawn;

    bool is_gone(const std::string& id) const {
        return coming.has(id) || withdrawn.contains(id);
    }

    Cluster cluster_of(const text::MinHash& sketch) {
        return published.reading([&] { return look_for_cluster(sketch); });
    }

    Cluster look_for_cluster(const text::MinHash& sketch) {
        BestCopy best(sketch);
        for (const std::uint32_t key : sketch.keys) {
            FirstFew first;
            published.each_with(
                key, [&](const std::string& id) { return is_gone(id); },
                [&](const KeptMark& mark) { first.add(mark); });
            coming.each_with(key, max_articles_a_key,
                             [&](const CopyMark& mark) { first.add({mark.sketch, mark.cluster}); });
            first.each([&](const KeptMark& mark) { best.consider(mark); });
        }
        return best.cluster().value_or(archive::own_cluster(sketch));
    }
};

DuplicateFinder::DuplicateFinder(archive::ArchivePaths paths)
    : state_(std::make_unique<State>(std::move(paths))) {}
DuplicateFinder::~DuplicateFinder() = default;

CopyMark DuplicateFinder::place(const archive::Article& article) {
    if (state_->coming.drop_published()) state_->published.refresh();
    CopyMark mark;
    mark.sketch = archive::sketch_of(article, state_->shingler);
    if (mark.sketch.shingles > 0) mark.cluster = state_->cluster_of(mark.sketch);
    state_->withdrawn.erase(article.id);
    state_->coming.add(article.id, mark);
    return mark;
}

void DuplicateFinder::forget(const std::string& id) {
    state_->coming.remove(id);
    state_->withdrawn.insert(id);
}

void DuplicateFinder::expect(std::shared_ptr<const Batch> batch) {
    state_->coming.expect(std::move(batch));
}

}  // namespace broadsheet::indexer
