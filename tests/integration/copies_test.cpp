// Copies of articles, by the real programs: added in several runs, found, folded and counted.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/daemon.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/wire_copies.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using Catch::Contains;
namespace json = boost::json;

namespace {

/// One report that three papers print, each a little otherwise, and another report.
struct PrintedReport {
    TemporaryDirectory directory;
    std::filesystem::path archive = directory.path() / "news";

    PrintedReport() {
        CopyDesk desk(1);
        auto words = desk.words(120);
        words[5] = "truce";
        add("wire", words);
        auto courier = words;
        courier[60] = "courierword";
        add("courier", courier);
        add("post", desk.edited(words, 1));
        auto other = desk.words(120);
        other[7] = "truce";
        add("other", other);
    }

    /// In a run of its own.
    void add(const std::string& id, const std::vector<std::string>& words) {
        const auto file = directory.path() / "in.jsonl";
        std::ofstream(file) << json::serialize(json::object{{"id", id},
                                                            {"title", "Report from Doha"},
                                                            {"source", id},
                                                            {"date", "2025-07-09"},
                                                            {"text", CopyDesk::joined(words)}})
                            << "\n";
        add_to_archive(archive, {file});
    }

    RunResult ask(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {program("query").string(), "--archive", archive.string()});
        return run(arguments);
    }
    json::object ask_json(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"--format", "json"});
        return json::parse(ask(arguments).out).as_object();
    }
};

std::set<std::string> ids_of(const json::object& page) {
    std::set<std::string> ids;
    for (const auto& hit : page.at("hits").as_array()) ids.emplace(hit.at("id").as_string());
    return ids;
}

}  // namespace

TEST_CASE("copies that came in several runs are counted, folded, and never hide what alone matches") {
    const PrintedReport report;
    const auto stats = run({program("indexer").string(), "stats", "--archive", report.archive.string()});
    CHECK_THAT(stats.out, Contains("copies      3 articles in 1 clusters"));

    const json::object all = report.ask_json({"truce"});
    CHECK(ids_of(all) == std::set<std::string>{"wire", "courier", "post", "other"});
    CHECK(all.at("total").at("distinct").is_null());
    CHECK(all.at("hits").at(0).at("copies").is_null());

    const json::object folded = report.ask_json({"--collapse", "truce"});
    CHECK(folded.at("total").at("value").to_number<int>() == 4);
    CHECK(folded.at("total").at("distinct").to_number<int>() == 2);
    REQUIRE(folded.at("hits").as_array().size() == 2);
    std::string cluster;
    for (const auto& hit : folded.at("hits").as_array()) {
        const bool copied = hit.at("id").as_string() != "other";
        CHECK(hit.at("copies").to_number<int>() == (copied ? 2 : 0));
        if (copied) cluster = hit.at("cluster").as_string();
    }
    CHECK(ids_of(report.ask_json({"--cluster", cluster, ""})) ==
          std::set<std::string>{"wire", "courier", "post"});

    const json::object alone = report.ask_json({"--collapse", "courierword"});
    CHECK(ids_of(alone) == std::set<std::string>{"courier"});
    CHECK(alone.at("hits").at(0).at("copies").to_number<int>() == 0);
}

TEST_CASE("the terminal says how many copies stand behind a hit") {
    const PrintedReport report;
    const auto folded = report.ask({"--collapse", "--limit", "1", "truce NOT source:other"});
    CHECK_THAT(folded.out, Contains("3 articles, 1 without copies for ") && Contains("     +2 copies (--cluster "));
    CHECK(folded.out.find("more\n") == std::string::npos);
    CHECK_THAT(report.ask({"--collapse", "--format", "csv", "courierword"}).out, Contains(",cluster,copies\r\n"));
    const auto wrong = report.ask({"--cluster", "none", "truce"});
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("a cluster has 16 hexadecimal digits"));
}

TEST_CASE("a takedown of the first copy leaves the others together") {
    const PrintedReport report;
    REQUIRE(run({program("indexer").string(), "delete", "--archive", report.archive.string(), "wire"}).exit_code == 0);
    const json::object folded = report.ask_json({"--collapse", "truce"});
    CHECK(folded.at("total").at("value").to_number<int>() == 3);
    CHECK(folded.at("total").at("distinct").to_number<int>() == 2);
    REQUIRE(run({program("indexer").string(), "merge", "--archive", report.archive.string()}).exit_code == 0);
    CHECK(report.ask_json({"--collapse", "truce"}).at("total").at("distinct").to_number<int>() == 2);
    CHECK(run({program("indexer").string(), "verify", "--archive", report.archive.string()}).exit_code == 0);
}

TEST_CASE("the service folds for people, and for programs that ask, and cursors go on in the folded list") {
    const PrintedReport report;
    const Daemon daemon(report.archive);
    const auto get_json = [&](const std::string& target) {
        const HttpAnswer answer = http_get(daemon.port(), target);
        INFO(target << ": " << answer.body);
        REQUIRE(answer.status == 200);
        return json::parse(answer.body).as_object();
    };
    CHECK(get_json("/api/v1/search?q=truce").at("hits").as_array().size() == 4);
    const std::string folded = "/api/v1/search?q=truce&collapse=duplicates&limit=1";
    const json::object first = get_json(folded);
    const std::string cursor(first.at("next_cursor").as_string());
    const json::object second = get_json(folded + "&cursor=" + cursor);
    CHECK(second.at("next_cursor").is_null());
    CHECK(ids_of(first) != ids_of(second));
    CHECK(http_get(daemon.port(), "/api/v1/search?q=truce&limit=1&cursor=" + cursor).status == 400);

    const HttpAnswer page = http_get(daemon.port(), "/search?q=truce");
    CHECK_THAT(page.body, Contains("4 articles") && Contains("2 copies folded") && Contains("+2 copies</a>"));
    const HttpAnswer listed = http_get(daemon.port(), "/search?q=truce&collapse=none");
    CHECK_THAT(listed.body, Contains("Fold copies") && !Contains("+2 copies"));
}
