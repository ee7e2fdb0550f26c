// Feeds as they come: what the samples of corpus/formats do not have.
#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/atom.hpp"
#include "indexer/readers/rss.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

std::string rss(const std::string& items, const std::string& channel = "<title>The Crier</title>") {
    return "<rss xmlns:media='http://search.yahoo.com/mrss/' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>" +
           channel + items + "</channel></rss>";
}

std::string paragraph(const archive::Article& article, std::size_t number = 0) {
    return article.sections.at(0).paragraphs.at(number).text;
}

}  // namespace

TEST_CASE("elements of other namespaces are not taken for the feed's own") {
    const auto sink = read_from_memory(
        indexer::read_rss, rss("<item><media:title>A picture</media:title><title>Truce</title>"
                               "<media:description>Seen from above</media:description></item>"));
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Truce");
    CHECK(sink.articles[0].sections.empty());
    CHECK(sink.articles[0].source == "The Crier");
}

TEST_CASE("a number is an id within its feed only, an address everywhere") {
    const std::string items =
        "<item><title>T</title><guid>7</guid></item>"
        "<item><title>U</title><guid>tag:x,7</guid></item>";
    const auto one = read_from_memory(indexer::read_rss, rss(items));
    const auto other = read_from_memory(indexer::read_rss, rss(items, "<title>The Bell</title>"));
    REQUIRE(one.articles.size() == 2);
    CHECK(one.articles[0].id != other.articles.at(0).id);
    CHECK(one.articles[1].id == "tag:x,7");
    CHECK(other.articles.at(1).id == "tag:x,7");
}

TEST_CASE("several authors are one byline, and a summary that says nothing new is no deck") {
    const auto sink = read_from_memory(
        indexer::read_rss,
        rss("<item><title>Truce</title><dc:creator>Jane Roe</dc:creator><dc:creator>John Doe"
            "</dc:creator><description>The truce held on Monday.</description>"
            "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            "&lt;p>The truce held on Monday.&lt;/p>&lt;p>It "
            "rained.&lt;/p></content:encoded></item>"));
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].byline == "Jane Roe, John Doe");
    REQUIRE(sink.articles[0].sections.size() == 1);
    CHECK(sink.articles[0].sections[0].kind == archive::SectionKind::body);
}

TEST_CASE("a date that cannot be read is reported, and another of the item is taken") {
    const auto sink = read_from_memory(
        indexer::read_rss,
        rss("<item><title>A</title><pubDate>some day</pubDate><dc:date>2025-07-09</dc:date></item>"
            "<item><title>B</title><pubDate>05/06/2025</pubDate></item>"));
    REQUIRE(sink.articles.size() == 2);
    CHECK(sink.articles[0].date == "2025-07-09");
    CHECK(sink.articles[1].date.empty());
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.refusals[0].article_kept);
    CHECK(sink.has_reason("'05/06/2025' cannot be read"));
}

TEST_CASE("Atom's texts are read as their type says") {
    const auto read = [](const std::string& content) {
        return read_from_memory(
            indexer::read_atom,
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>" + content +
                "</entry></feed>");
    };
    for (const std::string content :
         {"<content type='html'>&lt;p>One &amp;amp; two.&lt;/p></content>",
          "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One &amp; two.</p>"
          "</div></content>",
          "<content type='text'>One &amp; two.</content>", "<summary>One &amp; two.</summary>",
          "<content type='html'><![CDATA[<p>One &amp; two.</p>]]></content>"}) {
        INFO(content);
        const auto sink = read(content);
        REQUIRE(sink.articles.size() == 1);
        CHECK(paragraph(sink.articles[0]) == "One & two.");
    }
}

TEST_CASE("WordPress's text has paragraphs by blank lines, and shortcodes go") {
    const auto sink = read_from_memory(
        indexer::read_wxr,
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>T</title>"
        "<wp:post_type>post</wp:post_type><content:encoded><![CDATA[One.\n\nTwo "
        "<em>and</em> more.\n[gallery ids=\"1\"]\n\n<h2>Head</h2>\n\nThree [sic].]]>"
        "</content:encoded></item></channel></rss>");
    REQUIRE(sink.articles.size() == 1);
    const auto& sections = sink.articles[0].sections;
    REQUIRE(sections.size() == 2);
    CHECK(paragraph(sink.articles[0], 0) == "One.");
    CHECK(paragraph(sink.articles[0], 1) == "Two and more.");
    CHECK(sections[1].heading == "Head");
    CHECK(sections[1].paragraphs.at(0).text == "Three [sic].");
}
