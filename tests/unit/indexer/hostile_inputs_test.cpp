// What comes from outside may be made to harm: every reader refuses it with a reason, or reads it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/format.hpp"
#include "indexer/readers/xml_document.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

using namespace broadsheet;
using namespace broadsheet::indexer;
using namespace broadsheet::tests;

namespace {

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

CollectingSink read_as(std::string_view format, const std::string& content) {
    return read_from_memory(format_named(format)->read, content, "hostile/input");
}

/// A small document of each format that is XML, with `inside` in its text.
struct XmlShape {
    std::string format, before, after;
    std::string document(const std::string& inside, const std::string& prolog = "") const {
        return prolog + before + inside + after;
    }
};
const std::vector<XmlShape> xml_shapes = {
    {"nitf", "<nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>",
     "</p></body.content></body></nitf>"},
    {"newsml1",
     "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>T</HeadLine></NewsLines><ContentItem>"
     "<DataContent><p>",
     "</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"},
    {"newsml-g2",
     "<newsItem><contentMeta><headline>T</headline></contentMeta><contentSet><inlineXML><p>",
     "</p></inlineXML></contentSet></newsItem>"},
    {"rss", "<rss><channel><item><title>T</title><description>",
     "</description></item></channel></rss>"},
    {"atom", "<feed><entry><title>T</title><content>", "</content></entry></feed>"},
    {"alto",
     "<alto><Layout><Page><TextBlock><TextLine><String CONTENT='T'/></TextLine></TextBlock><Tags>",
     "</Tags></Page></Layout></alto>"},
};

}  // namespace

TEST_CASE("XML that declares entities is refused, and no file or network is read for it") {
    const std::vector<std::string> prologs = {
        "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE d [<!ENTITY x SYSTEM 'http://127.0.0.1:1/x'>]>",
        "<!DOCTYPE d [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
        "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY x '&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
    };
    for (const XmlShape& shape : xml_shapes) {
        for (const std::string& prolog : prologs) {
            INFO(shape.format << " " << prolog);
            const auto sink = read_as(shape.format, shape.document("before &x; after", prolog));
            CHECK(sink.articles.empty());
            CHECK(sink.has_reason("declares the entity"));
        }
    }
}

TEST_CASE("a document type that lies elsewhere is not fetched, and HTML's names are known anyway") {
    for (const XmlShape& shape : xml_shapes) {
        INFO(shape.format);
        for (const std::string prolog : {"", "<!DOCTYPE d SYSTEM 'http://127.0.0.1:1/d.dtd'>"}) {
            const auto sink = read_as(shape.format, shape.document("caf&eacute;&nbsp;bar", prolog));
            REQUIRE(sink.articles.size() == 1);
            if (shape.format == "alto") continue;
            const std::string& text = sink.articles[0].sections.at(0).paragraphs.at(0).text;
            CHECK(text.starts_with("café"));
            CHECK(text.ends_with("bar"));
        }
    }
}

TEST_CASE("deep nesting is refused, or flattened, but never followed to the end of the stack") {
    const int depth = 100'000;
    for (const XmlShape& shape : xml_shapes) {
        INFO(shape.format);
        const auto sink =
            read_as(shape.format, shape.document(repeated("<p>", depth) + repeated("</p>", depth)));
        CHECK(sink.articles.empty());
        CHECK(sink.has_reason("nests more than"));
    }
    for (const std::string open : {"[", "{\"items\":", "{\"articles\":[", "{\"title\":["}) {
        INFO(open);
        CHECK(read_as("json", repeated(open, depth)).has_reason("is not JSON"));
        CHECK(read_as("jsonl", repeated(open, depth)).has_reason("is not JSON"));
    }
    CHECK(read_as("trec", repeated("<DOC>", depth)).articles.empty());
    CHECK(read_as("csv", "id,title\n" + repeated("\"", 2 * depth)).articles.empty());
    CHECK(read_as("anpa", repeated("\x01\x02", depth)).articles.empty());
}

TEST_CASE("more elements than any article has are refused before they fill the memory") {
    const auto sink = read_as("nitf", xml_shapes[0].document(repeated("<a/>", 1'100'000)));
    CHECK(sink.articles.empty());
    CHECK(sink.has_reason("elements in one record"));
}

TEST_CASE("a document that breaks off gives what was whole before, and a reason") {
    const std::string item = "<item><title>Truce</title><description>Text.</description></item>";
    const std::string feed = "<rss><channel>" + item + item + "<item><title>Cut";
    const auto sink = read_as("rss", feed);
    CHECK(sink.articles.size() == 2);
    CHECK(sink.has_reason("not well-formed"));
    for (const XmlShape& shape : xml_shapes) {
        const std::string whole = shape.document("Text.");
        for (std::size_t length = 0; length + 1 < whole.size(); length += 7) {
            const auto cut = read_as(shape.format, whole.substr(0, length));
            INFO(shape.format << " " << whole.substr(0, length));
            CHECK((cut.articles.size() + cut.refusals.size()) > 0);
        }
    }
}

TEST_CASE("feeds that are not quite XML are read as far as they go, and it is told") {
    const std::string feed =
        "<rss><channel><title>The Crier</title><item><title>Before</title></item>"
        "<item><title>Fish & chips</title><description>One <b>two</i> three.</description></item>"
        "<item><title>Open element</title><description>Text<br>.</description></item>"
        "<item><title>No end</title><description>Text."
        "<item><title>After</title><description>Text.</description></item></channel></rss>";
    const auto sink = read_as("rss", feed);
    std::vector<std::string> headlines;
    for (const auto& article : sink.articles) {
        headlines.push_back(article.headline);
        CHECK(article.source == "The Crier");
    }
    CHECK(headlines ==
          std::vector<std::string>{"Before", "Fish & chips", "Open element", "No end", "After"});
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.has_reason("what could be read is kept"));
}

TEST_CASE("XML is read in the encoding that it is in, whatever it declares") {
    struct Row {
        std::string declared, text;
    };
    for (const auto& [declared, text] : std::vector<Row>{
             {"", "caf\xc3\xa9 \xe2\x80\x9cparis\xe2\x80\x9d"},
             {"<?xml version='1.0' encoding='UTF-8'?>", "caf\xc3\xa9"},
             {"<?xml version='1.0' encoding='iso-8859-1'?>", "caf\xe9"},
             {"<?xml version='1.0' encoding='iso-8859-1'?>", "caf\xc3\xa9"},
             {"<?xml version='1.0' encoding='windows-1252'?>", "caf\xe9 \x93paris\x94"},
             {"<?xml version='1.0' encoding='UTF-8'?>", "caf\xe9 and the other caf\xe9"},
         }) {
        INFO(declared << text);
        const auto sink = read_as("nitf", xml_shapes[0].document(text, declared));
        REQUIRE(sink.articles.size() == 1);
        const std::string& read = sink.articles[0].sections.at(0).paragraphs.at(0).text;
        CHECK(read.starts_with("café"));
    }
}

TEST_CASE("empty and blank inputs are refused in every format") {
    for (const Format& format : formats()) {
        for (const std::string content : {"", " ", "\n\n", "<", "{", "\x01", "\xff"}) {
            INFO(format.name << " '" << content << "'");
            const auto sink = read_from_memory(format.read, content, "empty");
            const bool is_text = format.name == "text" && (content == "<" || content == "{" ||
                                                           content == "\x01" || content == "\xff");
            if (is_text) continue;
            CHECK(sink.articles.empty());
            // JSON Lines without a line are a delivery of nothing, which is no fault.
            if (format.name != "jsonl") CHECK_FALSE(sink.refusals.empty());
        }
    }
}
