#include "indexer/merge_policy.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

using namespace broadsheet::indexer;

namespace {

using Sizes = std::vector<std::uint32_t>;
using Indices = std::vector<std::size_t>;

/// Adds a segment and merges as the policy says; returns how many articles were rewritten.
std::uint64_t add_segment(Sizes& segments, std::uint32_t articles) {
    std::uint64_t rewritten = 0;
    segments.push_back(articles);
    for (Indices chosen; !(chosen = segments_to_merge(segments)).empty();) {
        std::uint32_t merged = 0;
        for (auto index = chosen.rbegin(); index != chosen.rend(); ++index) {
            merged += segments[*index];
            segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(*index));
        }
        segments.insert(segments.begin() + static_cast<std::ptrdiff_t>(chosen.front()), merged);
        rewritten += merged;
    }
    return rewritten;
}

}  // namespace

TEST_CASE("a tier holds segments of about one size") {
    CHECK(tier_of(0) == 0);
    CHECK(tier_of(4'999) == 0);
    CHECK(tier_of(5'000) == 1);
    CHECK(tier_of(39'999) == 1);
    CHECK(tier_of(40'000) == 2);
    CHECK(tier_of(319'999) == 2);
    CHECK(tier_of(320'000) == 3);
    CHECK(tier_of(4'294'967'295) == 7);
}

TEST_CASE("segments are merged when a tier is full, with all that is smaller") {
    const auto [sizes, chosen] = GENERATE(table<Sizes, Indices>({
        {{}, {}},
        {{5000}, {}},
        {Sizes(7, 5000), {}},
        {Sizes(8, 5000), {0, 1, 2, 3, 4, 5, 6, 7}},
        {{90000, 1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8}},
        {{21000, 1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8}},
        {{90000, 90000, 90000, 90000, 3, 90000, 90000, 90000}, {}},
        {{90000, 90000, 90000, 90000, 3, 90000, 90000, 90000, 90000}, {0, 1, 2, 3, 4, 5, 6, 7, 8}},
    }));
    CHECK(segments_to_merge(sizes) == chosen);
}

TEST_CASE("loading ten million articles keeps few segments and rewrites each few times") {
    Sizes segments;
    std::uint64_t rewritten = 0;
    std::size_t most = 0;
    for (int i = 0; i < 2'000; ++i) {
        rewritten += add_segment(segments, 5'000);
        most = std::max(most, segments.size());
    }
    CHECK(std::accumulate(segments.begin(), segments.end(), 0U) == 10'000'000);
    CHECK(most <= 30);
    CHECK(rewritten <= 4 * 10'000'000ULL);
}

TEST_CASE("articles that come one by one to a large archive rewrite little of it") {
    Sizes segments{1'000'000, 30'000, 30'000};
    std::size_t most = 0;
    std::uint64_t costly = 0;
    constexpr int articles = 30'000;
    for (int i = 0; i < articles; ++i) {
        if (add_segment(segments, 1) > 2 * 5'000) ++costly;
        most = std::max(most, segments.size());
    }
    CHECK(most <= 20);
    CHECK(costly == 0);
}

TEST_CASE("ten years of daily deliveries keep few segments") {
    Sizes segments{1'000'000};
    std::size_t most = 0;
    for (int day = 0; day < 3'650; ++day) {
        add_segment(segments, 300);
        most = std::max(most, segments.size());
    }
    CHECK(most <= 25);
}
