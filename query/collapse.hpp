// Which of several copies stands for the others in a list of hits? The best of those that match: what does
// not match hides nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "query/copy_column.hpp"
#include "query/matcher.hpp"

namespace broadsheet::query {

/// Of ranked matches those of which no copy stands before, in their order.
std::vector<RankedDocument> first_of_each(const CopyColumn& column,
                                          std::span<const RankedDocument> ranked);

struct DistinctRanking {
    Ranking all;                            ///< as far down as was needed
    std::vector<RankedDocument> documents;  ///< the first of each cluster
};

/// The first `count` clusters of a ranking and maybe more, or all there are. Asks `rank` for the first so
/// many matches, and once more for more where too many of them are copies.
DistinctRanking rank_distinct(std::uint32_t count, const CopyColumn& column,
                              const std::function<Ranking(std::uint32_t limit)>& rank);

}  // namespace broadsheet::query
