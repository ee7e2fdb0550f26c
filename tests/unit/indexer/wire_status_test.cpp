// What the formats say of an item's status, and of things that are no articles.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/format.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using archive::ArticleStatus;

namespace {

CollectingSink read_as(const std::string& format, const std::string& content) {
    const indexer::Format* reader = indexer::format_named(format);
    REQUIRE(reader != nullptr);
    return read_from_memory(reader->read, content, "wire/item.dat");
}

std::string nitf(const std::string& docdata) {
    return "<nitf><head><docdata " + docdata +
           "</docdata></head><body><body.head><hedline><hl1>Truce</hl1></hedline></body.head>"
           "<body.content><p>Text.</p></body.content></body></nitf>";
}

std::string g2(const std::string& item_meta, const std::string& content = "<p>Text.</p>") {
    return "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' version='4'><itemMeta>" +
           item_meta +
           "</itemMeta><contentMeta><headline>Truce</headline></"
           "contentMeta><contentSet><inlineXML>" +
           content + "</inlineXML></contentSet></newsItem>";
}

std::string newsml1(const std::string& management) {
    return "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId>"
           "<DateId>20250709</DateId><NewsItemId>n</NewsItemId></NewsIdentifier></Identification>"
           "<NewsManagement>" +
           management +
           "</NewsManagement><NewsComponent><NewsLines><HeadLine>Truce</HeadLine></NewsLines>"
           "<ContentItem><DataContent>Text.</DataContent></ContentItem></NewsComponent></NewsItem>"
           "</NewsML>";
}

std::string ninjs(const std::string& more) {
    return R"({"uri": "u", "type": "text", "versioncreated": "2025-07-09", "headline": "Truce", )"
           R"("body_text": "Text.")" +
           more + "}";
}

std::string wxr(const std::string& status) {
    return "<rss xmlns:wp='http://wordpress.org/export/1.2/' "
           "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
           "<title>Truce</title><guid>g</guid><content:encoded>Text.</content:encoded>"
           "<wp:post_type>post</wp:post_type><wp:status>" +
           status + "</wp:status></item></channel></rss>";
}

}  // namespace

TEST_CASE("every format tells what is withheld, withdrawn and under embargo") {
    struct Row {
        std::string format, content;
        ArticleStatus status;
        std::string embargo;
    };
    using enum ArticleStatus;
    for (const Row& row : std::vector<Row>{
             {"nitf", nitf("management-status='usable'>"), usable, ""},
             {"nitf", nitf("management-status='canceled'><doc-id id-string='i'/>"), withdrawn, ""},
             {"nitf", nitf("management-status='withheld'><doc-id id-string='i'/>"), withheld, ""},
             {"nitf", nitf("management-status='embargoed'><date.release norm='20250709T120000Z'/>"),
              usable, "2025-07-09T12:00:00Z"},
             {"nitf", nitf("><date.release norm='20250709T120000Z'/>"), usable,
              "2025-07-09T12:00:00Z"},
             {"nitf", nitf("><date.release norm='YYYYMMDD000000-HHMM'/>"), usable, ""},
             {"nitf", nitf("management-status='embargoed'>"), usable, "unknown"},
             {"newsml-g2", g2("<pubStatus qcode='stat:usable'/>"), usable, ""},
             {"newsml-g2", g2("<pubStatus qcode='stat:canceled'/>"), withdrawn, ""},
             {"newsml-g2", g2("<pubStatus qcode='stat:canceled'/>", ""), withdrawn, ""},
             {"newsml-g2", g2("<pubStatus qcode='stat:withheld'/>"), withheld, ""},
             {"newsml-g2",
              g2("<embargoed>2025-07-09T12:00:00+02:00</embargoed><pubStatus "
                 "qcode='stat:usable'/>"),
              usable, "2025-07-09T12:00:00+02:00"},
             {"newsml1", newsml1("<Status FormalName='Usable'/>"), usable, ""},
             {"newsml1", newsml1("<Status FormalName='Canceled'/>"), withdrawn, ""},
             {"newsml1",
              newsml1("<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus "
                      "FormalName='Usable'/><DateAndTime>20250709T120000Z</DateAndTime>"
                      "</StatusWillChange>"),
              usable, "2025-07-09T12:00:00Z"},
             {"json", ninjs(""), usable, ""},
             {"json", ninjs(R"(, "pubstatus": "canceled")"), withdrawn, ""},
             {"json", ninjs(R"(, "pubStatus": "withheld")"), withheld, ""},
             {"json", ninjs(R"(, "embargoed": "2025-07-09T12:00:00Z")"), usable,
              "2025-07-09T12:00:00Z"},
             {"wxr", wxr("publish"), usable, ""},
             {"wxr", wxr("draft"), withheld, ""},
             {"wxr", wxr("private"), withheld, ""},
             {"wxr", wxr("trash"), withdrawn, ""},
         }) {
        INFO(row.content);
        const auto sink = read_as(row.format, row.content);
        REQUIRE(sink.articles.size() == 1);
        CHECK(sink.articles[0].status == row.status);
        CHECK(sink.articles[0].embargo == row.embargo);
        CHECK(sink.articles[0].headline == "Truce");
    }
}

