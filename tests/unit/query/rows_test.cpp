#include "query/rows.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <vector>

#include "query/segment_numbers.hpp"

using namespace broadsheet::query;

TEST_CASE("every document of every segment has a row of its own, and none is left over") {
    const std::vector<std::vector<std::uint32_t>> archives = {{}, {1}, {7}, {3, 1, 2}, {0, 4}, {4, 0}, {0, 0, 2, 0, 1}, {1, 100, 1}};
    for (const auto& last : archives) {
        const Rows rows(last);
        const auto segments = static_cast<std::uint32_t>(last.size());
        std::set<std::uint32_t> taken;
        for (std::uint32_t segment = 0; segment < segments; ++segment) {
            for (std::uint32_t in_segment = 1; in_segment <= last[segment]; ++in_segment) {
                const std::uint32_t document = number_in_archive({segment, in_segment}, segments);
                const Row row = rows.of(segment, in_segment);
                CHECK(rows.of(document) == row);
                CHECK(rows.document(row) == document);
                CHECK(index_of(row) < rows.size());
                taken.insert(static_cast<std::uint32_t>(row));
            }
        }
        CHECK(taken.size() == rows.size());
    }
}
