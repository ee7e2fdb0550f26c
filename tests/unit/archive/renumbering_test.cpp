#include "archive/renumbering.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

using namespace broadsheet::archive;

TEST_CASE("all numbers move by as much, and none to where there are no numbers") {
    CHECK(Renumbering().of(7) == 7);
    CHECK(Renumbering(-6).of(7) == 1);
    CHECK(Renumbering(-7).of(7) == std::nullopt);
    CHECK(Renumbering(3).of(0xFFFFFFFC) == 0xFFFFFFFF);
    CHECK(Renumbering(4).of(0xFFFFFFFC) == std::nullopt);
    CHECK(Renumbering(5).is_shift());
}

TEST_CASE("articles get numbers in a row, and what is none of them has none") {
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint32_t> articles;
        const auto share = 1 + random() % 70;
        for (std::uint32_t number = 1; number < 1'000; ++number) {
            if (random() % share == 0) articles.push_back(number);
        }
        const auto numbers = Renumbering::in_a_row(articles, 41);
        CHECK_FALSE(numbers.is_shift());
        std::uint32_t next = 41, wrong = 0;
        auto left = articles.begin();
        for (std::uint32_t number = 0; number < 1'100; ++number) {
            std::optional<std::uint32_t> expected;
            if (left != articles.end() && *left == number) {
                expected = next++;
                ++left;
            }
            wrong += numbers.of(number) != expected;
        }
        CHECK(wrong == 0);
    }
}
