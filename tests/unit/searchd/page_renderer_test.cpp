#include "searchd/page_renderer.hpp"
#include "tests/support/news_data.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace json = boost::json;
using broadsheet::searchd::PageRenderer;
using Catch::Contains;

std::filesystem::path web_root() { return broadsheet::tests::project_root() / "web"; }

const PageRenderer& renderer() {
    static const PageRenderer pages(web_root());
    return pages;
}

json::object parsed(const std::string& text) {
    return json::parse(text).as_object();
}

std::size_t occurrences(const std::string& text, const std::string& of) {
    std::size_t count = 0;
    for (auto at = text.find(of); at != std::string::npos; at = text.find(of, at + of.size())) {
        ++count;
    }
    return count;
}

json::object search_response() {
    return parsed(R"({
        "query": {"input": "ceasefire AND Qatar", "canonical": "ceasefire AND qatar",
                  "notices": []},
        "total": {"value": 41, "relation": "eq"}, "took_ms": 1.94, "generation": 12,
        "sort": "newest", "limit": 10, "offset": 20,
        "filters": {"source": ["The Gulf Courier"], "desk": [], "lang": ["ar"], "year": [],
                    "month": ["2025-07"], "from": "2025-07-01", "to": null},
        "hits": [{"id": "a/1 ü", "url": null, "source": "The Gulf Courier",
                  "date": "2025-07-09T14:30:00+03:00", "language": "en", "byline": "S. Haddad",
                  "desk": "World", "words": 1812, "score": 11.2,
                  "headline": [{"text": "Talks in "}, {"text": "Qatar", "hit": true}],
                  "snippets": [{"section": ["Commentary", "The Role of International Cooperation"],
                                "zone": "commentary", "paragraph": 17,
                                "parts": [{"text": "Countries like "},
                                          {"text": "Qatar", "hit": true}]}]}],
        "facets": {"source": [{"value": "The Gulf Courier", "count": 12, "selected": true},
                              {"value": "Post & Mail", "count": 1205, "selected": false}],
                   "language": [{"value": "ar", "count": 3, "selected": true}],
                   "month": [{"value": "2025-06", "count": 9}, {"value": "2025-07", "count": 2}]},
        "next_cursor": "x"})");
}

json::object article_response() {
    return parsed(R"({
        "id": "a1", "url": "https://www.example.org/x?a=1&b=2", "source": "The Gulf Courier",
        "date": "2025-07-09", "dateline": "DOHA", "byline": "S. Haddad", "desk": "World",
        "language": "en", "words": 812, "places": ["Qatar"], "topics": [],
        "phrases": ["60-day ceasefire", "צה\"ל"],
        "headline": [{"text": "A "}, {"text": "truce", "hit": true, "match": 1}],
        "match_count": 3, "query": {"input": "truce OR Qatar", "canonical": "x", "notices": []},
        "sections": [
          {"kind": "deck", "path": [], "level": 1, "heading": null, "paragraphs": [
            {"number": 1, "kind": "bullet", "parts": [{"text": "First point"}]},
            {"number": 2, "kind": "bullet", "parts": [{"text": "Second point"}]}]},
          {"kind": "body", "path": ["What is new"], "level": 1,
           "heading": [{"text": "What is new"}],
           "paragraphs": [{"number": 3, "kind": "paragraph", "parts": [
             {"text": "In "}, {"text": "Qatar", "hit": true, "match": 2}, {"text": " near the "},
             {"text": "Gulf", "hit": true, "match": 2}]}]},
          {"kind": "commentary", "path": ["Commentary"], "level": 1,
           "heading": [{"text": "Commentary"}], "paragraphs": []},
          {"kind": "commentary", "path": ["Commentary", "On talks"], "level": 2,
           "heading": [{"text": "On talks"}], "paragraphs": [
             {"number": 4, "kind": "quote",
              "parts": [{"text": "Qatar", "hit": true, "match": 3}]}]}
        ]})");
}

// The answer with one member of its first hit replaced.
json::object with_hit(const std::string& member, json::value value) {
    json::object response = search_response();
    response["hits"].as_array()[0].as_object()[member] = std::move(value);
    return response;
}

json::object with_article(const std::string& member, json::value value) {
    json::object response = article_response();
    response[member] = std::move(value);
    return response;
}

json::object query_problem(const std::string& input, const std::string& errors) {
    json::object problem = parsed(R"({"title": "the query cannot be read", "status": 400})");
    problem["errors"] = json::parse(errors);
    problem["query"] = json::object{{"input", input}};
    return problem;
}

}  // namespace

