#include <catch2/catch.hpp>

#include "query/searcher.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {
namespace {

// Where positions are in Xapian's own table, it lets a phrase match all of a segment that has none, where another
// segment has some.
TEST_CASE("a phrase is not found in a segment whose articles have no words") {
    const TemporaryDirectory directory;
    const auto archive = (directory.path() / "archive").string();
    const auto add = [&](const std::string& line) {
        const RunResult added =
            run({program("indexer").string(), "add", "--archive", archive, "-"}, line + "\n");
        REQUIRE(added.exit_code == 0);
    };
    add(R"({"id": "a", "title": "Truce holds", "text": "The truce holds, officials say."})");
    add(R"({"id": "b", "title": "***", "text": "— — —"})");
    query::Searcher searcher(std::make_shared<query::ArchiveReader>(archive));
    query::SearchRequest request;
    request.query = "\"truce holds\"";
    const auto outcome = searcher.search(request);
    const auto& page = std::get<query::ResultPage>(outcome);
    CHECK(page.total == 1);
    REQUIRE(page.hits.size() == 1);
    CHECK(page.hits[0].id == "a");
}

}  // namespace
}  // namespace broadsheet::tests
