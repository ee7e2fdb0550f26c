#include "query/collapse.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace broadsheet::query {

std::vector<RankedDocument> first_of_each(const CopyColumn& column,
                                          std::span<const RankedDocument> ranked) {
    std::unordered_set<std::uint32_t> seen;
    std::vector<RankedDocument> first;
    for (const RankedDocument& document : ranked) {
        const std::uint32_t cluster = column.cluster_of(document.document);
        if (cluster == CopyColumn::alone || seen.insert(cluster).second) first.push_back(document);
    }
    return first;
}

DistinctRanking rank_distinct(std::uint32_t count, const CopyColumn& column,
                              const std::function<Ranking(std::uint32_t)>& rank) {
    // Most matches are no copies, so that this many mostly do.
    std::uint64_t limit = std::uint64_t{count} + count / 4 + 16;
    while (true) {
        Ranking ranking = rank(static_cast<std::uint32_t>(limit));
        auto first = first_of_each(column, ranking.documents);
        if (first.size() >= count || ranking.documents.size() >= ranking.total) {
            return {std::move(ranking), std::move(first)};
        }
        limit = std::min(limit * 4, ranking.total);
    }
}

}  // namespace broadsheet::query
