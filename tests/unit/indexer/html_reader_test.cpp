#include "indexer/readers/html_reader.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "indexer/readers/json_ld.hpp"
#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"
#include "tests/unit/indexer/section_lines.hpp"

namespace {

using broadsheet::archive::Article;
using broadsheet::indexer::HtmlPage;
using broadsheet::indexer::PageFacts;
using broadsheet::indexer::read_html_page;
using broadsheet::indexer::read_json_ld;
using broadsheet::tests::section_lines;

constexpr std::string_view two_paragraphs =
    "<p>Talks on a truce resumed on Wednesday in the capital, three mediators said.</p>"
    "<p>They will go on for two more days, and nobody expects a result before that.</p>";

Article article_of(std::string_view head, std::string_view body = two_paragraphs) {
    const HtmlPage page = read_html_page("<!doctype html><html><head>" + std::string(head) +
                                         "</head><body>" + std::string(body) + "</body></html>");
    INFO(page.problem);
    REQUIRE_FALSE(page.refused);
    return page.article;
}

PageFacts facts_of(std::string_view json) {
    return read_json_ld({std::string(json)});
}

}  // namespace

TEST_CASE("schema.org's article is found in whatever it is nested in") {
    for (
        const char* json : {
            R"({"@type": "NewsArticle", "headline": "Truce"})",
            R"([{"@type": "WebPage", "name": "x"}, {"@type": "NewsArticle", "headline": "Truce"}])",
            R"({"@graph": [{"@type": "Organization", "name": "x"}, {"@type": ["Article", "NewsArticle"], "headline": "Truce"}]})",
            R"({"@type": "WebPage", "mainEntity": {"@type": "ReportageNewsArticle", "headline": "Truce"}})",
            R"({"@type": "WebPage", "mainEntityOfPage": [{"@type": "http://schema.org/NewsArticle", "headline": "Truce"}]})",
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Truce\",}\n//]]>",
            "{\"@type\": \"NewsArticle\", \"description\": \"two\nlines\", \"headline\": "
            "\"Truce\"};",
            R"({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}], "about": {"@type": "Article", "headline": "Truce"}})",
        }) {
        INFO(json);
        CHECK(facts_of(json).headline == "Truce");
        CHECK(facts_of(json).is_article);
    }
}

TEST_CASE("JSON-LD that is broken, deep or of something else gives nothing") {
    for (
        const std::string& json :
        {std::string("{\"@type\": \"NewsArticle\", \"headline\": "), std::string(""),
         std::string("true"), std::string(100'000, '['),
         std::string(R"({"@type": 7, "headline": {}})"),
         std::string(R"({"@type": "Recipe", "name": "Soup"})"),
         std::string(
             R"({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]})")}) {
        INFO(json.substr(0, 50));
        CHECK(facts_of(json).headline.empty());
        CHECK_FALSE(facts_of(json).is_article);
    }
}

TEST_CASE("authors are names, objects, lists and references, houses stand in where there is none") {
    CHECK(facts_of(R"({"@type": "Article", "author": "By Jane Roe"})").authors ==
          std::vector<std::string>{"Jane Roe"});
    const PageFacts facts = facts_of(
        R"({"@graph": [{"@type": "Person", "@id": "#j", "name": "Jane Roe"},
            {"@type": "Article", "author": [{"@id": "#j"}, {"name": ["John Doe"]}, "jane roe",
             {"@type": "NewsMediaOrganization", "name": "Meridian"}, "https://example.org/x"]}]})");
    CHECK(facts.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
    CHECK(facts.houses == std::vector<std::string>{"Meridian"});
}

TEST_CASE("facts come from JSON-LD before meta before what stands in the page") {
    const Article article = article_of(
        R"(<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "Talks &amp; truce"}</script>)"
        R"(<meta property="og:title" content="Other | Meridian"><meta property="og:site_name" content="Meridian">)"
        R"(<meta property="article:published_time" content="2025-07-09T14:30:00+02:00">)"
        R"(<meta name="news_keywords" content="truce, talks"><meta name="keywords" content="worse">)"
        R"(<link rel="canonical" href="https://example.org/a">)",
        "<h1>Talks & truce</h1><p class=byline>By <a href=/j>Jane Roe</a></p><time "
        "datetime=2020-01-01>x</time>" +
            std::string(two_paragraphs));
    CHECK(article.headline == "Talks & truce");
    CHECK(article.byline == "Jane Roe");
    CHECK(article.date == "2025-07-09T14:30:00+02:00");
    CHECK(article.source == "Meridian");
    CHECK(article.url == "https://example.org/a");
    CHECK(article.topics == std::vector<std::string>{"truce", "talks"});
    CHECK(article.sections.back().kind == broadsheet::archive::SectionKind::commentary);
}

TEST_CASE("microdata, time and a marked byline tell what nothing else does") {
    const Article article = article_of(
        "<title>Talks resume - Meridian</title><meta name=application-name content=Meridian>",
        "<h1 itemprop=headline>Talks resume</h1><span itemprop=author><b itemprop=name>Jane "
        "Roe</b></span>"
        "<time datetime='2025-07-09'>Wednesday</time>" +
            std::string(two_paragraphs));
    CHECK(article.headline == "Talks resume");
    CHECK(article.byline == "Jane Roe");
    CHECK(article.date == "2025-07-09");
}

TEST_CASE("a date that the page does not tell is not invented") {
    CHECK(article_of("<title>Talks</title>").date.empty());
    CHECK(article_of("<title>Talks</title><meta name=date content='last week'>").date.empty());
}

TEST_CASE("the charset is that of the page, then that of HTTP") {
    CHECK(read_html_page("<meta charset=windows-1252><title>Caf\xe9</title>").article.headline ==
          "Café");
    CHECK(read_html_page("<title>\xcf\xf0\xe8\xe2\xe5\xf2</title>", "windows-1251")
              .article.headline == "Привет");
    CHECK(read_html_page("\xef\xbb\xbf<meta charset=latin1><title>Café</title>").article.headline ==
          "Café");
}

TEST_CASE("the article of a page is taken out of what stands around it") {
    const HtmlPage page = read_html_page(broadsheet::tests::read_file(
        broadsheet::tests::project_root() / "corpus/formats/tide-table.html"));
    CHECK(page.is_article);
    CHECK(page.problem.empty());
    CHECK(page.article.byline == "Wren Okafor");
    CHECK(page.article.places == std::vector<std::string>{"Saltmouth"});
    const std::string text = section_lines(page.article.sections);
    CHECK(text.starts_with("deck 1\nparagraph: Two thousand copies"));
    for (const char* heading :
         {"body 1 # How it came about", "body 1 # What happens now", "quote: I have never",
          "bullet: New copies", "caption: The table"}) {
        INFO(text << heading);
        CHECK(text.find(heading) != std::string::npos);
    }
    for (const char* other : {"biscuit", "Front page", "Share", "salt mine", "anchors", "Sign up",
                              "grandfather", "invented", "Okafor"}) {
        INFO(text << other);
        CHECK(text.find(other) == std::string::npos);
    }
}

TEST_CASE("a page whose text is for programs only is read from there") {
    std::string body;
    for (int i = 0; i < 20; ++i) body += "The talks went on for another day without any result. ";
    const Article article = article_of(
        R"(<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks", "articleBody": ")" +
            body + R"("}</script>)",
        "<div id=app></div>");
    REQUIRE(article.sections.size() == 1);
    CHECK(article.sections[0].paragraphs.at(0).text.starts_with("The talks went on"));
}

