// Reading and printing queries: what is printed is read as what was printed, and nothing crashes.
#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <string>

#include "query/syntax/parser.hpp"
#include "tests/property/random_news.hpp"
#include "text/utf8.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

bool lies_within(const std::string& input, const query::Diagnostics& diagnostics) {
    return std::ranges::all_of(diagnostics, [&](const auto& diagnostic) {
        return diagnostic.range.end() <= input.size() && !diagnostic.code.empty() &&
               !diagnostic.message.empty();
    });
}

// Bytes as a hostile or broken client sends them: signs of the grammar, pieces of queries, halves
// of characters, anything.
rc::Gen<std::string> any_input() {
    const auto piece = rc::gen::oneOf(
        rc::gen::element<std::string>("(", ")", "\"", "“", "”", " ", " AND ", " OR ", "NOT ", "-", "&",
                                      "|", "=", ":", "~2", "*", "?", "!", "$3", "..", "W/5", "date:",
                                      "headline:", "wc>", "title(", "source=", "id:", "=x", "2025-13",
                                      "ATLEAST3(", "'", ",", "½", "é:x", "：", "停", "\u00AD", "\xE5\x81",
                                      "\xFF", std::string(1, '\0'), "\n", "İ", "ŉ", "truce"),
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

// What was read is printed, and what is printed is read as the same: tree and canonical form.
void check_round_trip(const std::string& input) {
    const query::ParseResult first = query::parse(input);
    RC_ASSERT(lies_within(input, first.errors));
    RC_ASSERT(lies_within(input, first.notices));
    RC_ASSERT(!first.tree || first.errors.empty());
    if (!first.tree) return;
    const std::string canonical = query::print(*first.tree);
    RC_LOG() << "canonical: " << canonical << '\n';
    const query::ParseResult second = query::parse(canonical);
    for (const auto& error : second.errors) RC_LOG() << error.code << '\n';
    RC_ASSERT(second.tree);
    RC_ASSERT(query::print_tree(*second.tree) == query::print_tree(*first.tree));
    RC_ASSERT(query::print(*second.tree) == canonical);
    const query::ParseResult third = query::parse(query::print(*second.tree));
    RC_ASSERT(third.tree == second.tree);
}

}  // namespace

TEST_CASE("a query of the grammar is printed so that it is read as the same again") {
    rc::prop("parse, print, parse", [](std::uint64_t seed) {
        Dice dice(seed);
        const auto articles = random_articles(dice, 3);
        for (int i = 0; i < inputs_per_case; ++i) {
            const std::string input = random_query(dice, articles);
            RC_LOG() << "query: " << input << '\n';
            check_round_trip(input);
        }
    });
}

TEST_CASE("any bytes are read without harm, with every diagnostic in place") {
    rc::prop("parse and print", [] {
        for (int i = 0; i < inputs_per_case; ++i) check_round_trip(*any_input());
    });
}

TEST_CASE("carets can be put under any diagnostic of any bytes") {
    rc::prop("with_caret", [] {
        const std::string input = *any_input();
        const query::ParseResult result = query::parse(input);
        for (const auto& list : {result.errors, result.notices}) {
            for (const auto& diagnostic : list) {
                const std::string shown = query::with_caret(input, diagnostic);
                RC_ASSERT(std::ranges::count(shown, '\n') == 1);
                RC_ASSERT(shown.find('^') != std::string::npos);
            }
        }
    });
}
