// broadsheet-query as a person or a script runs it.
#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet::tests;
using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;

namespace {

const std::filesystem::path& corpus_archive() {
    static const TemporaryDirectory directory;
    static const std::filesystem::path path = [] {
        const auto archive = directory.path() / "news";
        const auto corpus = project_root() / "corpus";
        add_to_archive(archive, {corpus / "text", corpus / "jsonl"});
        return archive;
    }();
    return path;
}

RunResult ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {program("query").string(), "--archive", corpus_archive().string()});
    return run(arguments);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace

TEST_CASE("text output has the number found, and hits with facts, section paths and snippets") {
    const auto result = ask({R"(commentary:"humanitarian crisis")"});
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, StartsWith("1 article for commentary:\"humanitarian crisis\" ("));
    CHECK_THAT(result.out, Contains("meridian-2025-07-09-doha-talks-second-round"));
    CHECK_THAT(result.out, Contains("Meridian Wire (synthetic) · 2025-07-09 · World"));
    CHECK_THAT(result.out, Contains("Commentary › "));
    CHECK_THAT(result.out, Contains("humanitarian crisis"));
    CHECK(result.out.find('\x1b') == std::string::npos);  // no colours but on a terminal
}

TEST_CASE("text output says how many hits it does not show") {
    CHECK_THAT(ask({"--limit", "2", "ceasefire AND Qatar"}).out, EndsWith("and 13 more\n"));
    CHECK_THAT(ask({"--limit", "2", "--offset", "13", "ceasefire AND Qatar"}).out,
               Contains(" 14. ") && Contains(" 15. ") && !Contains("more\n"));
}

TEST_CASE("json output is the answer of the API on one line") {
    const auto result = ask({"--format", "json", "--limit", "3", "ceasefire AND Qatar"});
    CHECK(result.exit_code == 0);
    CHECK(lines_of(result.out).size() == 1);
    const auto answer = boost::json::parse(result.out).as_object();
    CHECK(answer.at("query").at("canonical").as_string() == "ceasefire AND qatar");
    CHECK(answer.at("total").at("value").to_number<int>() == 15);
    CHECK(answer.at("total").at("relation").as_string() == "eq");
    REQUIRE(answer.at("hits").as_array().size() == 3);
    for (const auto& hit : answer.at("hits").as_array()) {
        for (const char* key : {"id", "url", "source", "date", "language", "byline", "desk", "words",
                                "score", "headline", "snippets"}) {
            CHECK(hit.as_object().contains(key));
        }
        CHECK_FALSE(hit.at("snippets").as_array().empty());
    }
    CHECK(answer.at("facets").as_object().size() == 6);
}