TEST_CASE("the entries of a live page are its sections, though each is an article of its own") {
    const Article article = article_of(
        R"(<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Talks live",)"
        R"( "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Other"}]}</script>)",
        "<main><h1>Talks live</h1><article><h2>The doors open</h2>" + std::string(two_paragraphs) +
            "</article><article><h2>The doors close</h2>" + std::string(two_paragraphs) +
            "</article></main>");
    CHECK(article.headline == "Talks live");
    REQUIRE(article.sections.size() == 2);
    CHECK(article.sections[0].kind == broadsheet::archive::SectionKind::live);
    CHECK(article.sections[1].heading == "The doors close");
}

TEST_CASE("a front page is no article") {
    std::string links;
    for (int i = 0; i < 50; ++i)
        links += "<li><a href=/x>One of many headlines of the day that are all links</a></li>";
    const HtmlPage page = read_html_page("<title>Meridian</title><ul>" + links + "</ul>");
    CHECK_FALSE(page.is_article);
}

TEST_CASE("pages without anything in them are refused, with a reason") {
    for (const std::string& html :
         {std::string(), std::string("<html></html>"), std::string("<script>x</script>"),
          std::string(1000, '\0'), std::string(1000, '<')}) {
        const HtmlPage page = read_html_page(html);
        CHECK(page.refused);
        CHECK_FALSE(page.problem.empty());
    }
}

TEST_CASE("hostile pages give an article or a reason, never a crash", "[hostile]") {
    std::string deep, meta, cards;
    for (int i = 0; i < 100'000; ++i) deep += "<div class=related>";
    for (int i = 0; i < 20'000; ++i) meta += "<meta name=author content='Jane Roe'>";
    for (int i = 0; i < 20'000; ++i)
        cards += "<article><a href=x>A link that is a line</a><p>x</p></article>";
    for (const std::string& body :
         {deep + std::string(two_paragraphs), meta + std::string(two_paragraphs), cards,
          "<p " + std::string(3'000'000, 'a') + ">x",
          "<h1>" + std::string(1'000'000, 'x') + "</h1>",
          "<script type=application/ld+json>" + std::string(1'000'000, '{') + "</script><p>x",
          std::string("<title>Talks</title><p>") + std::string(500'000, '&') + "</p>"}) {
        INFO(body.substr(0, 60));
        const HtmlPage page = read_html_page(body);
        CHECK(page.refused == (page.article.headline.empty() && page.article.sections.empty()));
    }
}
