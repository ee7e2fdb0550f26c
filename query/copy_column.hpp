// Which articles are copies of each other? By document number, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "archive/copy_mark.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// The cluster of every article, by document number, in memory: 12 bytes a number. Xapian deals the numbers out to the
/// segments in turn, so there are as many as the largest segment has, times the segments.
class CopyColumn {
  public:
    /// What is no copy of another article.
    static constexpr std::uint32_t alone = 0;

    /// Reads the value streams of the database.
    explicit CopyColumn(const Xapian::Database& database);

    /// The number of the cluster that a document is in, from 1 to clusters(); or alone.
    std::uint32_t cluster_of(std::uint32_t document) const {
        return document < numbers_.size() ? numbers_[document] : alone;
    }
    std::uint32_t clusters() const { return clusters_; }

    /// The documents of a cluster, by its name for ever; of one article too.
    std::vector<std::uint32_t> documents_of(archive::Cluster cluster) const;

  private:
    std::vector<archive::Cluster> names_;  ///< by document; 0 where there is none
    std::vector<std::uint32_t> numbers_;   ///< by document
    std::uint32_t clusters_ = 0;
};

/// The matches of one query by cluster.
class CopyCounts {
  public:
    explicit CopyCounts(const CopyColumn& column)
        : column_(column), counts_(column.clusters() + std::size_t{1}) {}

    void add(std::uint32_t document) {
        const std::uint32_t cluster = column_.cluster_of(document);
        if (cluster == CopyColumn::alone || counts_[cluster]++ == 0) ++distinct_;
    }

    /// Matches, those of one cluster counted once.
    std::uint64_t distinct() const { return distinct_; }

    /// How many other matches are copies of this one.
    std::uint64_t others(std::uint32_t document) const {
        const std::uint32_t cluster = column_.cluster_of(document);
        return cluster == CopyColumn::alone ? 0 : counts_[cluster] - 1;
    }

  private:
    const CopyColumn& column_;
    std::vector<std::uint32_t> counts_;  ///< by cluster
    std::uint64_t distinct_ = 0;
};

}  // namespace broadsheet::query