TEST_CASE("a results page says how many articles there are, in its title and its heading") {
    const std::string page = renderer().results(search_response());
    CHECK_THAT(page, Contains("<title>41 articles · ceasefire AND Qatar · page 3 – Broadsheet<"));
    CHECK_THAT(page, Contains("<span class=\"count\">41 articles</span>"));
    CHECK_THAT(page, Contains("Result 21, page 3 of 5"));
    CHECK(occurrences(page, "<h1") == 1);
}

TEST_CASE("a total that is a bound or an estimate is called that") {
    struct Row {
        int value;
        std::string relation, text;
    };
    const auto row = GENERATE(values<Row>({{1, "eq", ">1 article<"},
                                           {0, "eq", ">No articles<"},
                                           {1204, "eq", ">1,204 articles<"},
                                           {1200, "about", ">About 1,200 articles<"},
                                           {1000, "ge", ">At least 1,000 articles<"}}));
    json::object response = search_response();
    response["offset"] = 0;
    response["total"] = json::object{{"value", row.value}, {"relation", row.relation}};
    if (row.value == 0) response["hits"] = json::array();
    CHECK_THAT(renderer().results(response), Contains(row.text));
}

TEST_CASE("a hit leads to its first match and each snippet to its paragraph") {
    const std::string page = renderer().results(search_response());
    CHECK_THAT(page, Contains("href=\"/article/a%2F1%20%C3%BC?q=ceasefire%20AND%20Qatar#m1\""));
    CHECK_THAT(page, Contains("href=\"/article/a%2F1%20%C3%BC?q=ceasefire%20AND%20Qatar#p17\""));
    CHECK_THAT(page, Contains("Talks in <mark>Qatar</mark></a>"));
    CHECK_THAT(page,
               Contains("Commentary<span class=\"into\" aria-label=\"in\"> › </span>The Role"));
    CHECK_THAT(page, Contains("<time datetime=\"2025-07-09T14:30:00+03:00\">9 July 2025</time>"));
    CHECK_THAT(page, Contains("1,812 words"));
    CHECK_THAT(page, Contains("<ol class=\"hits\" start=\"21\">"));
}

TEST_CASE("links to filters, orders and pages keep everything else") {
    const std::string page = renderer().results(search_response());
    const std::string query = "/search?q=ceasefire%20AND%20Qatar";
    const std::string source = "&amp;source=The%20Gulf%20Courier";
    const std::string month = "&amp;month=2025-07";
    const std::string from = "&amp;from=2025-07-01";
    const std::string sort = "&amp;sort=newest";

    SECTION("adding a filter") {
        CHECK_THAT(page, Contains("href=\"" + query + source + "&amp;lang=ar" + month +
                                  "&amp;source=Post%20%26%20Mail" + from + sort + "\""));
    }
    SECTION("removing a filter") {
        CHECK_THAT(page, Contains("href=\"" + query + "&amp;lang=ar" + month + from + sort + "\""));
        CHECK_THAT(page, Contains("href=\"" + query + source + month + from + sort + "\""));
    }
    SECTION("removing a date") {
        CHECK_THAT(page,
                   Contains("href=\"" + query + source + "&amp;lang=ar" + month + sort + "\""));
    }
    SECTION("removing all") {
        CHECK_THAT(page, Contains("href=\"" + query + sort + "\""));
    }
    SECTION("another order, of which relevance needs no parameter") {
        const std::string kept = query + source + "&amp;lang=ar" + month + from;
        CHECK_THAT(page, Contains("href=\"" + kept + "&amp;sort=oldest\""));
        CHECK_THAT(page, Contains("href=\"" + kept + "\""));
    }
    SECTION("another page") {
        const std::string kept = query + source + "&amp;lang=ar" + month + from + sort;
        CHECK_THAT(page, Contains("rel=\"prev\" href=\"" + kept + "&amp;page=2\""));
        CHECK_THAT(page, Contains("rel=\"next\" href=\"" + kept + "&amp;page=4\""));
        CHECK_THAT(page, Contains("href=\"" + kept + "&amp;page=3\" aria-current=\"page\""));
        CHECK_THAT(page, Contains("href=\"" + kept + "&amp;page=5\""));
        CHECK(page.find("page=6") == std::string::npos);
    }
    SECTION("another search, by the form") {
        CHECK_THAT(page, Contains("type=\"hidden\" name=\"source\" value=\"The Gulf Courier\""));
        CHECK_THAT(page, Contains("type=\"hidden\" name=\"sort\" value=\"newest\""));
    }
}

