// What will the archive hold of an article once all that was read is published?
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "archive/archive_layout.hpp"
#include "indexer/batch.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/version_order.hpp"

namespace broadsheet::indexer {

/// For the reading thread. Throws ArchiveError or SegmentError where the archive cannot be read.
class KnownArticles {
  public:
    explicit KnownArticles(const archive::ArchivePaths& paths) : published_(paths) {}

    /// The content of the article of that id, if there will be one.
    std::optional<std::uint64_t> content_of(const std::string& id);
    /// Its version; empty for one that is damaged, so that any other replaces it.
    std::optional<VersionMark> version_of(const std::string& id);

    /// `batch` will be published, after those before it.
    void expect(std::shared_ptr<Batch> batch) { batches_.push_back(std::move(batch)); }

  private:
    void forget_published();

    PublishedArticles published_;
    std::deque<std::shared_ptr<Batch>> batches_;
};

}  // namespace broadsheet::indexer
