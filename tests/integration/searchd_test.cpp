// The real daemon over an archive that the real indexer made of corpus/.
#include <signal.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/daemon.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
namespace json = boost::json;

namespace {

const std::filesystem::path corpus = project_root() / "corpus";

// Made, and served, once for all tests that only read.
struct ServedCorpus {
    TemporaryDirectory directory;
    std::uint64_t articles =
        add_to_archive(directory.path() / "news", {corpus / "text", corpus / "jsonl"}).indexed;
    Daemon daemon{directory.path() / "news"};
};

ServedCorpus& served() {
    static ServedCorpus one;
    return one;
}

HttpAnswer get(const std::string& target, const std::string& further_lines = {}) {
    return http_get(served().daemon.port(), target, further_lines);
}

json::object get_json(const std::string& target) {
    const HttpAnswer answer = get(target);
    INFO(target << ": " << answer.body.substr(0, 500));
    REQUIRE(answer.status == 200);
    REQUIRE(answer.field("content-type") == "application/json");
    return json::parse(answer.body).as_object();
}

json::object get_problem(const std::string& target, int status) {
    const HttpAnswer answer = get(target);
    INFO(target << ": " << answer.body.substr(0, 500));
    REQUIRE(answer.status == status);
    REQUIRE(answer.field("content-type") == "application/problem+json");
    json::object problem = json::parse(answer.body).as_object();
    CHECK(problem.at("status").to_number<int>() == status);
    for (const char* member : {"type", "title", "detail"}) {
        CHECK_FALSE(problem.at(member).as_string().empty());
    }
    return problem;
}

std::string api_search(const std::string& query, const std::string& further = {}) {
    return "/api/v1/search?q=" + percent_encoded(query) + further;
}

std::uint64_t total(const json::object& response) {
    return response.at("total").at("value").to_number<std::uint64_t>();
}

std::vector<std::string> ids(const json::object& response) {
    std::vector<std::string> out;
    for (const auto& hit : response.at("hits").as_array()) {
        out.emplace_back(hit.at("id").as_string());
    }
    return out;
}

std::set<std::string> judged_articles(const std::string& query) {
    std::set<std::string> articles;
    std::istringstream rows(read_file(corpus / "judgements.tsv"));
    for (std::string row; std::getline(rows, row);) {
        std::istringstream cells(row);
        std::string id, article;
        std::getline(cells, id, '\t');
        std::getline(cells, article, '\t');
        if (id == query) articles.insert(article);
    }
    return articles;
}

std::vector<std::string> dates(const json::object& response) {
    std::vector<std::string> out;
    for (const auto& hit : response.at("hits").as_array()) {
        if (hit.at("date").is_string()) {
            out.emplace_back(std::string(hit.at("date").as_string()).substr(0, 10));
        }
    }
    return out;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The daemon says on one line what it serves, and where") {
    const std::string& line = served().daemon.first_line();
    CHECK(line == "broadsheet-searchd: serving " + (served().directory.path() / "news").string() +
                      " (" + std::to_string(served().articles) + " articles) at http://127.0.0.1:" +
                      std::to_string(served().daemon.port()) + "/");
}

TEST_CASE("ceasefire AND Qatar over the API gives the judged articles, highlighted") {
    const json::object response = get_json(api_search("ceasefire AND Qatar", "&limit=100"));
    const auto judged = judged_articles("e01");
    REQUIRE_FALSE(judged.empty());
    CHECK(total(response) == judged.size());
    CHECK(response.at("total").at("relation").as_string() == "eq");
    const auto found = ids(response);
    CHECK(std::set<std::string>(found.begin(), found.end()) == judged);
    CHECK(response.at("query").at("input").as_string() == "ceasefire AND Qatar");
    CHECK(response.at("next_cursor").is_null());
    for (const auto& hit : response.at("hits").as_array()) {
        INFO(json::serialize(hit));
        bool highlighted = false;
        for (const auto& snippet : hit.at("snippets").as_array()) {
            for (const auto& part : snippet.at("parts").as_array()) {
                highlighted |= part.as_object().contains("hit");
            }
        }
        CHECK(highlighted);
    }
}

TEST_CASE("Each facet's count is the total of a search that is filtered by it") {
    const std::map<std::string, std::string> parameters = {{"source", "source"},
                                                           {"year", "year"},
                                                           {"month", "month"},
                                                           {"language", "lang"},
                                                           {"desk", "desk"},
                                                           {"phrase", "phrase"}};
    const json::object facets =
        get_json(api_search("ceasefire", "&limit=1")).at("facets").as_object();
    for (const auto& [facet, parameter] : parameters) {
        REQUIRE_FALSE(facets.at(facet).as_array().empty());
        for (const auto& value : facets.at(facet).as_array()) {
            const std::string name(value.at("value").as_string());
            INFO(facet << " " << name);
            const auto filtered =
                get_json(api_search("ceasefire", "&" + parameter + "=" + percent_encoded(name)));
            CHECK(total(filtered) == value.at("count").to_number<std::uint64_t>());
        }
    }
}

TEST_CASE("How a query was read is told to those who ask") {
    CHECK_FALSE(get_json(api_search("truce")).at("query").as_object().contains("explanation"));
    const auto query = get_json(api_search("truce W/S Doha NOT football", "&explain=1")).at("query");
    const auto& explanation = query.at("explanation").as_object();
    CHECK(explanation.at("tree").as_string().starts_with("AND\n  W/S\n    word truce\n"));
    const auto& words = explanation.at("words").as_array();
    REQUIRE(words.size() == 3);
    CHECK(words[0].at("word").as_string() == "truce");
    CHECK(words[0].at("forms").as_array().at(0).at("articles").to_number<int>() > 0);
    const auto& parts = explanation.at("parts").as_array();
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].at("text").as_string() == "truce W/S doha");
    CHECK_FALSE(parts[0].at("exact").as_bool());
    CHECK(parts[1].at("exact").as_bool());
}

