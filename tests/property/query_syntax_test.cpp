// Reading and printing queries: what is printed is read as what was printed, and nothing crashes.
#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <string>

#include "tests/property/random_news.hpp"
#include "tests/support/query_checks.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

// Bytes as a hostile or broken client sends them: signs of the grammar, pieces of queries, halves
// of characters, anything.
rc::Gen<std::string> any_input() {
    const auto piece = rc::gen::oneOf(
        rc::gen::element<std::string>("(", ")", "\"", "“", "”", " ", " AND ", " OR ", "NOT ", "-", "&",
                                      "|", "=", ":", "~2", "*", "?", "!", "$3", "..", "W/5", "date:",
                                      "headline:", "wc>", "title(", "source=", "id:", "=x", "2025-13",
                                      "ATLEAST3(", "'", ",", "½", "é:x", "：", "停", "\u00AD", "\xE5\x81",
                                      "\xFF", std::string(1, '\0'), "\n", "İ", "ŉ", "truce",
                                      "^2", "N/5", "＾2", "w/para", " NEAR ", "AROUND(5)", "&&", "caps(", " * ",
                                      "intitle:", "SUBJECT(", "[", " TO ", ">", "+", "5..10", "‥", "~0.8", "ATL2("),
        rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const auto& one : pieces) text += one;
                            return text;
                        });
}

// RapidCheck runs 100 cases unless RC_PARAMS says otherwise.
constexpr int inputs_per_case = 20;

}  // namespace

TEST_CASE("a query of the grammar is printed so that it is read as the same again") {
    rc::prop("parse, print, parse", [](std::uint64_t seed) {
        Dice dice(seed);
        const auto articles = random_articles(dice, 3);
        for (int i = 0; i < inputs_per_case; ++i) {
            const std::string input = random_query(dice, articles);
            RC_LOG() << "query: " << input << '\n';
            RC_ASSERT(wrong_with_reading(input) == "");
        }
    });
}

TEST_CASE("any bytes are read without harm, with every diagnostic in place") {
    rc::prop("parse and print", [] {
        for (int i = 0; i < inputs_per_case; ++i) {
            const std::string input = *any_input();
            RC_LOG() << "query: " << input << '\n';
            RC_ASSERT(wrong_with_reading(input) == "");
        }
    });
}

TEST_CASE("carets can be put under any diagnostic of any bytes") {
    rc::prop("with_caret", [] {
        const std::string input = *any_input();
        RC_ASSERT(has_carets(input));
    });
}