TEST_CASE("facets are named for people, times newest first") {
    const std::string page = renderer().results(search_response());
    CHECK_THAT(page, Contains("<bdi>Arabic</bdi>"));
    CHECK_THAT(page, Contains("1,205<span class=\"sr\"> articles</span>"));
    const auto facet = page.find("id=\"facet-month\"");
    REQUIRE(facet != std::string::npos);
    CHECK(page.find("July 2025", facet) < page.find("June 2025", facet));
    // The month is selected by the filters, though the facet does not say so.
    CHECK_THAT(page, Contains("aria-current=\"true\"><span class=\"sr\">Remove the filter </span>"
                              "<bdi>July 2025</bdi>"));
}

TEST_CASE("an article's key phrases lead to a search for each") {
    const std::string page = renderer().article(article_response());
    CHECK_THAT(page, Contains("aria-label=\"Key phrases\""));
    CHECK_THAT(page, Contains("/search?q=phrase%3A%2260-day%20ceasefire%22\"><bdi>60-day ceasefire<"));
    // One with a quote in it cannot be written in quotes: it is asked for by the filter.
    CHECK_THAT(page, Contains("/search?phrase=%D7%A6%D7%94%22%D7%9C\""));
    json::object none = article_response();
    none["phrases"] = json::array{};
    CHECK_THAT(renderer().article(none), !Contains("Key phrases"));
}

TEST_CASE("long facets show their first values and fold the rest away") {
    json::object response = search_response();
    json::array values;
    for (int i = 0; i < 20; ++i) {
        values.push_back(json::object{{"value", "Desk " + std::to_string(i)}, {"count", 1}});
    }
    response["facets"] = json::object{{"desk", values}};
    const std::string page = renderer().results(response);
    CHECK_THAT(page, Contains("<summary>14 more</summary>"));
    CHECK(occurrences(page, "&amp;desk=") == 20);
}

TEST_CASE("of many pages the first, the last and the near ones are offered") {
    json::object response = search_response();
    response["filters"] = json::object();
    response["total"] = json::object{{"value", 1000}, {"relation", "eq"}};
    response["offset"] = 490;
    const std::string page = renderer().results(response);
    for (const char* number : {"48", "49", "51", "52", "100"}) {
        CHECK_THAT(page, Contains("&amp;page=" + std::string(number) + "\""));
    }
    CHECK(page.find("&amp;page=47\"") == std::string::npos);
    CHECK(page.find("&amp;page=99\"") == std::string::npos);
    CHECK(occurrences(page, "class=\"gap\"") == 2);
}

TEST_CASE("the last page is not offered where the total is an estimate") {
    json::object response = search_response();
    response["total"] = json::object{{"value", 1000}, {"relation", "about"}};
    CHECK(renderer().results(response).find("page=100") == std::string::npos);
}

TEST_CASE("a search without results offers ways on") {
    json::object response = search_response();
    response["hits"] = json::array();
    response["total"] = json::object{{"value", 0}, {"relation", "eq"}};
    response["offset"] = 0;
    response["query"] = json::object{{"input", "\"sea fire\" talks"}};
    const std::string page = renderer().results(response);
    CHECK_THAT(page, Contains("What may help"));
    CHECK_THAT(page,
               Contains("/search?q=%22sea%20fire%22%20talks&amp;sort=newest\">Search without"));
    CHECK_THAT(page, Contains("/search?q=sea%20fire%20talks&amp;"));
    CHECK(page.find("class=\"hits\"") == std::string::npos);
    CHECK(page.find("class=\"pages\"") == std::string::npos);
}

TEST_CASE("bare words that find nothing together can be searched for one by one") {
    struct Row {
        std::string query, any;
    };
    const auto row = GENERATE(values<Row>({{"sea fire", "q=sea%20OR%20fire"},
                                           {"sea AND fire", "q=sea%20OR%20fire"},
                                           {"sea", ""},
                                           {"sea OR fire", ""},
                                           {"headline:sea fire", ""}}));
    json::object response = search_response();
    response["hits"] = json::array();
    response["total"] = json::object{{"value", 0}, {"relation", "eq"}};
    response["query"] = json::object{{"input", row.query}};
    const std::string page = renderer().results(response);
    if (row.any.empty()) {
        CHECK(page.find("Search for any of them") == std::string::npos);
    } else {
        CHECK_THAT(page, Contains(row.any));
    }
}

TEST_CASE("notices name their place and how the query was read") {
    json::object response = search_response();
    response["query"] = parsed(R"json({"input": "Gaza and trêve", "canonical": "(gaza AND trêve)",
        "notices": [{"code": "x", "offset": 5, "length": 3, "message": "read as a word",
                     "hint": "write AND"}]})json");
    const std::string page = renderer().results(response);
    CHECK_THAT(page, Contains("<bdi class=\"place\">and</bdi> Read as a word."));
    CHECK_THAT(page, Contains("Write AND."));
    // A message that names the words needs no place in front of it.
    response["query"].as_object()["notices"].as_array()[0].as_object()["message"] =
        "'and' was searched as a word";
    CHECK_THAT(renderer().results(response), Contains("<li>&apos;and&apos; was searched"));
    CHECK_THAT(page, Contains("<code dir=\"auto\">(gaza AND trêve)</code>"));
}

