// Which pieces of a query are wildcards, and what they are without the punctuation around them.
#include "query/syntax/wildcard_word.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace broadsheet::query;

TEST_CASE("stars and question marks make wildcards, but for those that are punctuation") {
    const auto [piece, wildcard] = GENERATE(table<std::string, std::string>({
        {"negotiat*", "negotiat*"},   {"*ward", "*ward"},        {"wom?n", "wom?n"},
        {"*nation*", "*nation*"},     {"?ran", "?ran"},          {"(negotiat*,", "negotiat*"},
        {"truce?", "none"},           {"truce??", "none"},       {"truce?*", "truce?*"},
        {"truc?s?", "truc?s"},        {"truce", "none"},         {"*", "none"},
        {"???", "none"},              {"", "none"},              {"“negotiat*”", "negotiat*"},
        {"cease-fir*", "cease-fir*"}, {"http://x.org/?a", "none"}, {"négoci*", "négoci*"},
        {"停戦*", "停戦*"},             {"\xFF*", "none"},
    }));
    CAPTURE(piece);
    CHECK(read_wildcard(piece).value_or("none") == wildcard);
}

TEST_CASE("truncation as Nexis and Factiva write it is read, money and exclamations are not") {
    const auto [piece, wildcard] = GENERATE(table<std::string, std::string>({
        {"negotiat!", "negotiat*"}, {"negotiat$", "negotiat*"}, {"earn$3", "earn$3"},  {"earn$30", "earn$30"},
        {"earn$300", "none"},       {"US$60", "none"},          {"A$5", "none"},       {"$60", "none"},
        {"wow!!", "none"},          {"!", "none"},              {"$", "none"},         {"earn$x", "none"},
        {"\"!", "none"},            {"wow!\"", "none"},         {"earn", "none"},      {"", "none"},
    }));
    CAPTURE(piece);
    CHECK(read_truncation(piece).value_or("none") == wildcard);
}

TEST_CASE("the letters of a wildcard are counted in the poorest of its parts that has a sign") {
    const auto [wildcard, letters] = GENERATE(table<std::string, std::size_t>({
        {"negotiat*", 8}, {"*a*b*", 2},      {"wom?n", 4}, {"cease-f*", 1}, {"c*-fire", 1}, {"earn$3", 4},
        {"né*", 2},       {"60*", 2},        {"ne\u0301*", 3}, {"o'br*", 2}, {"*", 0},
    }));
    CAPTURE(wildcard);
    CHECK(literal_characters(wildcard) == letters);
}
