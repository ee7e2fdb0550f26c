#include "indexer/readers/text_blocks.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

/// The blocks as lines, with a blank line where one stood before.
std::string blocks_of(const std::string& text) {
    std::string out;
    using broadsheet::indexer::FirstLine;
    for (const auto& block : broadsheet::indexer::split_blocks(text, FirstLine::headline)) {
        if (block.blank_before) out += '\n';
        out += block.text + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("one paragraph a line stays one") {
    CHECK(blocks_of("Headline\n\nA first line.\nA second line.\n") ==
          "Headline\n\nA first line.\nA second line.\n");
}

TEST_CASE("wrapped lines are joined, paragraphs are not") {
    const std::string text =
        "Truce talks resume in Doha\n"
        "\n"
        "DOHA, July 9 (Meridian) — Mediators from Qatar met both sides again on\n"
        "Tuesday, and officials said that most of the sixty-day truce had been\n"
        "agreed. What is left is the order in which prisoners are released, and\n"
        "who guarantees it.\n"
        "\n"
        "A second paragraph, which is wrapped at the same column as the first is\n"
        "wrapped, ends here.\n";
    CHECK(blocks_of(text) ==
          "Truce talks resume in Doha\n"
          "\nDOHA, July 9 (Meridian) — Mediators from Qatar met both sides again on Tuesday, and "
          "officials said that most of the sixty-day truce had been agreed. What is left is the "
          "order "
          "in which prisoners are released, and who guarantees it.\n"
          "\nA second paragraph, which is wrapped at the same column as the first is wrapped, ends "
          "here.\n");
}

TEST_CASE("a heading above a wrapped paragraph is not joined to it") {
    const std::string text =
        "Headline of the day\n\n"
        "The Mediators\n"
        "Qatar and Egypt have carried proposals between the two sides for months\n"
        "now, and each round has ended with the same two questions left open.\n\n"
        "What Comes Next\n"
        "Another round is planned for Monday, when the envoy of the United States\n"
        "is to come to the Qatari capital for the first time since the spring.\n";
    CHECK(blocks_of(text) ==
          "Headline of the day\n"
          "\nThe Mediators\nQatar and Egypt have carried proposals between the two sides for "
          "months now, "
          "and each round has ended with the same two questions left open.\n"
          "\nWhat Comes Next\nAnother round is planned for Monday, when the envoy of the United "
          "States is "
          "to come to the Qatari capital for the first time since the spring.\n");
}

TEST_CASE(
    "a headline wrapped in lower case is one line, a body below a headline is not joined to it") {
    const std::string body =
        "Mediators from Qatar met both sides again on Tuesday, and officials said\n"
        "that most of the sixty-day truce had been agreed by the negotiators now.\n";
    CHECK(blocks_of("Mediators say that most of the truce between Israel and Hamas is\nagreed\n\n" +
                    body)
              .starts_with(
                  "Mediators say that most of the truce between Israel and Hamas is agreed\n"));
    CHECK(
        blocks_of("Mediators Say Most of Truce Between Israel and Hamas Has Been Agreed\n" + body)
            .starts_with("Mediators Say Most of Truce Between Israel and Hamas Has Been Agreed\n"));
}

TEST_CASE("lists of lines that look full are not joined") {
    const std::string table =
        "Arsenal Football Club 2, Chelsea Football Club 1\n"
        "Liverpool Football Club 0, Everton Football Club 0\n"
        "Fulham Football Club 1, Leeds United Football Club 1\n";
    CHECK(blocks_of(table) == table);
    CHECK(
        blocks_of("query\tarticle\tgrade\ne01\tmeridian-2025-07\t1\ne02\tmeridian-2025-08\t1\n") ==
        "query article grade\ne01 meridian-2025-07 1\ne02 meridian-2025-08 1\n");
    const std::string sentences =
        "The first of the sentences stands on a line of its own here.\n"
        "The second of the sentences stands on a line of its own, too.\n"
        "The third of the sentences stands on a line of its own again.\n";
    CHECK(blocks_of(sentences) == sentences);
}

TEST_CASE("wrapped bullets are joined with their lines") {
    CHECK(blocks_of("Headline\n"
                    "- The United States works to broker a truce of sixty days between the\n"
                    "  two sides before the summer.\n"
                    "- Qatar mediates while the United States strengthens its ties with the\n"
                    "  other side.\n") ==
          "Headline\n"
          "- The United States works to broker a truce of sixty days between the two sides before "
          "the "
          "summer.\n"
          "- Qatar mediates while the United States strengthens its ties with the other side.\n");
}

TEST_CASE("an indented line begins a paragraph") {
    CHECK(blocks_of("Headline\n\n"
                    "   Mediators from Qatar met both sides again on Tuesday, and officials\n"
                    "said that most of the sixty-day truce had been agreed by the negotiators.\n"
                    "   What is left is the order in which prisoners are released, and who\n"
                    "guarantees it.\n") ==
          "Headline\n"
          "\nMediators from Qatar met both sides again on Tuesday, and officials said that most of "
          "the "
          "sixty-day truce had been agreed by the negotiators.\n"
          "What is left is the order in which prisoners are released, and who guarantees it.\n");
}

TEST_CASE("text in capitals is wrapped by its width alone") {
    CHECK(blocks_of("HEADLINE\n\n"
                    "MEDIATORS FROM QATAR MET BOTH SIDES AGAIN ON TUESDAY AND OFFICIALS SAID\n"
                    "THAT MOST OF THE TRUCE HAD BEEN AGREED BY THE NEGOTIATORS OF BOTH SIDES\n"
                    "IN DOHA.\n") ==
          "HEADLINE\n\nMEDIATORS FROM QATAR MET BOTH SIDES AGAIN ON TUESDAY AND OFFICIALS SAID "
          "THAT MOST "
          "OF THE TRUCE HAD BEEN AGREED BY THE NEGOTIATORS OF BOTH SIDES IN DOHA.\n");
}

TEST_CASE("hyphens at line ends are kept, dashes keep their space") {
    CHECK(
        blocks_of("Headline\n\n"
                  "Mediators from Qatar said on Tuesday that most of the long-hoped-for cease-\n"
                  "fire had been agreed, and that the rest would follow within some days -\n"
                  "although both of the sides were said to have more questions than answers.\n") ==
        "Headline\n\n"
        "Mediators from Qatar said on Tuesday that most of the long-hoped-for cease-fire had been "
        "agreed, and that the rest would follow within some days - although both of the sides were "
        "said to have more questions than answers.\n");
}

TEST_CASE("a dash at the start of a wrapped line is no bullet") {
    CHECK(blocks_of("Headline\n\n"
                    "Mediators from Qatar said on Tuesday that most of the truce had been agreed\n"
                    "— and that the rest would follow within some days, if both sides were still\n"
                    "- as they said - willing to go on with it.\n") ==
          "Headline\n\n"
          "Mediators from Qatar said on Tuesday that most of the truce had been agreed — and that "
          "the "
          "rest would follow within some days, if both sides were still - as they said - willing "
          "to go "
          "on with it.\n");
}

TEST_CASE("the first line of a text without its headline is wrapped like any other") {
    const auto blocks = broadsheet::indexer::split_blocks(
        "Mediators from Qatar said on Tuesday that most of the truce between Israel and\n"
        "Hamas had been agreed, and that the rest would follow within some days if both\n"
        "sides were willing.");
    CHECK(blocks.size() == 1);
}

TEST_CASE("lines end in every way that there is") {
    for (const std::string end : {"\n", "\r\n", "\r", "\u2028", "\u0085"}) {
        CHECK(blocks_of("One." + end + "Two." + end + end + "Three.") == "One.\nTwo.\n\nThree.\n");
    }
    CHECK(blocks_of("One.\fTwo.") == "One.\nTwo.\n");
}

TEST_CASE("white space and control characters do not get into blocks") {
    CHECK(blocks_of(" \t One\ttwo\x01three \u00A0\n\u200B\n\uFEFF\n") == "One two three\n");
    CHECK(blocks_of("").empty());
    CHECK(blocks_of(" \n\r\n\t").empty());
}

TEST_CASE("megabytes of lines do not become as many blocks") {
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += "a\n";
    const auto blocks = broadsheet::indexer::split_blocks(text);
    CHECK(blocks.size() == 200'001);
    CHECK(blocks.back().text.size() > 1'000'000);
    CHECK(blocks.back().text.find('\n') == std::string::npos);
}

TEST_CASE("malformed bytes do no harm") {
    CHECK(blocks_of("\xff\xfe\n\xe2\x80\n\xc2") == "\xff\xfe\n\xe2\x80\n\xc2\n");
}