TEST_CASE("dates are written for people and kept for machines") {
    struct Row {
        std::string date, text;
    };
    const auto row = GENERATE(values<Row>({
        {"2025-07-09", "<time datetime=\"2025-07-09\">9 July 2025</time>"},
        {"2024-02-29", "<time datetime=\"2024-02-29\">29 February 2024</time>"},
        {"2025-07", "<time datetime=\"2025-07\">July 2025</time>"},
        {"1987", "<time datetime=\"1987\">1987</time>"},
        {"2025-07-09T23:59:59Z", "<time datetime=\"2025-07-09T23:59:59Z\">9 July 2025</time>"},
        {"2025-07-09Tnoon", "<time datetime=\"2025-07-09\">9 July 2025</time>"},
        {"2025-02-30", "<time datetime=\"\">2025-02-30</time>"},
        {"2025-13", "<time datetime=\"\">2025-13</time>"},
        {"", "<span>Undated</span>"},
    }));
    if (row.text.find("datetime=\"\"") == std::string::npos) {
        CHECK_THAT(renderer().results(with_hit("date", json::string(row.date))),
                   Contains(row.text));
    } else {
        // What is no date is shown as it came and not called a time.
        const std::string page = renderer().results(with_hit("date", json::string(row.date)));
        CHECK_THAT(page, Contains("<span>" + row.date + "</span>"));
    }
}

TEST_CASE("the time of day is told with its zone") {
    struct Row {
        std::string date, text;
    };
    const auto row = GENERATE(values<Row>({
        {"2025-07-09T14:30:00+03:00", "9 July 2025, 14:30 UTC+3"},
        {"2025-07-09T14:30-0330", "9 July 2025, 14:30 UTC−3:30"},
        {"2025-07-09T14:30:05.123Z", "9 July 2025, 14:30 UTC"},
        {"2025-07-09T14:30:00+00:00", "9 July 2025, 14:30 UTC"},
        {"2025-07-09T14:30", "9 July 2025, 14:30<"},
        {"2025-07-09T25:30:00", "9 July 2025<"},
    }));
    CHECK_THAT(renderer().article(with_article("date", json::string(row.date))),
               Contains(row.text));
}

TEST_CASE("text has the language and the direction of its article") {
    struct Row {
        std::string language, attributes;
    };
    const auto row = GENERATE(values<Row>({{"en", " lang=\"en\" dir=\"ltr\""},
                                           {"ar", " lang=\"ar\" dir=\"rtl\""},
                                           {"he-IL", " lang=\"he-IL\" dir=\"rtl\""},
                                           {"ckb", " lang=\"ckb\" dir=\"rtl\""},
                                           {"UG", " lang=\"UG\" dir=\"rtl\""},
                                           {"az-Arab", " lang=\"az-Arab\" dir=\"rtl\""},
                                           {"ur-Latn", " lang=\"ur-Latn\" dir=\"ltr\""},
                                           {"", " dir=\"auto\""},
                                           {"\"x", " dir=\"auto\""}}));
    const json::string language(row.language);
    CHECK_THAT(renderer().results(with_hit("language", language)),
               Contains("<h2 id=\"hit-21\"" + row.attributes + ">"));
    CHECK_THAT(renderer().article(with_article("language", language)),
               Contains("<article" + row.attributes + ">"));
}

TEST_CASE("an article shows its parts in their order and sets commentary off") {
    const std::string page = renderer().article(article_response());
    CHECK(occurrences(page, "<h1") == 1);
    CHECK_THAT(page,
               Contains("<title>A truce · The Gulf Courier, 9 July 2025 – Broadsheet</title>"));
    const auto deck = page.find("class=\"deck\"");
    const auto body = page.find("<h2>What is new</h2>");
    const auto commentary = page.find("class=\"portion commentary\" role=\"region\"");
    const auto piece = page.find("<h3>On talks</h3>");
    REQUIRE(piece != std::string::npos);
    CHECK(deck < body);
    CHECK(body < commentary);
    CHECK(commentary < piece);
    CHECK(occurrences(page, "<ul class=\"bullets\">") == 1);
    CHECK_THAT(page, Contains("<blockquote id=\"p4\">"));
    CHECK_THAT(page, Contains("href=\"#p3\" aria-label=\"Link to paragraph 3\""));
    CHECK_THAT(page, Contains("href=\"/search?q=place%3A%22Qatar%22\""));
    // The part opens with a word of its own, so the page adds none.
    CHECK(page.find("portion-title") == std::string::npos);
}

