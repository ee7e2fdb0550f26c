// What does the index know of where the words of an article stand? One of the two sources of the span
// evaluator, by the positions beside the segments (archive/positions_file.hpp).
#pragma once

#include <cstdint>
#include <memory>

#include "query/article_source.hpp"
#include "query/snapshot.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// Gives one article after the other, for one query: what it finds out about the query's words it keeps
/// from article to article. Not thread-safe.
class IndexedArticles {
  public:
    /// Both must outlive it; the database is that of the snapshot.
    IndexedArticles(const Xapian::Database& database, const Snapshot& snapshot);
    ~IndexedArticles();

    /// The article with this number in the archive, until the next call. How words are written is read from
    /// what is stored of it; all else too, where its segment has no positions that can be trusted.
    ArticleSource& article(std::uint32_t document);

  private:
    class Source;
    std::unique_ptr<Source> source_;
    const Xapian::Database& database_;
    const Snapshot& snapshot_;
    archive::StoredArticle stored_;  ///< of which the next is made
    std::unique_ptr<ArticleSource> stored_source_;
};

}  // namespace broadsheet::query
