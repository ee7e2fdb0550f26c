// Reuters-21578 asked twice: by the engine, and by a program of its own rules (tests/oracle/oracle.py), which
// reads what the archive exports and looks at every word. Both must find the same articles.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {
namespace {

// Some of two sets' differences, for the eye.
std::string some_of(const std::set<std::string>& these, const std::set<std::string>& without) {
    constexpr int most = 8;
    int shown = 0;
    std::string out;
    for (const std::string& id : these) {
        if (!without.contains(id) && ++shown <= most) out += id + " ";
    }
    return out + "(" + std::to_string(shown) + ")";
}

void check_answer(query::Searcher& searcher, const boost::json::value& answer) {
    query::SearchRequest request;
    request.query = std::string(answer.at("query").as_string());
    std::set<std::string> wanted, found;
    for (const auto& id : answer.at("ids").as_array()) wanted.emplace(id.as_string());
    for (auto& id : all_ids(searcher, request)) found.insert(std::move(id));
    INFO(request.query << "\n  missing: " << some_of(wanted, found)
                       << "\n  too many: " << some_of(found, wanted));
    CHECK(found == wanted);
    CHECK(search(searcher, request).total == wanted.size());
}

}  // namespace

TEST_CASE("queries of every class find on Reuters-21578 what a brute-force search of the same articles finds") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "archive";
    const AddSummary added = add_to_archive(archive, {data / "reuters21578" / "articles.jsonl.zst"});
    REQUIRE(added.indexed > 21'000);
    const RunResult exported = run({program("indexer").string(), "export", "--archive", archive.string()});
    REQUIRE(exported.exit_code == 0);
    // Debian's own python3, which has the stemmer that scripts/install brings.
    const RunResult judged =
        run({"/usr/bin/python3", (project_root() / "tests" / "oracle" / "oracle.py").string()}, exported.out);
    INFO(judged.err);
    REQUIRE(judged.exit_code == 0);
    auto searcher = open_searcher(archive);
    std::istringstream lines(judged.out);
    int queries = 0;
    for (std::string line; std::getline(lines, line); ++queries) {
        check_answer(searcher, boost::json::parse(line));
    }
    CHECK(queries >= 40);
}

}  // namespace broadsheet::tests