TEST_CASE("a commentary part without an opening word gets one") {
    json::object response = article_response();
    auto& sections = response["sections"].as_array();
    sections.erase(sections.begin() + 2);
    CHECK_THAT(renderer().article(response),
               Contains("<p class=\"portion-title\" lang=\"en\">Commentary</p>"));
}

TEST_CASE("headings never skip a level") {
    json::object response = article_response();
    response["sections"].as_array()[1].as_object()["level"] = 3;
    const std::string page = renderer().article(response);
    CHECK_THAT(page, Contains("<h2>What is new</h2>"));
}

TEST_CASE("each match has one place and links to its neighbours") {
    const std::string page = renderer().article(article_response());
    for (const char* place : {"id=\"m1\"", "id=\"m2\"", "id=\"m3\""}) {
        CHECK(occurrences(page, place) == 1);
    }
    // The second part of a match is marked, and is no place of its own.
    CHECK_THAT(page, Contains("<mark data-match=\"2\">Gulf</mark>"));
    CHECK_THAT(page, Contains("aria-label=\"Match 2 of 3\"><a href=\"#m1\" "
                              "aria-label=\"Previous match\">"));
    CHECK_THAT(page, Contains("Match <b>2</b> of 3</span><a href=\"#m3\" "
                              "aria-label=\"Next match\">"));
    // The last leads on to the first, the first back to the last.
    CHECK_THAT(page, Contains("Match <b>3</b> of 3</span><a href=\"#m1\""));
    CHECK_THAT(page, Contains("aria-label=\"Match 1 of 3\"><a href=\"#m3\""));
    CHECK_THAT(page, Contains("<b>3 matches</b>"));
    CHECK_THAT(page, Contains("/static/matches.js?v="));
}

TEST_CASE("an article without a query has no marks and nothing to step through") {
    json::object response = with_article("query", nullptr);
    response["headline"] = json::parse(R"([{"text": "A truce"}])");
    response["sections"] = json::array();
    const std::string page = renderer().article(response);
    CHECK(page.find("<mark") == std::string::npos);
    CHECK(page.find("class=\"stepper\"") == std::string::npos);
    CHECK(page.find("matches.js") == std::string::npos);
    CHECK(page.find("Back to the results") == std::string::npos);
}

TEST_CASE("the original is linked only over http and https") {
    struct Row {
        std::string url;
        bool linked;
    };
    const auto row = GENERATE(values<Row>({{"https://example.org/a", true},
                                           {"HTTP://example.org/a", true},
                                           {"javascript:alert(1)", false},
                                           {"JaVaScRiPt:alert(1)//https://x", false},
                                           {" javascript:alert(1)", false},
                                           {"java\nscript:alert(1)", false},
                                           {"data:text/html,x", false},
                                           {"//example.org/a", false},
                                           {"https://example.org/a b", false},
                                           {"ftp://example.org/", false},
                                           {"", false}}));
    const std::string page = renderer().article(with_article("url", json::string(row.url)));
    CHECK((page.find("rel=\"noopener noreferrer external\"") != std::string::npos) == row.linked);
    CHECK(page.find("href=\"java") == std::string::npos);
}

TEST_CASE("the original is named by its host, not by the user name in front of it") {
    const auto page =
        renderer().article(with_article("url", "https://bank.example@evil.example:80/?a=\"><b>"));
    CHECK_THAT(page, Contains("<bdi>evil.example</bdi>") || Contains("<bdi>at the source</bdi>"));
    CHECK(page.find("<bdi>bank.example") == std::string::npos);
    CHECK(page.find("\"><b>") == std::string::npos);
    CHECK_THAT(renderer().article(article_response()), Contains("<bdi>example.org</bdi>"));
}

