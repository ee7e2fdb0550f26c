// Which articles are copies of each other? By row, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "archive/copy_mark.hpp"
#include "query/rows.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

/// The cluster of every article, in memory: 12 bytes a row.
class CopyColumn {
  public:
    /// What is no copy of another article.
    static constexpr std::uint32_t alone = 0;

    /// Reads the value streams of the database, whose rows these are.
    CopyColumn(const Xapian::Database& database, Rows rows);

    /// The number of the cluster that an article is in, from 1 to clusters(); or alone.
    std::uint32_t at(Row row) const { return index_of(row) < numbers_.size() ? numbers_[index_of(row)] : alone; }
    /// Of a document by its number.
    std::uint32_t cluster_of(std::uint32_t document) const { return at(rows_.of(document)); }
    std::uint32_t clusters() const { return clusters_; }

    /// The documents of a cluster, by its name for ever; of one article too.
    std::vector<std::uint32_t> documents_of(archive::Cluster cluster) const;

  private:
    Rows rows_;
    std::vector<archive::Cluster> names_;  ///< by row; 0 where there is none
    std::vector<std::uint32_t> numbers_;   ///< by row
    std::uint32_t clusters_ = 0;
};

/// The matches of one query by cluster.
class CopyCounts {
  public:
    explicit CopyCounts(const CopyColumn& column)
        : column_(column), counts_(column.clusters() + std::size_t{1}) {}

    void add(Row row) {
        const std::uint32_t cluster = column_.at(row);
        if (cluster == CopyColumn::alone || counts_[cluster]++ == 0) ++distinct_;
    }

    /// Matches, those of one cluster counted once.
    std::uint64_t distinct() const { return distinct_; }

    /// How many other matches are copies of this document.
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
