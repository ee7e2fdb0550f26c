// Real news, as much as there is: nothing is refused, and what someone remembers is found again.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

struct KnownItem {
    std::string query;
    std::string article;
};

// Wikinews has ids by year, Reuters plain numbers.
const std::vector<KnownItem> known_items = {
    {"Magnitogorsk apartment explosion", "2019-0"},
    {"Martian brines interview", "2019-7"},
    {"Germany bans Mahan Air", "2019-15"},
    {"penguins pairing biologist", "2019-18"},
    {"great white shark disappears", "2019-32"},
    {"California parents captivity children sentence", "2019-49"},
    {"Tunisia face veil ban", "2019-68"},
    {"phytoplankton Kilauea", "2019-98"},
    {"Waterloo travelator", "2019-111"},
    {R"("Jacques Chirac")", "2019-118"},
    {"Richard Guy mathematician dies", "2020-32"},
    {"Philippines largest television network shut down", "2020-52"},
    {"Basilashvili arrested", "2020-56"},
    {"Minetest developer interview", "2020-71"},
    {"White Plains water main", "2020-82"},
    {"Izmir earthquake survivors", "2020-110"},
    {"Bahia cocoa review", "1"},
    {R"("grave concern" Brazil debt)", "175"},
    {"Aquino land reform", "951"},
    {"Vaskevitch fired", "4334"},
    {"Bolivia buy back debt", "4548"},
    {"Swiss options futures exchange", "5230"},
    {"Mrs Fields new stores", "5456"},
    {"Premark buyback deadline", "6518"},
    {"Deng grain imports", "8161"},
    {"Reynolds theft of secrets", "10875"},
    {"Sri Lanka coconut fibre", "11836"},
    {R"("Flying Tiger" "Canadian Airlines")", "15755"},
    {"Enzon Kodak drug test", "18808"},
    {"Greyhound Trailways routes", "19208"},
    {"Mexico closes border fruit", "20250"},
    {"Iowa pork fat study", "21367"},
};

}  // namespace

TEST_CASE("Reuters and Wikinews are indexed whole, and known articles are found in the top three") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "news";
    const AddSummary summary = add_to_archive(archive, {data / "reuters21578", data / "wikinews"});
    REQUIRE(summary.refused == 0);
    REQUIRE(summary.indexed == 21'577 + 295);

    query::Searcher searcher = open_searcher(archive);
    CHECK(searcher.summary().articles == summary.indexed);
    for (const auto& [query, article] : known_items) {
        query::SearchRequest request;
        request.query = query;
        request.limit = 3;
        std::vector<std::string> ids;
        for (const auto& hit : search(searcher, request).hits) ids.push_back(hit.id);
        INFO(query);
        CHECK_THAT(ids, Catch::VectorContains(article));
    }
}