TEST_CASE("hostile text is inert wherever it stands") {
    const std::string hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    const json::value text = json::string(hostile);
    const json::value parts = json::array{
        json::object{{"text", text}}, json::object{{"text", text}, {"hit", true}, {"match", 1}}};
    std::vector<std::string> pages;

    json::object results = search_response();
    results["query"] = json::object{
        {"input", text},
        {"canonical", text},
        {"notices", json::array{json::object{{"message", text}, {"hint", text}, {"length", 9}}}}};
    results["sort"] = text;
    results["filters"] = json::object{
        {"source", json::array{text}}, {hostile, json::array{text}}, {"from", text}, {"to", text}};
    json::object& hit = results["hits"].as_array()[0].as_object();
    for (const char* member : {"id", "source", "date", "language", "byline", "desk"}) {
        hit[member] = text;
    }
    hit["headline"] = parts;
    hit["snippets"] = json::array{json::object{
        {"section", json::array{text}}, {"zone", text}, {"paragraph", 1}, {"parts", parts}}};
    for (const char* facet : {"source", "year", "month", "language", "desk", "phrase"}) {
        results["facets"].as_object()[facet] =
            json::array{json::object{{"value", text}, {"count", 1}}};
    }
    pages.push_back(renderer().results(results));
    results["hits"] = json::array();
    pages.push_back(renderer().results(results));

    json::object article = article_response();
    for (const char* member :
         {"id", "url", "source", "date", "dateline", "byline", "desk", "language"}) {
        article[member] = text;
    }
    article["places"] = article["topics"] = article["phrases"] = json::array{text};
    article["headline"] = parts;
    article["query"] = results["query"];
    for (const char* kind : {"deck", "body", "commentary"}) {
        article["sections"].as_array().push_back(json::object{
            {"kind", kind},
            {"heading", parts},
            {"level", 1},
            {"paragraphs", json::array{json::object{{"number", 1}, {"parts", parts}}}}});
    }
    article["sections"].as_array().push_back(json::object{{"kind", text}, {"heading", parts}});
    pages.push_back(renderer().article(article));

    json::object problem = query_problem(hostile, R"([{"offset": 3, "length": 4}])");
    problem["errors"].as_array()[0].as_object()["message"] = text;
    problem["errors"].as_array()[0].as_object()["hint"] = text;
    problem["title"] = problem["detail"] = problem["type"] = text;
    pages.push_back(renderer().problem(problem));
    problem["errors"] = json::array();
    pages.push_back(renderer().problem(problem));

    const json::value held = json::array{json::object{{"value", text}, {"count", 1}}};
    const json::object summary{{"articles", 1},   {"from", text},      {"to", text},
                               {"sources", held}, {"languages", held}, {"examples", {text}}};
    pages.push_back(renderer().home(summary));
    pages.push_back(renderer().help(summary));

    for (const std::string& page : pages) {
        CHECK(page.find("<script>") == std::string::npos);
        CHECK(page.find("<img") == std::string::npos);
        CHECK(page.find("\"'>") == std::string::npos);
        // Every attribute of ours is in double quotes; one that is not would end at a blank.
        CHECK(page.find(" onerror=alert(1)>") == std::string::npos);
    }
}

TEST_CASE("what is not UTF-8, and control characters, are shown as replaced") {
    const json::string foul(
        "a\0b\xFF\x1B"
        "c\x7F",
        7);
    const std::string page = renderer().results(with_hit("source", foul));
    CHECK_THAT(page, Contains("a\uFFFDb\uFFFD\uFFFDc\uFFFD"));
    CHECK(page.find('\0') == std::string::npos);
    CHECK(page.find('\xFF') == std::string::npos);
}

TEST_CASE("a query error marks the bytes it names, whole characters only") {
    struct Row {
        std::string input, errors, echo;
    };
    const auto row = GENERATE(values<Row>({
        {"trêve AND sorce:x", R"([{"offset": 11, "length": 5, "message": "m"}])",
         "trêve AND <mark>sorce</mark>:x</code>"},
        // Offsets inside of ê (bytes 2 and 3), as an off-by-one would give them.
        {"trêve", R"([{"offset": 3, "length": 0, "message": "m"}])", "tr<mark>ê</mark>ve</code>"},
        {"هدنة (", R"([{"offset": 9, "length": 1, "message": "m"}])", "هدنة <mark>(</mark></code>"},
        // Something is missing at the end.
        {"a AND", R"([{"offset": 5, "length": 0, "message": "m"}])",
         "a AND<mark class=\"gap\"><span class=\"sr\">here</span></mark></code>"},
        // Beyond the end, as nothing should be.
        {"a b", R"([{"offset": 900, "length": 900, "message": "m"}])", "a b<mark class=\"gap\">"},
        {"a b", R"([{"offset": 2, "length": 900, "message": "m"}])", "a <mark>b</mark></code>"},
        {"a b", R"([{"offset": -4, "length": -1, "message": "m"}])", "<mark class=\"gap\">"},
        // Several are numbered, in the order of the list; overlapping ones are one place.
        {"(a \"b", R"([{"offset": 3, "length": 2, "message": "m"},
                       {"offset": 0, "length": 1, "message": "n"}])",
         "<mark>(</mark><sup><span class=\"sr\">place </span>2</sup>a "
         "<mark>&quot;b</mark><sup><span class=\"sr\">place </span>1</sup></code>"},
        {"abcdef", R"([{"offset": 1, "length": 3, "message": "m"},
                       {"offset": 2, "length": 3, "message": "n"}])",
         "a<mark>bcde</mark><sup><span class=\"sr\">place </span>1, 2</sup>f</code>"},
    }));
    CHECK_THAT(renderer().problem(query_problem(row.input, row.errors)), Contains(row.echo));
}

