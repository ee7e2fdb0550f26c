// Quoted speech by position, as the writer marks it and the reader finds it.
#include <catch2/catch.hpp>

#include "archive/quote_runs.hpp"
#include "text/analyzer.hpp"

using namespace broadsheet;
using archive::Zone;
using Runs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

namespace {

Runs runs_of(std::string_view text, archive::ZoneSet zones, std::uint32_t paragraph) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    return archive::quote_runs({text, zones, 0, paragraph, false}, tokens, 100);
}

}  // namespace

TEST_CASE("the runs of quotations are positions of their words, those of compounds counted by their parts") {
    const auto body = archive::zone_bit(Zone::body);
    //                    0    1     2    3     4      5    6          7
    CHECK(runs_of("He said: “A cease-fire deal holds,” and “it is the end.”", body, 1) ==
          Runs{{102, 107}, {108, 112}});
    CHECK(runs_of("No quotes here at all.", body, 1).empty());
}

TEST_CASE("a quotation as a whole has no runs within it, nor has a heading") {
    CHECK(runs_of("“It is the end.”", archive::zone_bit(Zone::quote), 1).empty());
    CHECK(runs_of("“It is the end.”", archive::zone_bit(Zone::heading), 0).empty());
}
