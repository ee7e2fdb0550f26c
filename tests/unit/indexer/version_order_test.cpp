#include "indexer/version_order.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadsheet;
using indexer::compare_versions;
using indexer::VersionMark;

namespace {

/// How the left stands to the right, as a sign; "?" where nothing tells.
std::string sign(std::partial_ordering order) {
    if (order == std::partial_ordering::unordered) return "?";
    return std::is_lt(order) ? "<" : std::is_gt(order) ? ">" : "=";
}

std::string turned(const std::string& sign) {
    if (sign == "<") return ">";
    return sign == ">" ? "<" : sign;
}

}  // namespace

TEST_CASE("versions are compared as numbers, dates or labels") {
    struct Row {
        std::string left, order, right;
    };
    for (const Row& row : std::vector<Row>{
             {"1", "<", "2"},
             {"9", "<", "10"},
             {"007", "=", "7"},
             {"0", "<", "1"},
             {"99999999999999999999", "<", "100000000000000000000"},
             {"20250709101500", "<", "20250709101501"},  // timestamps are numbers
             {"2024", "<", "2025"},
             {"2025", "<", "20250709"},
             {"2025-07-09T10:15:00Z", "<", "2025-07-09T10:15:01Z"},
             {"2025-07-09T10:15:00.25Z", "<", "2025-07-09T10:15:00.5Z"},
             {"2025-07-09T10:15:00.1234567Z", "=", "2025-07-09T10:15:00.1234568Z"},
             {"2025-07-09T12:15:00+02:00", "=", "2025-07-09T10:15:00Z"},
             {"2025-07-09T23:00:00-05:00", ">", "2025-07-10T01:00:00Z"},
             {"2025-07-09T101500Z", "<", "2025-07-09T10:16:00Z"},
             {"2025-07-09T10:15", "<", "2025-07-09T10:16"},
             {"2025-07-09", "<", "2025-07-10"},
             {"2025-07-09", "?", "2025-07-09T10:15Z"},
             {"2025-07-09T10:15", "?", "2025-07-09T10:16Z"},
             {"2025-07-09T10:15Z", "?", "7"},
             {"2025-07-09T10:15Z", "?", "v7"},
             {"v2", "<", "v10"},
             {"V2", "=", "v2"},
             {"1.2", "<", "1.10"},
             {"1.10", "<", "2"},
             {"2a", "<", "2b"},
             {"2", "<", "2a"},
             {"a", "<", "a0"},
             {"draft", "<", "final"},
             {"2025-13-09", "<", "2025-13-10"},  // no date, so a label
             {"", "?", "1"},
             {"", "?", ""},
         }) {
        INFO(row.left << " " << row.order << " " << row.right);
        CHECK(sign(compare_versions(row.left, row.right)) == row.order);
        CHECK(sign(compare_versions(row.right, row.left)) == turned(row.order));
    }
}

TEST_CASE("an article is older by its version, else by its time, else nothing tells") {
    struct Row {
        VersionMark left;
        std::string order;
        VersionMark right;
    };
    const std::string ten = "2025-07-09T10:00Z", eleven = "2025-07-09T11:00Z";
    for (const Row& row : std::vector<Row>{
             {{"1", eleven}, "<", {"2", ten}},  // the version comes first
             {{"2", ten}, "<", {"2", eleven}},  // sent again under the same version
             {{"2", ten}, "=", {"2", ten}},
             {{"", ten}, "<", {"", eleven}},
             {{"1", ten}, "<", {"", eleven}},
             {{"2", ten}, "?", {"2", ""}},
             {{"1", ten}, "?", {"", "2025-07-10"}},
             {{"", "2025-07-09"}, "?", {"", "2025-07-10"}},  // days alone tell nothing
             {{"", "2025-07-09T10:00"}, "<", {"", "2025-07-09T11:00"}},
             {{"", "2025-07-09T10:00"}, "?", {"", eleven}},
             {{"7", ten}, "<", {"2025-07-09T09:00Z", eleven}},  // versions of two kinds
             {{"", ""}, "?", {"", ""}},
         }) {
        INFO(row.left.version << "/" << row.left.date << " " << row.order << " "
                              << row.right.version << "/" << row.right.date);
        CHECK(sign(compare(row.left, row.right)) == row.order);
        CHECK(sign(compare(row.right, row.left)) == turned(row.order));
        CHECK(is_older(row.left, row.right) == (row.order == "<"));
    }
}

TEST_CASE("versions that are all of a kind can be sorted") {
    const std::vector<std::string> labels = {"",   "0",  "00", "1",   "01",   "1a", "a1", "a01",
                                             "a",  "A2", "a10", "1.2", "1.10", "-",  "--1", "2025",
                                             "é1", "z"};
    for (const auto& a : labels) {
        for (const auto& b : labels) {
            for (const auto& c : labels) {
                if (a.empty() || b.empty() || c.empty()) continue;
                INFO(a << " " << b << " " << c);
                const bool up = std::is_lteq(compare_versions(a, b)) &&
                                std::is_lteq(compare_versions(b, c));
                if (up) CHECK(std::is_lteq(compare_versions(a, c)));
            }
        }
    }
}

TEST_CASE("a version is told in words") {
    CHECK(to_text(VersionMark{"3", "2025-07-09T10:15Z"}) == "version 3 of 2025-07-09T10:15Z");
    CHECK(to_text(VersionMark{"3", ""}) == "version 3");
    CHECK(to_text(VersionMark{"", "2025-07-09T10:15Z"}) == "that of 2025-07-09T10:15Z");
}