TEST_CASE("A notice offers the other reading, which finds what it says, strict minds only what is in doubt") {
    const auto query = get_json(api_search("lake ceasefire")).at("query");
    const auto& notices = query.at("notices").as_array();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].at("code").as_string() == "as-phrase");
    const std::string offer(notices[0].at("offer").as_string());
    CHECK(offer == "\"lake ceasefire\"");
    const auto found = total(get_json(api_search(offer)));
    CHECK(notices[0].at("message").as_string() ==
          "as a phrase: " + std::to_string(found) + (found == 1 ? " article" : " articles"));
    CHECK(total(get_json(api_search("lake ceasefire", "&strict=1"))) > found);
}

TEST_CASE("Only the facets that are asked for are told") {
    const auto some = get_json(api_search("ceasefire", "&facets=year,source")).at("facets");
    CHECK(some.as_object().size() == 2);
    CHECK(some.as_object().contains("year"));
    CHECK(get_json(api_search("ceasefire", "&facets=none")).at("facets").as_object().empty());
}

TEST_CASE("Results come in the order that was asked for, and from the days that were") {
    auto newest = dates(get_json(api_search("ceasefire", "&sort=newest&limit=100")));
    REQUIRE(newest.size() > 5);
    CHECK(std::is_sorted(newest.rbegin(), newest.rend()));
    const auto oldest = dates(get_json(api_search("ceasefire", "&sort=oldest&limit=100")));
    CHECK(std::is_sorted(oldest.begin(), oldest.end()));
    const auto within =
        dates(get_json(api_search("ceasefire", "&from=2025-07&to=2025-07-14&limit=100")));
    REQUIRE_FALSE(within.empty());
    for (const std::string& date : within) {
        CHECK(date >= "2025-07-01");
        CHECK(date <= "2025-07-14");
    }
}

