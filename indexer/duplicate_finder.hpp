// Of which article is this one a copy? Asked of every article that the archive takes, in the order in which
// they come, of all that it has and will have once what was read before is published.
//
// An article joins the cluster of the article that it is most like, if they are copies at all
// (archive/copy_mark.hpp); else it begins one, whose number is made of its own sketch. So
//   - an article's cluster never changes, and says nothing of the article that began it;
//   - of two clusters that an article would fit it joins one, and they stay two;
//   - a cluster lives as long as one article of it does;
//   - a new version of an article that changes little stays in its cluster;
//   - identical articles are in one cluster whatever else the archive has;
//   - the same articles in the same order give the same clusters, however they are cut into runs, batches
//     and segments, and wherever a run was interrupted: of equally like articles the cluster with the
//     lesser number is joined, and of the articles with one key the first `max_articles_a_key` in the order of
//     their sketches are looked at.
// A version that another replaced, or an article that was withdrawn, is no longer there for those that
// come after.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "archive/archive_layout.hpp"
#include "archive/article.hpp"
#include "archive/copy_mark.hpp"
#include "indexer/batch.hpp"

namespace broadsheet::indexer {

/// Of the articles that have a key in common with one that comes, at most so many are compared with it: a
/// wire's daily table may have thousands of near copies, one of which is enough.
inline constexpr std::size_t max_articles_a_key = 32;

/// Not thread-safe. Throws SegmentError, ArchiveError where the archive cannot be read.
class DuplicateFinder {
  public:
    explicit DuplicateFinder(archive::ArchivePaths paths);
    ~DuplicateFinder();
    DuplicateFinder(const DuplicateFinder&) = delete;
    DuplicateFinder& operator=(const DuplicateFinder&) = delete;

    /// The mark of an article that comes now, and from now on is there for others; a former version of it
    /// is not any more.
    archive::CopyMark place(const archive::Article& article);

    /// An article with this id is not there any more.
    void forget(const std::string& id);

    /// What was placed since the last call is the content of `batch`, which will be published.
    void expect(std::shared_ptr<const Batch> batch);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
