#include "query/wildcard.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "text/utf8.hpp"

using broadsheet::query::Wildcard;

namespace {

// Each gap tried at each length, with no thought for time.
bool matches_by_definition(std::u32string_view pattern, std::u32string_view form,
                           std::size_t tail) {
    if (pattern.empty()) return form.size() <= tail;
    if (pattern[0] == U'*') {
        for (std::size_t i = 0; i <= form.size(); ++i) {
            if (matches_by_definition(pattern.substr(1), form.substr(i), tail)) return true;
        }
        return false;
    }
    const bool fits = !form.empty() && (pattern[0] == U'?' || pattern[0] == form[0]);
    return fits && matches_by_definition(pattern.substr(1), form.substr(1), tail);
}

std::string utf8(std::u32string_view text) {
    std::string bytes;
    for (const char32_t c : text) broadsheet::text::append_utf8(c, bytes);
    return bytes;
}

}  // namespace

TEST_CASE("a wildcard matches whole forms") {
    struct Row {
        std::string pattern, form;
        bool matches;
    };
    const auto row = GENERATE(values<Row>({
        {"negotiat*", "negotiator", true},
        {"negotiat*", "negotiat", true},
        {"negotiat*", "renegotiate", false},
        {"wom?n", "women", true},
        {"wom?n", "womn", false},
        {"wom?n", "womeen", false},
        {"wom?n", "womén", true},  // one character, two bytes
        {"*ward", "ward", true},
        {"*ward", "wardward", true},
        {"*ward", "wards", false},
        {"*war*peace*", "prewarworldpeaceful", true},
        {"*war*peace*", "peacewar", false},
        {"a*b?c*d", "abbxcd", true},
        {"a*b?c*d", "abxxcd", false},
        {"a*ab", "aab", true},
        {"a*ab", "ab", false},
        {"?*x", "x", false},
        {"*?x", "ax", true},
        {"earn$3", "earn", true},
        {"earn$3", "earner", true},
        {"earn$3", "earning", true},
        {"earn$3", "earnings", false},
        {"earn$0", "earn", true},
        {"earn$0", "earns", false},
        {"*earn$1", "learnearns", true},
        {"*earn$1", "learning", false},
        {"earn$99999999999999999999", "earningsreport", true},
        {"earn$", "earn", false},
        {"$3", "abc", true},
        {"$3", "abcd", false},
        {"停*戦", "停火休戦", true},
        {"停?戦", "停火戦", true},
        {"", "", true},
        {"", "a", false},
        {"*", "anything", true},
        {"*", "", true},
    }));
    INFO(row.pattern << " against " << row.form);
    CHECK(Wildcard::parse(row.pattern).matches(row.form) == row.matches);
}

TEST_CASE("a wildcard tells its literal parts and its canonical spelling") {
    struct Row {
        std::string pattern, text, prefix, longest;
        std::size_t literal_characters;
        bool is_prefix;
    };
    const auto row = GENERATE(values<Row>({
        {"negotiat*", "negotiat*", "negotiat", "negotiat", 8, true},
        {"negotiat**", "negotiat*", "negotiat", "negotiat", 8, true},
        {"wom?n", "wom?n", "wom", "wom", 4, false},
        {"*ward", "*ward", "", "ward", 4, false},
        {"a*?b", "a?*b", "a", "a", 2, false},
        {"a*?", "a?*", "a", "a", 1, false},
        {"é*", "é*", "é", "é", 1, true},
        {"earn$3", "earn$3", "earn", "earn", 4, false},
        {"earn$500", "earn*", "earn", "earn", 4, true},
        {"earn*$3", "earn*", "earn", "earn", 4, true},
        {"earn?$500", "earn?*", "earn", "earn", 4, false},
        {"truce", "truce", "truce", "truce", 5, false},
        {"*", "*", "", "", 0, true},
        {"", "", "", "", 0, false},
    }));
    const Wildcard pattern = Wildcard::parse(row.pattern);
    INFO(row.pattern);
    CHECK(pattern.text() == row.text);
    CHECK(pattern.literal_prefix() == row.prefix);
    CHECK(pattern.longest_literal() == row.longest);
    CHECK(pattern.literal_characters() == row.literal_characters);
    CHECK(pattern.is_prefix() == row.is_prefix);
    CHECK(Wildcard::parse(pattern.text()).text() == row.text);
}

TEST_CASE("random wildcards match what their definition says") {
    std::mt19937 random(4);
    const auto draw = [&](std::u32string_view letters, std::size_t most) {
        std::u32string text;
        for (std::size_t i = random() % (most + 1); i > 0; --i) text += letters[random() % letters.size()];
        return text;
    };
    std::size_t matched = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::u32string pattern = draw(U"aabbé**?", 7), form = draw(U"abé", 9);
        const std::size_t tail = random() % 3;
        const std::string spelt = utf8(pattern) + (tail > 0 ? "$" + std::to_string(tail) : "");
        const bool wanted = matches_by_definition(pattern, form, tail);
        if (wanted) ++matched;
        if (Wildcard::parse(spelt).matches(utf8(form)) == wanted) continue;
        FAIL(spelt << " against " << utf8(form) << " should be " << wanted);
    }
    CHECK(matched > 10'000);
}

TEST_CASE("a wildcard of many gaps takes no long time to fail") {
    std::string pattern, form(200, 'a');
    for (int i = 0; i < 100; ++i) pattern += "*a";
    CHECK_FALSE(Wildcard::parse(pattern + "*b").matches(form));
    CHECK(Wildcard::parse(pattern).matches(form));
}