TEST_CASE("A walk along the cursors meets every article once, in the order of one long list") {
    const std::string search = "/api/v1/search?from=2000&sort=newest&facets=none";
    const auto whole = ids(get_json(search + "&limit=100"));
    std::vector<std::string> walked;
    std::string cursor;
    do {
        const auto page = get_json(search + "&limit=7" + cursor);
        for (const auto& id : ids(page)) walked.push_back(id);
        const auto& next = page.at("next_cursor");
        cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
    } while (!cursor.empty());
    CHECK(walked == whole);
    CHECK(walked.size() == served().articles);
    CHECK(std::set<std::string>(walked.begin(), walked.end()).size() == walked.size());
}

TEST_CASE("An article comes by sections, with its matches numbered in the order of the text") {
    const std::string id = "meridian-2025-07-09-doha-talks-second-round";
    const auto article = get_json("/api/v1/articles/" + id + "?q=ceasefire+AND+Qatar");
    CHECK(article.at("id").as_string() == id);
    std::vector<std::uint64_t> numbers;
    const auto collect = [&](const json::value& parts) {
        if (!parts.is_array()) return;
        for (const auto& part : parts.as_array()) {
            const auto* match = part.as_object().if_contains("match");
            if (match != nullptr) numbers.push_back(match->to_number<std::uint64_t>());
        }
    };
    collect(article.at("headline"));
    collect(article.at("byline_parts"));
    collect(article.at("dateline_parts"));
    for (const auto& section : article.at("sections").as_array()) {
        collect(section.at("heading"));
        for (const auto& paragraph : section.at("paragraphs").as_array()) {
            collect(paragraph.at("parts"));
        }
    }
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    REQUIRE_FALSE(numbers.empty());
    CHECK(article.at("match_count").to_number<std::uint64_t>() == numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(numbers[i] == i + 1);

    CHECK(get_json("/api/v1/articles/" + id).at("match_count").to_number<int>() == 0);
}

TEST_CASE("Problems are told as JSON, with what is wrong and where") {
    SECTION("a query") {
        const auto problem = get_problem(api_search("ceasefire AND (qatar"), 400);
        const auto& error = problem.at("errors").as_array().at(0).as_object();
        CHECK(error.at("offset").to_number<int>() == 14);
        CHECK_FALSE(error.at("message").as_string().empty());
        CHECK(problem.at("query").at("input").as_string() == "ceasefire AND (qatar");
    }
    SECTION("a query that marks an article") {
        get_problem("/api/v1/articles/meridian-2025-07-09-doha-talks-second-round?q=%28", 400);
    }
    SECTION("notices, with strict=1") {
        CHECK_FALSE(get_json(api_search("ceasefire and qatar"))
                        .at("query")
                        .at("notices")
                        .as_array()
                        .empty());
        const auto problem = get_problem(api_search("ceasefire and qatar", "&strict=1"), 400);
        CHECK_FALSE(problem.at("errors").as_array().empty());
    }
    SECTION("a parameter") {
        const auto problem = get_problem(api_search("a", "&limit=1000"), 400);
        CHECK(problem.at("parameter").as_string() == "limit");
        CHECK(problem.at("value").as_string() == "1000");
        CHECK(problem.at("type").as_string() == "urn:broadsheet:problem:invalid-parameter");
    }
    SECTION("nothing asked") {
        get_problem("/api/v1/search", 400);
    }
    SECTION("a made-up cursor") {
        get_problem(api_search("a", "&cursor=AQoAAAABAAAAAAAAAAAAAAA"), 400);
    }
    SECTION("an id that is not there") {
        get_problem("/api/v1/articles/no-such-article", 404);
    }
    SECTION("an id that is no text") {
        get_problem("/api/v1/articles/%FF", 400);
    }
    SECTION("a path that is not there") {
        get_problem("/api/v1/search/", 404);
    }
}

TEST_CASE("A problem outside the API is a page, unless the client takes JSON alone") {
    CHECK(contains(get("/nothing").field("content-type"), "text/html"));
    CHECK(get("/nothing").status == 404);
    CHECK(get("/nothing", "Accept: application/json\r\n").field("content-type") ==
          "application/problem+json");
    CHECK(get("/search/").status == 404);
    CHECK(get("/article/no-such-article").status == 404);
    const HttpAnswer page = get("/search?q=%28ceasefire");
    CHECK(page.status == 400);
    CHECK(contains(page.body, "(ceasefire"));
    CHECK(get("/search?q=a&page=1002").status == 400);
    CHECK(get("/search?q=a&cursor=x").status == 400);
    CHECK(get("/help?x=1").status == 400);
}

TEST_CASE("A date that is none leaves the query in the search box") {
    const HttpAnswer page = get("/search?q=ceasefire+AND+Qatar&from=09.07.2025");
    CHECK(page.status == 400);
    CHECK(contains(page.body, "value=\"ceasefire AND Qatar\""));
    CHECK(contains(page.body, "09.07.2025"));
}

TEST_CASE("Pages show what the API says, and let nothing else in") {
    const HttpAnswer results = get("/search?q=ceasefire+AND+Qatar");
    REQUIRE(results.status == 200);
    CHECK(results.field("content-type") == "text/html; charset=utf-8");
    CHECK(contains(results.body, std::to_string(judged_articles("e01").size()) + " articles"));
    CHECK(contains(results.body, "<mark>"));
    const HttpAnswer article = get("/article/meridian-2025-07-09-doha-talks-second-round?q=Qatar");
    CHECK(article.status == 200);
    CHECK(contains(article.body, "<mark"));
    const std::string policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    for (const char* target : {"/", "/search?q=ceasefire", "/help", "/nothing", "/search?q=%28",
                               "/article/meridian-2025-07-09-doha-talks-second-round"}) {
        INFO(target);
        const HttpAnswer page = get(target);
        CHECK(page.field("content-security-policy") == policy);
        CHECK(page.field("x-content-type-options") == "nosniff");
        CHECK(page.field("referrer-policy") == "same-origin");
        CHECK(page.field("cross-origin-opener-policy") == "same-origin");
    }
    CHECK_FALSE(contains(get("/search?q=%22%3Cscript%3Ealert%281%29%3C/script%3E%22").body,
                         "<script>alert"));
}

TEST_CASE("Nothing asked is the front page, filters alone are a search") {
    CHECK(get("/search").body == get("/").body);
    CHECK(get("/search?q=&from=&to=").body == get("/").body);
    CHECK(contains(get("/").body, "ceasefire AND Qatar"));  // an example
    CHECK(total(get_json("/api/v1/search?year=2025")) == 21);
    CHECK(contains(get("/search?q=&year=2025").body, "21 articles"));
}

TEST_CASE("Files of the pages are cached for as long as they stay the same") {
    const std::string home = get("/").body;
    const auto start = home.find("/static/style.css?v=");
    REQUIRE(start != std::string::npos);
    const std::string target = home.substr(start, home.find('"', start) - start);
    const HttpAnswer by_hash = get(target);
    CHECK(by_hash.status == 200);
    CHECK(by_hash.body == read_file(project_root() / "web" / "style.css"));
    CHECK(by_hash.field("content-type") == "text/css; charset=utf-8");
    CHECK(by_hash.field("cache-control") == "public, max-age=31536000, immutable");
    CHECK(get("/static/style.css").field("cache-control") == "no-cache");
    CHECK(get("/static/style.css?v=0").field("cache-control") == "no-cache");

    const HttpAnswer same =
        get("/static/style.css", "If-None-Match: \"x\", " + by_hash.field("etag") + "\r\n");
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(get("/static/style.css", "If-None-Match: \"x\"\r\n").status == 200);
    CHECK(get("/favicon.svg").field("content-type") == "image/svg+xml");
    for (const char* target_elsewhere :
         {"/static/nothing.css", "/static/templates/home.mustache", "/static/../CMakeLists.txt",
          "/static/..%2fCMakeLists.txt", "/static/%2e%2e/CMakeLists.txt", "/static//etc/passwd"}) {
        INFO(target_elsewhere);
        CHECK(get(target_elsewhere).status == 404);
    }
}

TEST_CASE("An answer that a client has already is not sent again") {
    for (const std::string target : {"/", "/help", "/search?q=ceasefire", "/api/v1/search?q=qatar",
                                     "/article/meridian-2025-07-09-doha-talks-second-round"}) {
        INFO(target);
        const std::string tag = get(target).field("etag");
        REQUIRE_FALSE(tag.empty());
        const HttpAnswer again = get(target, "If-None-Match: " + tag + "\r\n");
        CHECK(again.status == 304);
        CHECK(again.field("etag") == tag);
        CHECK(get(target, "If-None-Match: \"other\"\r\n").status == 200);
    }
}

TEST_CASE("HEAD tells what GET would, without the body") {
    for (const char* target : {"/", "/static/style.css", "/healthz", "/nothing"}) {
        INFO(target);
        const HttpAnswer whole = get(target);
        HttpConnection connection(served().daemon.port());
        connection.send("HEAD " + std::string(target) +
                        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        const HttpAnswer head = connection.read_answer(Body::none);
        CHECK(head.status == whole.status);
        CHECK(head.field("content-length") == whole.field("content-length"));
        CHECK(head.field("content-type") == whole.field("content-type"));
        CHECK(connection.read_to_end().empty());
    }
}

TEST_CASE("Other methods are answered by 405, whatever they carry") {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"}) {
        INFO(method);
        const HttpAnswer answer = http_request(served().daemon.port(), method, "/api/v1/search");
        CHECK(answer.status == 405);
        CHECK(answer.field("allow") == "GET, HEAD");
    }
    // The body is not taken for a second request.
    const std::string body = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const std::string answers = http_exchange(
        served().daemon.port(), "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                    std::to_string(body.size()) + "\r\n\r\n" + body);
    CHECK(parse_answer(answers).status == 405);
    CHECK(parse_answer(answers).field("connection") == "close");
    CHECK(answers.find("HTTP/1.1", 1) == std::string::npos);
}

TEST_CASE("Names of other hosts are refused, as pages of other sites would use them") {
    const auto status_for = [](const std::string& host) {
        return parse_answer(
                   http_exchange(served().daemon.port(), "GET / HTTP/1.1\r\nHost: " + host +
                                                             "\r\nConnection: close\r\n\r\n"))
            .status;
    };
    CHECK(status_for("localhost") == 200);
    CHECK(status_for("127.0.0.1:1") == 200);
    CHECK(status_for("rebound.example") == 421);
}

TEST_CASE("Liveness, readiness, metrics and the description for browsers") {
    CHECK(get("/healthz").body == "ok\n");
    const auto ready = get_json("/readyz");
    CHECK(ready.at("articles").to_number<std::uint64_t>() == served().articles);
    get("/search?q=qatar");
    const HttpAnswer metrics = get("/metrics");
    CHECK(metrics.field("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(contains(metrics.body, R"(broadsheet_requests_total{route="/search",status="200"} )"));
    CHECK(contains(metrics.body,
                   "broadsheet_archive_articles " + std::to_string(served().articles) + "\n"));
    const HttpAnswer description = get("/opensearch.xml");
    CHECK(contains(description.field("content-type"), "application/opensearchdescription+xml"));
    CHECK(contains(description.body, "template=\"http://localhost/search?q={searchTerms}\""));
}

TEST_CASE("Ids are taken as they are: with slashes, spaces, signs and other scripts") {
    const TemporaryDirectory directory;
    const std::vector<std::string> odd = {"2020-09-17/x", "a b", "50%",  "a+b?c#d",
                                          "خبر",          "..",  "a//b/"};
    std::vector<archive::Article> articles;
    for (const std::string& id : odd) {
        archive::Article article;
        article.id = id;
        article.headline = "Headline of " + id;
        article.sections.emplace_back().paragraphs = {
            {archive::ParagraphKind::paragraph, "Some text."}};
        articles.push_back(article);
    }
    write_archive(archive::ArchivePaths(directory.path() / "odd"), {articles});
    const Daemon daemon(directory.path() / "odd");
    for (const std::string& id : odd) {
        INFO(id);
        for (const char* prefix : {"/api/v1/articles/", "/article/"}) {
            CHECK(http_get(daemon.port(), prefix + percent_encoded(id)).status == 200);
        }
    }
    CHECK(http_get(daemon.port(), "/article/2020-09-17/x").status == 200);
}

TEST_CASE("What is added is found without a restart, and a cursor from before is answered so") {
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "news";
    const auto first = add_to_archive(archive, {corpus / "jsonl"});
    const Daemon daemon(archive);
    const std::string search = "/api/v1/search?from=2000&limit=5";
    const auto before = json::parse(http_get(daemon.port(), search).body).as_object();
    CHECK(total(before) == first.indexed);
    const auto second = add_to_archive(archive, {corpus / "text"});
    const auto cursor = std::string(before.at("next_cursor").as_string());
    const auto after =
        json::parse(http_get(daemon.port(), search + "&cursor=" + cursor).body).as_object();
    CHECK(total(after) == first.indexed + second.indexed);
    CHECK(after.at("query").at("notices").as_array().at(0).at("code").as_string() ==
          "archive-changed");
}

TEST_CASE("Suggestions complete the word that is typed, and correct those that nobody wrote") {
    const auto found = get_json("/api/v1/suggest?q=ceasfire+AND+qat");
    CHECK(found.at("query").at("input").as_string() == "ceasfire AND qat");
    CHECK(found.at("generation").to_number<int>() > 0);
    const json::object first = found.at("completions").as_array().at(0).as_object();
    CHECK(first.at("text").as_string() == "qatar");
    CHECK(first.at("offset").to_number<int>() == 13);
    CHECK(first.at("length").to_number<int>() == 3);
    CHECK(first.at("query").as_string() == "ceasfire AND qatar");
    // As many articles as a search for exactly this form finds.
    CHECK(first.at("articles").to_number<std::uint64_t>() == total(get_json(api_search("=qatar"))));
    const json::object slip = found.at("corrections").as_array().at(0).as_object();
    CHECK(slip.at("text").as_string() == "ceasefire");
    CHECK(slip.at("query").as_string() == "ceasefire AND qat");

    CHECK(get_json("/api/v1/suggest?q=").at("completions").as_array().empty());
    CHECK(get_json("/api/v1/suggest").at("completions").as_array().empty());
    CHECK(get_problem("/api/v1/suggest?q=a&limit=3", 400).at("parameter").as_string() == "limit");
    CHECK(get_problem("/api/v1/suggest?q=%FF", 400).at("parameter").as_string() == "q");
    get_problem("/api/v1/suggest?q=" + std::string(5000, 'x'), 400);
    // Not a query: what the parser would refuse has suggestions too.
    CHECK_FALSE(get_json("/api/v1/suggest?q=" + percent_encoded("AND (\"the qat"))
                    .at("completions").as_array().empty());
}

TEST_CASE("A word that was taken down is suggested no more") {
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "news", file = directory.path() / "more.jsonl";
    std::ofstream(file) << R"({"id": "kept", "title": "Xylographers meet", "text": "Of xylem."})"
                        << "\n"
                        << R"({"id": "gone", "title": "Xylophonist resigns", "text": "Xylem."})";
    add_to_archive(archive, {file});
    const Daemon daemon(archive);
    const auto completions = [&](const std::string& typed) {
        std::vector<std::string> texts;
        const auto answer =
            json::parse(http_get(daemon.port(), "/api/v1/suggest?q=" + typed).body).as_object();
        for (const auto& one : answer.at("completions").as_array()) {
            texts.emplace_back(one.at("text").as_string());
        }
        return texts;
    };
    using Texts = std::vector<std::string>;
    CHECK(completions("xyl") == Texts{"xylem", "xylographers", "xylophonist"});
    CHECK(run({program("indexer").string(), "delete", "--archive", archive.string(), "gone"})
              .exit_code == 0);
    CHECK(completions("xyl") == Texts{"xylem", "xylographers"});
    const auto slip = http_get(daemon.port(), "/api/v1/suggest?q=xylophonisst+");
    CHECK(json::parse(slip.body).at("corrections").as_array().empty());
}

TEST_CASE("SIGHUP brings in a new configuration, and keeps the old where the new is bad") {
    const TemporaryDirectory directory;
    const auto config = directory.path() / "searchd.toml";
    write_archive(archive::ArchivePaths(directory.path() / "empty"), {});
    add_to_archive(directory.path() / "text", {corpus / "text"});
    const auto configure = [&](const std::string& lines) { std::ofstream(config) << lines; };

    configure("allowed-host = [\"first.example\"]\n");
    Daemon daemon(directory.path() / "text", {"--config", config.string(), "--log-level", "info"},
                  Daemon::Log::readable);
    const auto status_for = [&](const std::string& host) {
        return parse_answer(http_exchange(daemon.port(), "GET / HTTP/1.1\r\nHost: " + host +
                                                             "\r\nConnection: close\r\n\r\n"))
            .status;
    };
    CHECK(status_for("first.example") == 200);
    CHECK(status_for("second.example") == 421);

    configure("allowed-host = [\"second.example\"]\nnonsense = 1\n");
    daemon.program().signal(SIGHUP);
    CHECK(contains(daemon.program().wait_for_line("not reloaded"), "nonsense"));
    CHECK(status_for("first.example") == 200);
    CHECK(status_for("second.example") == 421);

    configure("allowed-host = [\"second.example\"]\nweb = \"" + directory.path().string() + "\"\n");
    daemon.program().signal(SIGHUP);
    CHECK(contains(daemon.program().wait_for_line("not reloaded"), directory.path().string()));
    CHECK(status_for("first.example") == 200);

    configure("allowed-host = [\"second.example\"]\n");
    std::filesystem::rename(directory.path() / "text", directory.path() / "away");
    daemon.program().signal(SIGHUP);
    CHECK(contains(daemon.program().wait_for_line("not reloaded"), "text"));
    CHECK(status_for("first.example") == 200);

    std::filesystem::rename(directory.path() / "empty", directory.path() / "text");
    daemon.program().signal(SIGHUP);
    daemon.program().wait_for_line("reloaded: 0 articles");
    CHECK(status_for("first.example") == 421);
    CHECK(status_for("second.example") == 200);
    CHECK(contains(http_get(daemon.port(), "/readyz").body, "\"articles\":0"));
}

TEST_CASE("What cannot be served is told on standard error, with the exit code for it") {
    const TemporaryDirectory directory;
    const auto searchd = program("searchd").string();
    const auto missing = (directory.path() / "missing").string();
    const RunResult no_archive = run({searchd, "--archive", missing});
    CHECK(no_archive.exit_code == 1);
    CHECK(no_archive.out.empty());
    CHECK(no_archive.err.starts_with("broadsheet-searchd: "));
    CHECK(contains(no_archive.err, missing));

    const std::string archive = (served().directory.path() / "news").string();
    const RunResult no_pages = run({searchd, "--archive", archive, "--web", missing});
    CHECK(no_pages.exit_code == 1);
    CHECK(contains(no_pages.err, missing));

    const std::string taken = "127.0.0.1:" + std::to_string(served().daemon.port());
    const RunResult no_port = run({searchd, "--archive", archive, "--listen", taken});
    CHECK(no_port.exit_code == 1);
    CHECK(contains(no_port.err, taken));

    CHECK(run({searchd, "--nonsense"}).exit_code == 2);
    CHECK(run({searchd, "--help"}).exit_code == 0);
}
