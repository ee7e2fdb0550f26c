#include "text/shingles.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

using broadsheet::text::Shingler;

namespace {

using Parts = std::vector<std::vector<std::string>>;

/// Of parts, each of some pieces.
std::multiset<std::uint64_t> shingles_of(const Parts& parts) {
    Shingler shingler;
    for (const auto& pieces : parts) {
        for (const auto& piece : pieces) shingler.add(piece);
        shingler.end_part();
    }
    return {shingler.shingles().begin(), shingler.shingles().end()};
}

std::multiset<std::uint64_t> shingles_of(const std::string& text) { return shingles_of(Parts{{text}}); }

}  // namespace

TEST_CASE("what copies of a text differ in makes no other shingles") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"Talks in Doha went on", "TALKS IN DOHA WENT ON"},
        {"a cease-fire of 60 days", "a cease fire of 60 days"},
        {"he said “we will stay” there", "he said \"we will stay\" there"},
        {"Iran’s five main exporters", "Iran's five main exporters"},
        {"rates - they fell today", "rates — they fell today"},
        {"one  two\tthree\nfour five", "one two three four five"},
        {"co\u00ADoperation of the four", "cooperation of the four"},
        {"ЛЬВІВ та інші міста сьогодні", "Львів та інші міста сьогодні"},
        {"停戦合意が成立した", "停戦 合意が 成立した"},
        {"1,000 barrels a day now", "1 000 barrels a day now"},
    };
    for (const auto& [text, copy] : rows) {
        INFO(text << " | " << copy);
        CHECK(shingles_of(text) == shingles_of(copy));
        CHECK_FALSE(shingles_of(text).empty());
    }
}

TEST_CASE("words of any length give the same shingles whether all of a piece is ASCII or not") {
    std::string plain, marked;  // the same words with soft hyphens, which are read otherwise
    for (std::size_t length = 1; length <= 40; ++length) {
        std::string word;
        for (std::size_t i = 0; i < length; ++i) word += "aZ7bQ0"[(i + length) % 6];
        plain += word + (length % 3 == 0 ? "-" : " ");
        marked += word.substr(0, length / 2) + "\u00AD" + word.substr(length / 2) + " ";
        INFO(word);
        CHECK(shingles_of(plain) == shingles_of(marked));
        CHECK(shingles_of(plain + "é x") == shingles_of(marked + "é x"));
    }
}

TEST_CASE("another word, number, order or accent makes other shingles") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"net 3.4 mln against 3.0", "net 3.4 mln against 3.1"},
        {"one two three four", "one two four three"},
        {"ab cd ef gh", "abc d ef gh"},
        {"café bar hotel club", "cafe bar hotel club"},
        {"internationalization of one big word", "internationalisation of one big word"},
        {"停戦合意", "停戦協議"},
        {"one", "two"},
    };
    for (const auto& [text, other] : rows) {
        INFO(text << " | " << other);
        CHECK(shingles_of(text) != shingles_of(other));
    }
}

TEST_CASE("a text of n words has n - 3 shingles, a shorter one is a shingle by itself") {
    const std::vector<std::pair<std::string, std::size_t>> rows = {
        {"", 0},           {" … — ", 0},          {"one", 1},  {"one two three", 1},
        {"a b c d", 1},    {"a b c d e", 2},      {"a b c d a b c d", 5},
        {"停戦合意が成立", 4}, {"doha 停戦 talks", 1}, {"หยุดยิง", 4}};
    for (const auto& [text, count] : rows) {
        INFO(text);
        CHECK(shingles_of(text).size() == count);
    }
}

TEST_CASE("words run on from piece to piece of a part, and not from part to part") {
    CHECK(shingles_of({{"one two", "three four"}}) == shingles_of("one two three four"));
    CHECK(shingles_of({{"one two thr", "ee four"}}) == shingles_of("one two thr ee four"));
    const auto apart = shingles_of({{"one two three"}, {"four five six seven"}});
    CHECK(apart.size() == 2);
    CHECK(apart == shingles_of({{"four five six seven"}, {"one two three"}}));
}

TEST_CASE("bytes that are no UTF-8 part words") {
    CHECK(shingles_of("one two\xFFthree four\xC3") == shingles_of("one two three four"));
}

TEST_CASE("a shingler that was cleared begins anew") {
    Shingler shingler;
    shingler.add("some other words were here before");
    shingler.clear();
    CHECK(shingler.shingles().empty());
    shingler.add("one two three four");
    shingler.end_part();
    REQUIRE(shingler.shingles().size() == 1);
    CHECK(*shingles_of("one two three four").begin() == shingler.shingles()[0]);
}
