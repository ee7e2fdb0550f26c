#include "archive/key_phrases.hpp"

#include <catch2/catch.hpp>

#include "archive/terms.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;

namespace {

std::string term(std::string_view phrase) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    return key_phrase_term(phrase, analyzer, tokens);
}

}  // namespace

TEST_CASE("a key phrase is one term in each of its spellings") {
    struct Row {
        const char *one, *other;
        bool same;
    };
    const Row rows[] = {
        {"60-day ceasefire", "60 Day  Ceasefire", true},
        {"White House", "WHITE HOUSE", true},
        {"Recep Tayyip Erdoğan", "recep tayyip erdogan", true},
        {"U.S. Treasury", "US Treasury", true},
        {"停戦交渉", "停戦 交渉", true},
        {"السَّلام", "السلام", true},
        {"White House", "house white", false},
        {"buffer stock", "buffer stocks", false},
        {"ceasefire", "cease-fire", false},
    };
    for (const Row& row : rows) {
        INFO(row.one << " | " << row.other);
        CHECK((term(row.one) == term(row.other)) == row.same);
    }
    CHECK(term("White House") == "XKP:white house");
    CHECK(term("").empty());
    CHECK(term(" — ").empty());
    CHECK(term(std::string(300, 'a') + " b").size() <= max_term_bytes);
}

TEST_CASE("key phrases come back from their value as they were") {
    const std::vector<std::vector<std::string>> lists = {
        {}, {"White House"}, {"60-day ceasefire", "停戦", "Steve Witkoff"}};
    for (const auto& phrases : lists) CHECK(split_phrases(join_phrases(phrases)) == phrases);
}