TEST_CASE("a query error keeps the search box filled and says what would mend it") {
    const std::string page = renderer().problem(query_problem(
        "a \"b", R"([{"offset": 2, "length": 2, "message": "this quotation mark is never closed",
                      "hint": "add \" at the end"}])"));
    CHECK_THAT(page, Contains("<title>The query cannot be read – Broadsheet</title>"));
    CHECK_THAT(page, Contains("name=\"q\" value=\"a &quot;b\""));
    CHECK_THAT(page, Contains("aria-invalid=\"true\" aria-describedby=\"query-errors\""));
    CHECK_THAT(page, Contains("<strong>This quotation mark is never closed.</strong>"));
    CHECK_THAT(page, Contains("Add &quot; at the end."));
}

TEST_CASE("a problem that is not about a query is a page of its own") {
    const std::string page = renderer().problem(parsed(
        R"({"title": "there is no such article", "status": 404, "detail": "no article x"})"));
    CHECK_THAT(page, Contains("<h1>There is no such article</h1>"));
    CHECK_THAT(page, Contains("No article x."));
    CHECK_THAT(page, Contains("Error 404"));
    CHECK(page.find("aria-invalid") == std::string::npos);
    CHECK_THAT(renderer().problem(json::object()), Contains("<h1>Something went wrong</h1>"));
}

TEST_CASE("a parameter that is not right is shown as it came") {
    const std::string page = renderer().problem(parsed(R"({"title": "a parameter is not right",
        "status": 400, "detail": "from=<2025>: not a date", "parameter": "from",
        "value": "<2025>", "message": "not a date", "query": {"input": "truce"},
        "sort": "newest", "filters": {"desk": ["World"]}})"));
    CHECK_THAT(page, Contains("<code dir=\"auto\">from=&lt;2025&gt;</code> Not a date."));
    CHECK_THAT(page, Contains("name=\"q\" value=\"truce\""));
    CHECK_THAT(page, Contains("name=\"desk\" value=\"World\""));
    CHECK(page.find("From=") == std::string::npos);
}

TEST_CASE("without query and filters a link leads to the front page, for there is nothing to ask") {
    json::object response = search_response();
    response["query"] = json::object{{"input", ""}};
    response["filters"] = json::object{{"desk", {"World"}}};
    const std::string page = renderer().results(response);
    CHECK_THAT(page, Contains("<a href=\"/\"><span class=\"sr\">Remove the filter </span>"));
    CHECK_THAT(page, Contains("href=\"/search?desk=World&amp;sort=oldest\""));
    CHECK_THAT(page, Contains("href=\"/article/a%2F1%20%C3%BC\""));
}

TEST_CASE("the front page shows examples and what the archive holds") {
    const json::object summary = parsed(R"({"articles": 12345, "segments": 3, "generation": 12,
        "from": "2019-01-02", "to": "2025-11-30",
        "sources": [{"value": "The Gulf Courier", "count": 1200}, {"value": "A \"B\"", "count": 1}],
        "languages": [{"value": "ar", "count": 900}],
        "examples": ["ceasefire AND Qatar"]})");
    const std::string page = renderer().home(summary);
    CHECK_THAT(page, Contains("12,345 articles"));
    CHECK_THAT(page, Contains("2 January 2019 – 30 November 2025"));
    CHECK_THAT(page, Contains("href=\"/search?q=ceasefire%20AND%20Qatar\""));
    CHECK_THAT(page, Contains("href=\"/search?source=The%20Gulf%20Courier\""));
    CHECK_THAT(page, Contains("<bdi>Arabic</bdi>"));
    CHECK_THAT(page, Contains("href=\"/search?source=A%20%22B%22\""));
    CHECK_THAT(renderer().home(json::object()), Contains("This archive is empty"));
}

TEST_CASE("what is missing or of the wrong type counts as absent") {
    const json::object odd = parsed(R"({"query": 7, "total": [], "hits": [3, {"headline": "x",
        "snippets": [null, {"parts": [1], "section": [2], "paragraph": "p"}]}],
        "facets": {"year": [1]}, "filters": [],
        "sections": [0, {"heading": 1, "paragraphs": [[], {"parts": {}}]}],
        "headline": {}, "errors": [1], "status": "x", "limit": -3, "offset": 1e300,
        "sources": 1, "examples": [1], "articles": 1})");
    for (const json::object& response : {json::object(), odd}) {
        CHECK_THAT(renderer().home(response), Contains("</html>"));
        CHECK_THAT(renderer().results(response), Contains("</html>"));
        CHECK_THAT(renderer().article(response), Contains("</html>"));
        CHECK_THAT(renderer().help(response), Contains("</html>"));
        CHECK_THAT(renderer().problem(response), Contains("</html>"));
    }
}

