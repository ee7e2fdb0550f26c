// Which articles of the segments match a compiled query, and which come first?
#pragma once

#include <cstdint>
#include <vector>

#include "query/bound_query.hpp"
#include "query/compiler.hpp"
#include "query/facets.hpp"
#include "query/patience.hpp"
#include "query/snapshot.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

struct RankedDocument {
    std::uint32_t document = 0;  ///< its number in the database
    double weight = 0;
};

struct Ranking {
    std::uint64_t total = 0;  ///< of all matches, exactly
    std::vector<RankedDocument> documents;
};

/// Runs queries over one database. What the index only proposes is verified by the spans, candidate by
/// candidate. Throws OutOfTime, and what Xapian throws.
class Matcher {
  public:
    /// All must outlive it.
    Matcher(const Xapian::Database& database, const Snapshot& snapshot, Patience& patience)
        : database_(database), snapshot_(snapshot), patience_(patience) {}

    /// The documents from `offset` on, at most `limit`. By relevance where the query gives weights, else
    /// newest first; undated articles come last in both orders of time. `facets` counts every match.
    Ranking rank(const BoundNode& query, const BoundNode& filters, Sort sort, std::uint32_t offset,
                 std::uint32_t limit, FacetCounter* facets);

    /// How many match.
    std::uint64_t count(const BoundNode& query, const BoundNode& filters, FacetCounter* facets);

  private:
    const Xapian::Database& database_;
    const Snapshot& snapshot_;
    Patience& patience_;
};

}  // namespace broadsheet::query