TEST_CASE("what is no article is refused as what it is") {
    struct Row {
        std::string format, content, reason;
    };
    const std::string space = " xmlns='http://iptc.org/std/nar/2006-10-01/'/>";
    for (const Row& row : std::vector<Row>{
             {"newsml-g2", "<packageItem" + space, "no article, but 1 package"},
             {"newsml-g2", "<conceptItem" + space, "no article, but 1 concept item"},
             {"newsml-g2", "<knowledgeItem" + space, "no article, but 1 knowledge item"},
             {"newsml-g2", "<catalogItem" + space, "no article, but 1 catalogue item"},
             {"newsml-g2", g2("<itemClass qcode='ninat:picture'/>", ""), "but 1 picture item"},
             {"newsml-g2", g2("<itemClass qcode='ninat:text'/>", ""), "holds no text"},
             {"newsml-g2", g2("", "<sports-content/>"), "has <sports-content> as its content"},
             {"newsml-g2", "<newsMessage" + space, "holds no item"},
             {"nitf", "<nitf><head/><body/></nitf>", "neither headline nor text"},
             {"nitf", "<html/>", "holds no nitf element"},
             {"nitf", "<nitf><head><docdata management-status='canceled'/></head></nitf>",
              "has no id to tell what is"},
             {"json", ninjs(R"(, "eventDetails": {})"), "of the type 'event'"},
             {"json", R"({"$schema": "s", "properties": {}, "title": "T"})", "is a JSON Schema"},
             {"json", "[]", "without an object"},
             {"json", R"([1, "two", null])", "without an object"},
             {"rss", "<rss><channel><item><link>l</link></item></channel></rss>",
              "neither headline nor text"},
             {"rss", "<rss><channel/></rss>", "holds no item"},
             {"atom", "<feed><entry><id>i</id></entry></feed>", "neither headline nor text"},
             {"wxr",
              "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><item><title>T</title>"
              "<wp:post_type>attachment</wp:post_type></item></channel></rss>",
              "no article, but 1 attachment"},
             {"anpa",
              "\x01"
              "A0001\r\n",
              "has no text"},
             {"anpa", "text", "holds no message"},
             {"iptc7901",
              "\x01"
              "abc001\r\n\x02 \r\n\x03",
              "has no text"},
             {"reuters-sgml", "<REUTERS NEWID='1'><TEXT>", "is cut short"},
             {"reuters-sgml", "<!DOCTYPE lewis>", "holds no <REUTERS>"},
             {"trec", "<DOC><DOCNO>1</DOCNO></DOC>", "neither headline nor text"},
             {"alto", "<alto><Layout><Page><PrintSpace/></Page></Layout></alto>",
              "but 1 page without text"},
             {"csv", "id,title\n", "no rows"},
             {"csv", "id,price\n1,2\n", "names no column that holds a headline or text"},
         }) {
        INFO(row.content);
        const auto sink = read_as(row.format, row.content);
        CHECK(sink.articles.empty());
        REQUIRE_FALSE(sink.refusals.empty());
        INFO(sink.refusals[0].reason);
        CHECK(sink.has_reason(row.reason));
    }
}

TEST_CASE("opinion is told by the genre that a format gives") {
    const std::string g2_genre =
        "<newsItem guid='g'><contentMeta><headline>Truce</headline><genre qcode='genre:Opinion'/>"
        "</contentMeta><contentSet><inlineXML><p>Text.</p></inlineXML></contentSet></newsItem>";
    const std::string nitf_genre =
        "<nitf><head><tobject><tobject.property tobject.property.type='Analysis'/></tobject></head>"
        "<body><body.content><p>Text.</p></body.content></body></nitf>";
    for (const auto& [format, content] : std::vector<std::pair<std::string, std::string>>{
             {"newsml-g2", g2_genre},
             {"nitf", nitf_genre},
             {"json", ninjs(R"(, "genre": [{"name": "Editorial"}])")},
             {"csv", "title,text,desk\nTruce,Text.,Opinion\n"}}) {
        INFO(content);
        const auto sink = read_as(format, content);
        REQUIRE(sink.articles.size() == 1);
        CHECK(sink.articles[0].sections.at(0).kind == archive::SectionKind::commentary);
    }
    CHECK(
        read_as("json", ninjs(R"(, "genre": [{"name": "Article"}])")).articles.at(0).desk.empty());
}

TEST_CASE("of a news message the articles are read and the rest is told in one line") {
    const std::string text = g2("<itemClass qcode='ninat:text'/>");
    const std::string picture = g2("<itemClass qcode='ninat:picture'/>", "");
    const auto sink = read_as("newsml-g2", "<newsMessage><itemSet>" + text + picture + picture +
                                               "<packageItem/></itemSet></newsMessage>");
    CHECK(sink.articles.size() == 1);
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.refusals[0].reason == "left out what is no article: 1 package, 2 picture item");
    CHECK(sink.refusals[0].article_kept);
}

TEST_CASE("two deliveries of an item have one id, and each its version") {
    for (const auto& [format, content] : std::vector<std::pair<std::string, std::string>>{
             {"newsml-g2", g2("")}, {"newsml1", newsml1("<Status FormalName='Usable'/>")}}) {
        const auto first = read_as(format, content);
        REQUIRE(first.articles.size() == 1);
        CHECK_FALSE(first.articles[0].id.empty());
        std::string later = content;
        const auto at = later.find("Truce");
        later.replace(at, 5, "Peace");
        CHECK(read_as(format, later).articles.at(0).id == first.articles[0].id);
    }
    CHECK(read_as("newsml-g2", g2("")).articles.at(0).version == "4");
}
