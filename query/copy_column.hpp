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

/// The cluster of every article, by document number, in memory: 12 bytes an article.
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

}  // namespace broadsheet::query
