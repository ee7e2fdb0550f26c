// What is known of other engines' queries: the words of each table, and words that look alike.
#include "query/syntax/foreign_syntax.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace broadsheet::query;

TEST_CASE("distances as other engines write them are known, and words that look alike are not taken for them") {
    const auto [word, here] = GENERATE(table<std::string, std::string>({
        {"/5", "W/5"},       {"/s", "W/S"},       {"/p", "W/P"},         {"/5/s", "W/5/S"},
        {"/seg", "W/SEG"},   {"/para", "W/P"},    {"N/5", "W/5"},        {"n/12", "W/12"},
        {"P/3", "PRE/3"},    {"w/para", "W/P"},   {"W/SENT", "W/S"},     {"w/section", "W/SEG"},
        {"near/s", "W/S"},   {"within/5", "W/5"}, {"onear/5", "PRE/5"},  {"PRE/S", "PRE/255/S"},
        {"+s", "PRE/255/S"}, {"+P", "PRE/255/P"}, {"/x", ""},            {"/", ""},
        {"5", ""},           {"", ""},            {"+5", ""},            {"n/a", ""},
        {"p/e", ""},         {"P/S", ""},         {"w/o", ""},           {"w/", ""},
        {"N/5x", ""},        {"W/5", ""},         {"W/S", ""},           {"NEAR/5", ""},
    }));
    CAPTURE(word);
    CHECK(foreign_proximity(word) == here);
}

TEST_CASE("a distance of Google is a known word before a number in parentheses") {
    const auto [word, behind, n] = GENERATE(table<std::string, std::string, std::string>({
        {"AROUND", "(5) opec", "5"}, {"around", "(255)", "255"}, {"NEAR", "(3)", "3"},
        {"AROUND", "(5000)", ""},    {"AROUND", "(x)", ""},      {"AROUND", "()", ""},
        {"AROUND", "(5", ""},        {"AROUND", " (5)", ""},     {"ROUND", "(5)", ""},
    }));
    CAPTURE(word, behind);
    CHECK(foreign_distance_call(word, behind) == n);
}

TEST_CASE("what may be an operator elsewhere and a word as well is known in capitals only") {
    const auto [word, hint] = GENERATE(table<std::string, std::string>({
        {"NEAR", "write W/5 for a distance"}, {"SAME", "write W/P for the same paragraph"},
        {"N5", "write W/5 for a distance"},   {"W3", "write PRE/3 for words in this order"},
        {"+5", "write PRE/5 for words in this order"},
        {"near", "none"}, {"n5", "none"}, {"N", "none"}, {"N5000", "none"}, {"G7", "none"}, {"", "none"},
    }));
    CAPTURE(word);
    CHECK(foreign_operator_hint(word).value_or("none") == hint);
}

TEST_CASE("a boost is the sign and a number, however the text goes on") {
    const auto [text, length] = GENERATE(table<std::string, std::size_t>({
        {"^2", 2}, {"^0.5 x", 4}, {"^12.x", 3}, {"^2x", 2}, {"^", 0}, {"^x", 0}, {"2^2", 0}, {"", 0},
    }));
    CAPTURE(text);
    CHECK(boost_length(text) == length);
}

TEST_CASE("a star between the words of a phrase is found with what to write instead") {
    const auto [phrase, offset, length, hint] =
        GENERATE(table<std::string, std::size_t, std::size_t, std::string>({
            {"oil * opec", 4, 1, R"(write "oil" PRE/2 "opec")"},
            {" the oil *  ** opec said", 9, 5, R"(write "the oil" PRE/3 "opec said")"},
            {"a * b * c", 2, 1, R"(write "a" PRE/2 "b")"},
            {"* a\t*\vb *", 4, 1, R"(write "a" PRE/2 "b")"},
        }));
    CAPTURE(phrase);
    const auto star = star_for_a_word(phrase);
    REQUIRE(star.has_value());
    CHECK(star->offset == offset);
    CHECK(star->length == length);
    CHECK(star->hint == hint);
}

TEST_CASE("a star at either end of a phrase, or within a word, stands for no word") {
    const std::string phrase = GENERATE("* oil", "oil *", "oil pric* opec", "*", "* *", "", "oil");
    CAPTURE(phrase);
    CHECK(!star_for_a_word(phrase).has_value());
}

TEST_CASE("ranges of other engines are written as they are here") {
    const auto [value, to, here] = GENERATE(table<std::string, std::string, std::string>({
        {"[2025-07-01", "2025-07-09", "date:2025-07-01..2025-07-09"}, {"{2023", "2025", "date:2023..2025"},
        {"[2025", "", "date>=2025"}, {"[*", "2025", "date<=2025"}, {"[*", "", ""},
        {">2024", "", "date>2024"},  {"<=2024", "", "date<=2024"}, {"2024", "", ""}, {"2023..2025", "", ""},
    }));
    CAPTURE(value);
    CHECK(foreign_range("date", value, to) == here);
}

TEST_CASE("a range without a field is digits and hyphens on both sides of two dots") {
    for (const std::string range : {"1987..1989", "2024-01-01..2024-02-01", "5..10"}) CHECK(is_bare_range(range));
    for (const std::string word : {"1987", "..5", "5..", "a..b", "5...6", "3.14", "-5..6"}) {
        CHECK(!is_bare_range(word));
    }
}
