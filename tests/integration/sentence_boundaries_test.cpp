// Are sentences of real news broken where a reader would? The places and what they were marked are
// in tests/golden/sentences.
#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/marked_boundaries.hpp"
#include "tests/support/news_data.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

// A little below what is reached: 96 to 98 %.
constexpr double least_right = 0.95;

std::string described(const std::map<std::string, int>& errors) {
    std::ostringstream out;
    for (const auto& [name, count] : errors) out << ' ' << name << ' ' << count << ';';
    return out.str();
}

}  // namespace

TEST_CASE("sentences of real news end where they were marked by hand") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const auto rows =
        read_marked_boundaries(project_root() / "tests/golden/sentences/boundaries.tsv", data);
    REQUIRE(rows.size() > 1000);
    for (const char* half : {"tune", "held", "random"}) {
        int all = 0, right = 0;
        std::map<std::string, int> by_kind, by_language;
        std::ostringstream list;
        std::vector<text::ByteRange> sentences;
        for (const MarkedBoundary& row : rows) {
            if (row.half != half) continue;
            ++all;
            text::break_sentences(row.paragraph, row.language, sentences);
            if (row.agrees(sentences)) {
                ++right;
                continue;
            }
            ++by_kind[row.kind];
            ++by_language[row.language];
            list << '\n' << row.language << (row.boundary ? " missed: " : " false: ")
                 << row.context;
        }
        WARN(half << ": " << right << " of " << all << " right\nerrors by kind:"
                  << described(by_kind) << "\nby language:" << described(by_language));
        INFO("the errors:" << list.str());
        CHECK(right >= least_right * all);
    }
}
