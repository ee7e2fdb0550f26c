#include "text/minhash.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>
#include <vector>

using namespace broadsheet::text;

namespace {

/// Two sets of `size` hashes, of which `common` are in both.
struct Pair {
    std::vector<std::uint64_t> a, b;
    double jaccard;
};

Pair pair_with(std::mt19937_64& random, std::size_t size, std::size_t common) {
    Pair pair;
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t shared = random();
        pair.a.push_back(shared);
        pair.b.push_back(i < common ? shared : random());
    }
    pair.jaccard = static_cast<double>(common) / static_cast<double>(2 * size - common);
    return pair;
}

bool have_a_key_in_common(const MinHash& a, const MinHash& b) {
    for (std::size_t i = 0; i < band_count; ++i) {
        if (a.keys[i] == b.keys[i]) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a sketch depends on the set of shingles alone") {
    std::mt19937_64 random(1);
    for (const std::size_t size : {1U, 2U, 30U, 1000U}) {
        auto shingles = pair_with(random, size, 0).a;
        const MinHash sketch = min_hash(shingles);
        std::ranges::reverse(shingles);
        CHECK(min_hash(shingles) == sketch);
        shingles.push_back(shingles.front());
        CHECK(min_hash(shingles).keys == sketch.keys);
        CHECK(min_hash(shingles).bits == sketch.bits);
        CHECK(likeness(sketch, sketch) == 1);
    }
    CHECK(min_hash({}) == MinHash{});
}

TEST_CASE("likeness estimates Jaccard's without bias and within the error that is stated") {
    std::mt19937_64 random(2);
    struct Row {
        std::size_t size, common;
    };
    for (const auto& [size, common] : {Row{40, 36}, Row{150, 133}, Row{150, 75}, Row{900, 800},
                                       Row{900, 850}, Row{900, 0}, Row{5000, 4444}}) {
        constexpr int rounds = 300;
        double sum = 0, squares = 0, jaccard = 0;
        for (int i = 0; i < rounds; ++i) {
            const Pair pair = pair_with(random, size, common);
            jaccard = pair.jaccard;
            const double error = likeness(min_hash(pair.a), min_hash(pair.b)) - jaccard;
            sum += error;
            squares += error * error;
        }
        INFO(size << " shingles, likeness " << jaccard);
        const double stated = std::sqrt(1 - jaccard * jaccard) / std::sqrt(double{sketch_bits});
        CHECK(std::abs(sum / rounds) < 0.015);
        // What short texts borrow adds to it: half as much again.
        CHECK(std::sqrt(squares / rounds) < 1.6 * stated);
    }
}

TEST_CASE("like texts have a key in common as often as is stated, others hardly ever") {
    std::mt19937_64 random(3);
    struct Row {
        std::size_t common;
        double at_least, at_most;
    };
    // Of 300 shingles; likeness 0.9, 0.8, 0.5, 0.15, 0.
    for (const auto& [common, at_least, at_most] :
         {Row{285, 0.995, 1}, Row{267, 0.96, 1}, Row{200, 0.3, 0.5}, Row{78, 0, 0.03}, Row{0, 0, 0.001}}) {
        constexpr int rounds = 1000;
        int found = 0;
        for (int i = 0; i < rounds; ++i) {
            const Pair pair = pair_with(random, 300, common);
            found += have_a_key_in_common(min_hash(pair.a), min_hash(pair.b)) ? 1 : 0;
        }
        INFO(common << " of 300 in common");
        CHECK(found >= at_least * rounds);
        CHECK(found <= at_most * rounds);
    }
}

TEST_CASE("a text of which every shingle ends in ones has a sketch too") {
    // No bin seemed to have a minimum, and the search for one to borrow had no end.
    const std::vector<std::uint64_t> one = {0x01234567FFFFFFFF}, two = {0x01234567FFFFFFFF, 0xFFFFFFFF};
    CHECK(min_hash(one).shingles == 1);
    CHECK(likeness(min_hash(one), min_hash(one)) == 1);
    CHECK(have_a_key_in_common(min_hash(one), min_hash(two)));
}