TEST_CASE("csv output has a header line and a line a hit, quoted as RFC 4180 has it") {
    const auto result = ask({"--format", "csv", "--limit", "100", "ceasefire AND Qatar"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, StartsWith("rank,id,date,source,desk,language,byline,words,score,"
                                      "headline,snippet,url,cluster,copies\r\n"));
    const auto rows = std::count(result.out.begin(), result.out.end(), '\r');
    CHECK(rows == 16);
    const auto quoted = ask({"--format", "csv", R"(headline:"the mayor, the harbourmaster")"});
    CHECK_THAT(quoted.out,
               Contains(R"(,"The mayor, the harbourmaster and the matter of the horn",)"));
    const auto nothing = ask({"--format", "csv", R"("permanent armistice" AND Qatar)"});
    CHECK(nothing.exit_code == 0);
    CHECK(std::count(nothing.out.begin(), nothing.out.end(), '\n') == 1);
}

TEST_CASE("hits can be ordered by date") {
    const auto dates_by = [](const std::string& sort) {
        std::vector<std::string> dates;
        const auto out = ask({"--format", "json", "--limit", "100", "--sort", sort, "ceasefire"}).out;
        const auto answer = boost::json::parse(out);
        for (const auto& hit : answer.at("hits").as_array()) {
            dates.emplace_back(std::string(hit.at("date").as_string()).substr(0, 10));
        }
        return dates;
    };
    const auto oldest = dates_by("oldest");
    const auto newest = dates_by("newest");
    CHECK(oldest.size() > 10);
    CHECK(std::is_sorted(oldest.begin(), oldest.end()));
    CHECK(std::is_sorted(newest.rbegin(), newest.rend()));
    CHECK(newest.size() == oldest.size());
}

TEST_CASE("the option --explain shows the canonical form, the tree, each word's forms and the plan") {
    const auto result = ask({"--explain", "Cease-Fire -(football | commentary:mediators)"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out,
               Contains("canonical: cease-fire AND NOT (football OR commentary:mediators)\n") &&
                   Contains("AND\n  word cease-fire\n  NOT\n    OR\n") &&
                   Contains("      field commentary\n        word mediators\n") &&
                   Contains("mediators: mediators (5) mediate (1) mediating (1)") &&
                   Contains("the spans verify each"));
    CHECK_THAT(ask({"--explain", "truce"}).out, Contains("the index answers it exactly"));
}

TEST_CASE("notices come on standard error and leave the answer as it is") {
    const auto result = ask({"ceasefire or truce zzzqqq"});
    CHECK(result.exit_code == 0);
    CHECK(lines_of(result.err) ==
          std::vector<std::string>{
              "broadsheet-query: notice:",
              "ceasefire or truce zzzqqq",
              "          ^^ 'or' was searched as a word (write OR for the operator)",
              "broadsheet-query: notice:",
              "ceasefire or truce zzzqqq",
              "                   ^^^^^^ no article holds 'zzzqqq'",
          });
}

TEST_CASE("each error of a query is shown with carets under its place, also behind wide letters") {
    const auto result = ask({"停戦 AND headlin:x OR (truce"});
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(lines_of(result.err) ==
          std::vector<std::string>{
              "broadsheet-query: error:",
              "停戦 AND headlin:x OR (truce",
              "         ^^^^^^^^ there is no field 'headlin' (did you mean headline:)",
              "broadsheet-query: error:",
              "停戦 AND headlin:x OR (truce",
              "                      ^ this parenthesis is not closed (add a closing parenthesis)",
          });
}

TEST_CASE("a distance out of range is refused in every format, with its place and a mend") {
    for (const std::string format : {"text", "json", "csv"}) {
        const auto result = ask({"--format", format, "hostage W/256 deal"});
        CHECK(result.exit_code == 1);
        CHECK(result.out.empty());
        CHECK_THAT(result.err, Contains("a distance is 1 to 255 words"));
        CHECK_THAT(result.err, Contains("write W/P for the same paragraph"));
    }
}

TEST_CASE("a query of only NOT, which begins with a hyphen, is passed behind --") {
    const auto result = ask({"--", "-truce"});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.err, Contains("a query of only NOT"));
}

TEST_CASE("wrong usage is exit code 2 and says so") {
    using Arguments = std::vector<std::string>;
    const std::vector<std::pair<Arguments, std::string>> rows = {
        {Arguments(), "QUERY is required"},
        {{"--sort", "best", "x"}, "--sort"},
        {{"--format", "xml", "x"}, "--format"},
        {{"--limit", "0", "x"}, "--limit"},
        {{"--limit", "101", "x"}, "--limit"},
        {{"--offset", "10001", "x"}, "--offset"},
        {{"--limit", "ten", "x"}, "--limit"},
        {{"--no-such-flag", "x"}, "--no-such-flag"},
    };
    for (const auto& [arguments, message] : rows) {
        INFO(message);
        const auto result = ask(arguments);
        CHECK(result.exit_code == 2);
        CHECK(result.out.empty());
        CHECK_THAT(result.err, StartsWith("broadsheet-query: ") && Contains(message) &&
                                   EndsWith("see --help\n"));
    }
}

TEST_CASE("--help and --version answer without an archive") {
    const auto help = run({program("query").string(), "--help"});
    CHECK(help.exit_code == 0);
    CHECK_THAT(help.out, Contains("--explain") && Contains("Examples:"));
    const auto version = run({program("query").string(), "--version"});
    CHECK(version.exit_code == 0);
    CHECK(version.out == "broadsheet-query " BROADSHEET_VERSION "\n");
}

TEST_CASE("what is no archive, or is a damaged one, is a failure that names the place") {
    const TemporaryDirectory directory;
    const auto ask_at = [](const std::filesystem::path& path) {
        return run({program("query").string(), "--archive", path.string(), "truce"});
    };
    SECTION("nothing there") {
        const auto path = directory.path() / "nowhere";
        const auto result = ask_at(path);
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, StartsWith("broadsheet-query: " + path.string()) &&
                                   Contains("is not an archive"));
    }
    SECTION("a folder of something else") {
        CHECK(ask_at(directory.path()).exit_code == 1);
    }
    SECTION("a segment's tables are cut short") {
        const auto path = directory.path() / "news";
        std::filesystem::copy(corpus_archive(), path, std::filesystem::copy_options::recursive);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path / "segments")) {
            if (entry.path().extension() == ".glass") {
                std::filesystem::resize_file(entry.path(), entry.file_size() / 3);
            }
        }
        const auto result = ask_at(path);
        CHECK(result.exit_code == 1);
        CHECK(result.out.empty());
        CHECK_THAT(result.err,
                   StartsWith("broadsheet-query: " + path.string()) && Contains("cannot be read"));
    }
}
