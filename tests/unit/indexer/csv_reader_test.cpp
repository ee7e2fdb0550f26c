#include "indexer/readers/csv_reader.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/csv_rows.hpp"
#include "indexer/readers/metadata.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

using namespace broadsheet::indexer;
using namespace broadsheet::tests;

TEST_CASE("fields of a row are parted and unquoted as RFC 4180 says") {
    using Fields = std::vector<std::string>;
    struct Row {
        std::string row;
        char separator;
        Fields fields;
    };
    for (const Row& row : std::vector<Row>{
             {"a,b,c", ',', {"a", "b", "c"}},
             {"a,,", ',', {"a", "", ""}},
             {"\"a,b\",c", ',', {"a,b", "c"}},
             {"\"say \"\"no\"\"\",c", ',', {"say \"no\"", "c"}},
             {"\"two\nlines\"\tc", '\t', {"two\nlines", "c"}},
             {"5\" gun,b", ',', {"5\" gun", "b"}},
             {"\"a\" b,c", ',', {"a b", "c"}},
             {"\"open", ',', {"open"}},
             {"", ',', {""}},
         }) {
        INFO(row.row);
        CHECK(csv_fields(row.row, row.separator) == row.fields);
    }
}

TEST_CASE("tables are read with any of the usual separators and line ends") {
    for (const std::string table : {"id,title,text\n1,Truce,\"One.\n\nTwo.\"\n",
                                    "id;title;text\r\n1;Truce;\"One.\r\n\r\nTwo.\"\r\n",
                                    "id\ttitle\ttext\n1\tTruce\t\"One.\n\nTwo.\"",
                                    "\xef\xbb\xbfid|title|text\n\n1|Truce|\"One.\n\nTwo.\"\n\n"}) {
        INFO(table);
        const auto sink = read_from_memory(read_csv, table);
        REQUIRE(sink.articles.size() == 1);
        CHECK(sink.refusals.empty());
        CHECK(sink.articles[0].id == "1");
        CHECK(sink.articles[0].headline == "Truce");
        REQUIRE(sink.articles[0].sections.size() == 1);
        CHECK(sink.articles[0].sections[0].paragraphs.size() == 2);
    }
}

TEST_CASE("a row that does not fit is refused with its place, and the rest goes on") {
    const std::string table = "id,title\n1,Truce\n2,Talks,more\n3,\n4,Peace\n";
    const auto sink = read_from_memory(read_csv, table);
    REQUIRE(sink.articles.size() == 2);
    CHECK(sink.articles[1].headline == "Peace");
    REQUIRE(sink.refusals.size() == 2);
    CHECK(sink.refusals[0].reason == "row 3 has 3 fields, but there are 2 columns");
    CHECK(sink.refusals[0].offset == table.find("2,Talks"));
    CHECK(sink.refusals[1].reason.find("row 4 has neither headline nor text") == 0);
}

TEST_CASE("a table has one charset, told from its beginning") {
    std::string table = "id,title\n";
    for (int i = 0; i < 20; ++i)
        table +=
            std::to_string(i) + ",Der Bundespräsident über die Größe von Flüssen und Städten\n";
    table += "20,Flüße\n";
    std::string latin;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool two = table[i] == '\xc3';
        latin += two ? static_cast<char>(table[i + 1] + 0x40) : table[i];
        i += two ? 1 : 0;
    }
    const auto sink = read_from_memory(read_csv, latin);
    REQUIRE(sink.articles.size() == 21);
    CHECK(sink.articles.back().headline == "Flüße");
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.has_reason("is not UTF-8: read as"));
    CHECK(read_from_memory(read_csv, table).refusals.empty());
}

TEST_CASE("prose with commas in its first line is no table") {
    for (const std::string text :
         {"Truce, talks and text\n\nThe title, the body, and more.\n", "Title: Truce\nDate: 2025\n",
          "A headline, a title\n", "text\nmore text\n"}) {
        INFO(text);
        CHECK_FALSE(is_csv(Opening(text)));
    }
    CHECK(is_csv(Opening("Date,Headline,Body\n2025-07-09,Truce,Text.\n")));
}

TEST_CASE("fields of other names are mapped as --map says") {
    std::string problem;
    const auto map = read_field_map("title=hl, text=body_htm", problem);
    REQUIRE(map.has_value());
    ReadOptions options;
    options.fields = *map;
    const auto sink = read_from_memory(
        read_csv, "nr,HL,title,body_htm\n7,Truce,no,<p>A.</p><p>B.</p>\n", "a.csv", options);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Truce");
    CHECK(sink.articles[0].sections.at(0).paragraphs.size() == 2);
    for (const std::string wrong : {"", "title", "title=", "=hl", "tittle=hl", "title=hl,,"}) {
        INFO(wrong);
        CHECK_FALSE(read_field_map(wrong, problem).has_value());
        CHECK(problem.find("maps nothing") != std::string::npos);
    }
}