TEST_CASE("no page has script or style in line, which the policy forbids") {
    const std::vector<std::string> pages = {
        renderer().home(json::object()), renderer().results(search_response()),
        renderer().article(article_response()), renderer().help(json::object()),
        renderer().problem(query_problem("a", R"([{"offset": 0, "length": 1}])"))};
    for (const std::string& page : pages) {
        CHECK(page.find("<style") == std::string::npos);
        CHECK(page.find(" style=") == std::string::npos);
        CHECK(page.find("data:") == std::string::npos);
        for (const char* handler : {" onclick=", " onload=", " onerror=", " onsubmit="}) {
            CHECK(page.find(handler) == std::string::npos);
        }
        CHECK(occurrences(page, "<script") ==
              occurrences(page, "<script type=\"module\" src=\"/static/"));
        CHECK(page.find("{{") == std::string::npos);
    }
}

TEST_CASE("pages rendered by several threads at once are the same") {
    const std::string results = renderer().results(search_response());
    const std::string article = renderer().article(article_response());
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (int& count : wrong) {
        threads.emplace_back([&count, &results, &article] {
            const json::object search = search_response();
            const json::object opened = article_response();
            for (int i = 0; i < 20; ++i) {
                if (renderer().results(search) != results) ++count;
                if (renderer().article(opened) != article) ++count;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("a template that is missing or malformed is named") {
    const auto root = std::filesystem::temp_directory_path() / "broadsheet-page-renderer-test";
    std::filesystem::remove_all(root);
    std::filesystem::copy(web_root(), root, std::filesystem::copy_options::recursive);
    SECTION("missing") {
        std::filesystem::remove(root / "templates/hit.mustache");
        CHECK_THROWS_WITH(PageRenderer(root), Contains("hit.mustache"));
    }
    SECTION("malformed") {
        std::ofstream(root / "templates/help.mustache") << "{{#open}} never closed";
        CHECK_THROWS_WITH(PageRenderer(root), Contains("help.mustache"));
    }
    SECTION("including itself") {
        std::ofstream(root / "templates/hit.mustache") << "{{> hit}}";
        CHECK_THROWS_WITH(PageRenderer(root), Contains("hit.mustache"));
    }
    std::filesystem::remove_all(root);
}

namespace {

/// A page of 41 matches, of which 36 are listed; its hit stands for three more.
json::object folded_response() {
    json::object response = search_response();
    response["collapse"] = "duplicates";
    response["total"] = parsed(R"({"value": 41, "relation": "eq", "distinct": 36})");
    json::object& hit = response["hits"].as_array()[0].as_object();
    hit["cluster"] = "0123456789abcdef";
    hit["copies"] = 3;
    return response;
}

}  // namespace

TEST_CASE("a hit that stands for copies says how many, and leads to them") {
    const std::string html = renderer().results(folded_response());
    CHECK_THAT(html, Contains("<span class=\"count\">41 articles</span>"));
    CHECK_THAT(html, Contains("5 copies folded, <a href=\"/search?q=ceasefire%20AND%20Qatar"));
    CHECK_THAT(html, Contains("collapse=none\">list all</a>"));
    CHECK_THAT(html, Contains("cluster=0123456789abcdef\" lang=\"en\">+3 copies</a>"));
    CHECK_THAT(html, Contains("page 3 of 4"));  // of those that are listed
    CHECK(occurrences(html, "collapse=none") == 1);

    json::object one = folded_response();
    one["hits"].as_array()[0].as_object()["copies"] = 1;
    CHECK_THAT(renderer().results(one), Contains(">+1 copy</a>"));
}

TEST_CASE("where copies are listed, every link keeps that, and one folds them again") {
    json::object response = search_response();
    response["collapse"] = "none";
    const std::string html = renderer().results(response);
    CHECK_THAT(html, Contains(">Fold copies</a>"));
    CHECK_THAT(html, Contains("page 3 of 5"));
    CHECK_THAT(html, Contains("<input type=\"hidden\" name=\"collapse\" value=\"none\">"));
    CHECK(html.find("copies</a></p>\n</article>") == std::string::npos);
}

TEST_CASE("the copies of one article are a filter that can be removed") {
    json::object response = search_response();
    response["collapse"] = "none";
    response["filters"].as_object()["cluster"] = "0123456789abcdef";
    const std::string html = renderer().results(response);
    CHECK_THAT(html, Contains("<bdi>Copies of one article</bdi>"));
    CHECK(html.find("Fold copies") == std::string::npos);
    CHECK(html.find("collapse=") == std::string::npos);
}
