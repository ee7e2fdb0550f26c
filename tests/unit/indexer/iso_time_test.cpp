#include "indexer/iso_time.hpp"

#include <catch2/catch.hpp>
#include <chrono>

using namespace std::chrono;
using broadsheet::indexer::iso_time;

TEST_CASE("a moment is written in UTC, of any year that has four figures") {
    CHECK(iso_time(sys_days{year{1970} / 1 / 1}) == "1970-01-01T00:00:00Z");
    CHECK(iso_time(sys_days{year{1815} / 6 / 18} + hours{11} + minutes{35}) == "1815-06-18T11:35:00Z");
    CHECK(iso_time(sys_days{year{2025} / 7 / 9} + seconds{86'399}) == "2025-07-09T23:59:59Z");
    CHECK(iso_time(sys_days{year{2262} / 4 / 12}) == "2262-04-12T00:00:00Z");
    CHECK(iso_time(sys_days{year{9999} / 12 / 31}) == "9999-12-31T00:00:00Z");
}
