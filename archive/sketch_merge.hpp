// From articles to a file of sketches, and from several such files to one: sketch_index.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/copy_mark.hpp"
#include "archive/renumbering.hpp"
#include "archive/sketch_index.hpp"
#include "text/minhash.hpp"

namespace broadsheet::archive {

/// Collects the sketches of some thousand articles: 128 bytes each in memory.
class SketchIndexBuilder {
  public:
    void add(std::uint32_t article, const text::MinHash& sketch);
    std::size_t articles() const { return entries_.size() / text::band_count; }

    /// The file of a segment.
    std::string finish(std::string_view uuid) &&;

  private:
    struct Entry {
        std::uint32_t key, article;
        Cluster order;
    };
    std::vector<Entry> entries_;
    std::uint32_t greatest_ = 0;
};

/// The articles that a segment has, and in which order they stand where they have a key in common: 8 bytes each.
class SketchOrder {
  public:
    /// By own_cluster().
    void add(std::uint32_t article, Cluster own);

    bool has(std::uint32_t article) const { return article < is_there_.size() && is_there_[article]; }
    /// Of one that is there.
    Cluster of(std::uint32_t article) const { return own_[article]; }

    std::uint64_t articles() const { return articles_; }
    std::uint32_t greatest() const { return own_.empty() ? 0 : static_cast<std::uint32_t>(own_.size() - 1); }

  private:
    std::vector<Cluster> own_;  ///< by number
    std::vector<bool> is_there_;
    std::uint64_t articles_ = 0;
};

/// Where the articles of a file go. Those before `first` and behind `last` were deleted, and their numbers may be
/// others' there.
struct SketchSource {
    SketchIndex index;
    Renumbering numbers = Renumbering();
    std::uint32_t first = 0, last = 0xFFFFFFFF;
};

/// The entries of several files in the order of one, without those of articles that are not there. Sources and
/// order must outlive it.
class MergedSketches {
  public:
    MergedSketches(std::span<const SketchSource> sources, const SketchOrder& order);

    /// The next one, with its new number; nothing behind the last.
    std::optional<SketchEntry> next();

  private:
    struct Next {
        SketchEntry entry;
        std::size_t source;
    };
    /// Keys differ nearly always: who is which of those that do not is looked up only then.
    struct IsLater {
        const SketchOrder* order;
        bool operator()(const Next& a, const Next& b) const;
    };

    void advance(std::size_t source);

    std::span<const SketchSource> sources_;
    const SketchOrder& order_;
    std::vector<SketchIndex::Cursor> cursors_;
    std::priority_queue<Next, std::vector<Next>, IsLater> next_;
};

/// Writes the file of a merge of segments, for a database with this UUID, from the first entry to the last; whole
/// or not at all, and durably. Throws ArchiveError where it cannot be written.
void merge_sketches(std::span<const SketchSource> sources, const SketchOrder& order, std::string_view uuid,
                    const std::filesystem::path& file);

}  // namespace broadsheet::archive
