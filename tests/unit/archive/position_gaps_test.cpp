#include "archive/position_gaps.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "archive/varint.hpp"
#include "tests/property/random_news.hpp"

using namespace broadsheet::archive;
using broadsheet::tests::Dice;

namespace {

using Positions = std::vector<std::uint32_t>;

PositionGaps gaps_of(const Positions& positions) {
    PositionGaps gaps;
    for (const std::uint32_t position : positions) gaps.add(position);
    return gaps;
}

Positions counted(const Positions& positions) {
    const PositionGaps gaps = gaps_of(positions);
    Positions counted;
    for (const std::uint32_t position : positions) counted.push_back(gaps.counted(position));
    return counted;
}

std::string bytes_of(const PositionGaps& gaps) {
    std::string bytes;
    gaps.put(bytes);
    return bytes;
}

/// What the positions were, by the bytes alone.
Positions read_back(const Positions& counted, const std::string& bytes) {
    Positions positions;
    for (const std::uint32_t position : counted) {
        const char* at = bytes.data();
        const char* const end = at + bytes.size();
        std::uint64_t begin = 0, left_out = 0;
        for (std::uint64_t left = get_varint(at, end); left > 0; --left) {
            begin += get_varint(at, end);
            const std::uint64_t length = get_varint(at, end);
            if (begin <= position) left_out += length;
        }
        positions.push_back(position + static_cast<std::uint32_t>(left_out));
    }
    return positions;
}

}  // namespace

TEST_CASE("positions are counted without the gaps between them", "[position_gaps]") {
    struct Row {
        Positions positions, counted;
    };
    const std::vector<Row> table = {
        {{}, {}},
        {{1, 2, 3}, {1, 2, 3}},
        {{1, 2, 258, 259, 600}, {1, 2, 3, 4, 5}},
        {{1, 1 + narrowest_gap}, {1, 1 + narrowest_gap}},          // 63 free positions
        {{1, 2 + narrowest_gap}, {1, 2}},                          // 64
        {{700, 701}, {1, 2}},                                      // the first is far on
        {{0, 4'000'000'000}, {0, 1}},
    };
    for (const auto& [positions, expected] : table) {
        CAPTURE(positions);
        CHECK(counted(positions) == expected);
        CHECK(read_back(counted(positions), bytes_of(gaps_of(positions))) == positions);
    }
}

TEST_CASE("in which order positions come makes no difference", "[position_gaps]") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Dice dice(seed);
        std::set<std::uint32_t> ascending;
        for (std::size_t i = dice.roll(40); i > 0; --i) {
            ascending.insert(static_cast<std::uint32_t>(dice.roll(dice.one_in(2) ? 3'000 : 500)));
        }
        const Positions in_order(ascending.begin(), ascending.end());
        Positions shuffled = in_order;
        for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[dice.roll(i)]);
        CAPTURE(seed, in_order, shuffled);
        CHECK(bytes_of(gaps_of(shuffled)) == bytes_of(gaps_of(in_order)));
        CHECK(read_back(counted(in_order), bytes_of(gaps_of(in_order))) == in_order);
    }
}

TEST_CASE("an article may have as many gaps as sections fit into it", "[position_gaps]") {
    // Of 8 MiB of text (indexer/ingest.hpp), with a heading of a letter each. A walk through the gaps for each
    // position would take hours.
    constexpr std::uint32_t sections = 4 << 20, distance = 257;
    PositionGaps gaps;
    for (std::uint32_t i = 0; i <= sections; ++i) gaps.add(i * distance);
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i <= sections; ++i) wrong += gaps.counted(i * distance) == i ? 0 : 1;
    CHECK(wrong == 0);
}
