// What does the published archive hold? The writer's own view of it, and that of the maintenance
// commands: by id, or all articles one after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/copy_mark.hpp"
#include "archive/dictionary.hpp"

namespace broadsheet::indexer {

/// The metadata of an article that are at hand without its text.
struct ArticleFacts {
    std::string id, date, source, desk, language;  ///< `date` as digits: archive::date_digits
    std::uint32_t words = 0;
    std::optional<archive::Cluster> cluster = {};  ///< none where it has no words
};

/// A snapshot of the published list; refresh() takes a new one, and so does a function under which a
/// segment goes stale or away: it then goes on where it was. Not thread-safe: one a thread.
/// Every function throws archive::ArchiveError or SegmentError where the archive cannot be read.
class PublishedArticles {
  public:
    explicit PublishedArticles(archive::ArchivePaths paths);
    ~PublishedArticles();
    PublishedArticles(const PublishedArticles&) = delete;
    PublishedArticles& operator=(const PublishedArticles&) = delete;

    void refresh();
    const archive::SegmentList& list() const { return list_; }
    /// By which the stored bytes are read.
    const archive::Dictionaries& dictionaries() const { return dictionaries_; }
    std::uint64_t count();
    /// How many segments still hold bytes of articles that were deleted or replaced.
    std::size_t unpurged_segments();

    struct Place {
        std::string segment;
        std::uint64_t content_hash = 0;
    };
    /// Where the article of that id is, if the archive has it. Where a crash left two versions, the
    /// one in the later segment.
    std::optional<Place> find(std::string_view id);
    /// The stored bytes (archive::decode_stored) of that article, likewise.
    std::optional<std::string> stored(std::string_view id);
    /// Every segment that holds the id: one, but for a crash's doubles.
    std::vector<std::string> segments_with(std::string_view id);

    /// Calls `visit` with the stored bytes (archive::decode_stored) of every article, in the order
    /// of their id terms: that of their ids as bytes, but for ids too long for a term.
    void for_each_stored(const std::function<void(std::string_view bytes)>& visit);

    struct Sampled {
        std::string bytes;  ///< as stored
        std::uint64_t content_hash = 0;
        std::optional<archive::Cluster> cluster;
    };
    /// Calls `visit` with at most `count` articles, spread evenly over the archive.
    void for_each_sampled(std::uint64_t count, const std::function<void(const Sampled&)>& visit);

    /// The stored bytes of an article, and a checksum of what the index says of it
    /// (index_contents.hpp).
    struct Indexed {
        std::string bytes;
        std::uint64_t index_checksum = 0;
    };
    /// Calls `visit` with every article, in the order of their id terms; where a crash left two
    /// versions of one, with both.
    void for_each_indexed(const std::function<void(const Indexed& article)>& visit);

    /// Calls `visit` with the facts of every article, in the same order.
    void for_each_facts(const std::function<void(const ArticleFacts& facts)>& visit);

  private:
    struct Segments;
    template <typename Work>
    auto reading(Work work);
    template <typename Take>
    auto take_from(std::string_view id, Take take);
    template <typename Visit>
    void for_each_id(Visit visit);
    template <typename Visit>
    void for_each_document(Visit visit);
    void open();
    void open_indexes();
    std::vector<Indexed> versions_of(const std::string& term) const;

    archive::ArchivePaths paths_;
    archive::SegmentList list_;
    archive::Dictionaries dictionaries_;
    std::unique_ptr<Segments> segments_;
};

}  // namespace broadsheet::indexer
