#include "indexer/embargo.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadsheet;
using std::chrono::seconds;
using std::chrono::sys_seconds;

namespace {

bool embargoed(const std::string& until, sys_seconds now) {
    archive::Article article;
    article.embargo = until;
    return indexer::is_embargoed(article, now);
}

}  // namespace

TEST_CASE("an embargo ends at its instant, whatever the zone in which it is written") {
    struct Row {
        std::string until;
        long long end;  // seconds since 1970
    };
    for (const Row& row : std::vector<Row>{
             {"2025-07-09T14:30:05Z", 1752071405},
             {"2025-07-09T14:30Z", 1752071400},
             {"2025-07-09T16:30:00+02:00", 1752071400},
             {"2025-07-09T16:30:00+0200", 1752071400},
             {"2025-07-09T09:00:00-05:30", 1752071400},
             {"2025-07-09T14:30:00.250Z", 1752071400},
             {"2025-07-09T02:30:00", 1752071400},  // over everywhere: 12 hours later
             {"2025-07-09", 1752062400},           // at noon in London it is midnight there
             {"2025-07", 1751371200},
         }) {
        INFO(row.until);
        CHECK(embargoed(row.until, sys_seconds(seconds(row.end - 1))));
        CHECK_FALSE(embargoed(row.until, sys_seconds(seconds(row.end))));
    }
}

TEST_CASE("no embargo is never in force, an unreadable one always") {
    const sys_seconds now{seconds(1'752'071'400)};
    CHECK_FALSE(embargoed("", now));
    for (const std::string until : {"until further notice", "2025-13-01", "20", "-"}) {
        INFO(until);
        CHECK(embargoed(until, now));
    }
}
