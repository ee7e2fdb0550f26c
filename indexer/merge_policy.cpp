#include "indexer/merge_policy.hpp"

#include <algorithm>
#include <array>

namespace broadsheet::indexer {

namespace {

// 625 · 8^9 is beyond the four thousand million documents of a Xapian database.
constexpr int tier_count = 10;

}  // namespace

int tier_of(std::uint32_t articles) {
    int tier = 0;
    std::uint64_t limit = std::uint64_t{lowest_tier_articles} * merge_factor;
    while (articles >= limit) {
        limit *= merge_factor;
        ++tier;
    }
    return tier;
}

std::vector<std::size_t> segments_to_merge(std::span<const std::uint32_t> articles) {
    std::array<std::size_t, tier_count> in_tier{};
    for (const std::uint32_t size : articles) ++in_tier[static_cast<std::size_t>(tier_of(size))];
    const auto full = std::find_if(in_tier.rbegin(), in_tier.rend(),
                                   [](std::size_t count) { return count >= merge_factor; });
    if (full == in_tier.rend()) return {};
    const auto highest = static_cast<int>(in_tier.rend() - full) - 1;

    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        if (tier_of(articles[i]) <= highest) chosen.push_back(i);
    }
    return chosen;
}

}  // namespace broadsheet::indexer
