// The operators on lists of spans, with the lists drawn: a run of one letter is a span, a stop is a position
// without any. Spans that overlap stand in lists of their own.
#include "query/span_algebra.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace broadsheet::query;

namespace {

using Drawing = std::vector<std::string>;

Spans spans(const Drawing& lists) {
    Spans out;
    for (const std::string& list : lists) {
        for (std::uint32_t at = 0; at < list.size();) {
            std::uint32_t end = at + 1;
            while (end < list.size() && list[end] == list[at]) ++end;
            if (list[at] != '.') out.push_back({at, end});
            at = end;
        }
    }
    sort_unique(out);
    return out;
}

std::string shown(const Spans& spans) {
    std::string out;
    for (const Span& span : spans) {
        out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
    }
    return out;
}

}  // namespace

TEST_CASE("only spans that hold no other are kept as minimal") {
    const auto [all, kept] = GENERATE(table<Drawing, Drawing>({
        {{"a.b.cc"}, {"a.b.cc"}},
        {{"aaaa", ".b.."}, {".b.."}},
        {{"aaaa", "b..."}, {"b..."}},          // begins with it
        {{"aaaa", "...b"}, {"...b"}},          // ends with it
        {{"aaa.", ".bbb"}, {"aaa.", ".bbb"}},  // overlapping, neither within the other
        {{"aaaa", "bbb.", ".cc."}, {".cc."}},
        {{}, {}},
    }));
    Spans result = spans(all);
    keep_minimal(result);
    CHECK(shown(result) == shown(spans(kept)));
}

TEST_CASE("adjacent spans are joined where one begins at the end of the other") {
    const auto [heads, tails, joined] = GENERATE(table<Drawing, Drawing, Drawing>({
        {{"a..a"}, {".b.."}, {"aa.."}},
        {{"a..."}, {"..b."}, {}},                           // a word between
        {{"a..."}, {"b..."}, {}},                           // the same word
        {{"a...", "aa.."}, {".bb.", "..b."}, {"aaa."}},     // both ways end alike
        {{"a..."}, {".b..", ".bb."}, {"aa..", "aaa."}},     // two ways to go on
        {{}, {"b"}, {}},
    }));
    CHECK(shown(adjacent(spans(heads), spans(tails))) == shown(spans(joined)));
}

TEST_CASE("a distance is the difference of positions from the end of one to the beginning of the other") {
    struct Row {
        Drawing left, right;
        NearRule rule;
        Drawing found;
    };
    const NearRule w1{false, 1}, w2{false, 2}, w3{false, 3}, pre1{true, 1}, pre3{true, 3}, any{false, 0};
    const Row row = GENERATE_COPY(values<Row>({
        {{"a..."}, {".b.."}, w1, {"aa.."}},
        {{".a.."}, {"b..."}, w1, {"aa.."}},                      // either order
        {{".a.."}, {"b..."}, pre1, {}},                          // the left first
        {{"a..."}, {"..b."}, w1, {}},
        {{"a..."}, {"..b."}, w2, {"aaa."}},
        {{"aa.."}, {"..bb"}, w1, {"aaaa"}},                      // phrases, from end to beginning
        {{"aa..."}, {"...bb"}, w1, {}},
        {{"aa..."}, {"...bb"}, w2, {"aaaaa"}},
        {{"a...."}, {"a...."}, w3, {}},                          // a word is not near itself
        {{"aa..."}, {".b..."}, w3, {}},                          // nor a phrase near its own word
        {{"a...a"}, {"..b.."}, w2, {"aaa..", "..aaa"}},          // one between two
        {{"aa...", "..a.."}, {"...b."}, w3, {"..aa."}},          // the nearer one only: it lies within
        {{"a.a.."}, {"...b."}, pre3, {"..aa."}},
        {{"a...."}, {"....b"}, any, {"aaaaa"}},
        {{"a..a."}, {"....b"}, any, {"...aa"}},
        {{"a"}, {}, any, {}},
    }));
    CAPTURE(row.left, row.right, print(broadsheet::query::ProximityRule{
                                     false, row.rule.ordered, static_cast<std::uint8_t>(row.rule.distance)}));
    CHECK(shown(near(spans(row.left), spans(row.right), row.rule)) == shown(spans(row.found)));
}

TEST_CASE("what is near in a stretch lies in one sentence, paragraph or section") {
    static const Starts starts = {1, 4, 8};
    const NearRule together{false, 0, &starts}, close{false, 2, &starts};
    struct Row {
        Drawing left, right;
        NearRule rule;
        Drawing found;
    };
    const Row row = GENERATE_COPY(values<Row>({
        {{"....a...."}, {"......b.."}, together, {"....aaa.."}},
        {{"....a...."}, {"......b.."}, close, {"....aaa.."}},
        {{"....a...."}, {".......b."}, close, {}},
        {{"...a....."}, {"....b...."}, together, {}},              // the one ends, the next begins
        {{"...a....."}, {"....b...."}, close, {}},
        {{".......a."}, {"........b"}, together, {}},
        {{"...a.a..."}, {"....b...."}, together, {"....aa..."}},   // the one behind, in its stretch
        {{".a......."}, {"..b.b...."}, together, {".aa......"}},
    }));
    CAPTURE(row.left, row.right);
    CHECK(shown(near(spans(row.left), spans(row.right), row.rule)) == shown(spans(row.found)));
}

TEST_CASE("what is near a distance may lie between its words") {
    NearRule rule{false, 2};
    const Spans distance = spans({"aaaa."}), between = spans({".b..."});
    CHECK(near(distance, between, rule).empty());
    rule.may_overlap = true;
    CHECK(shown(near(distance, between, rule)) == "[0,4)");
    rule.ordered = true;
    CHECK(near(distance, between, rule).empty());
}

TEST_CASE("a longer span may be near where a shorter one within it is too far") {
    CHECK(shown(near(spans({"..a.."}), spans({"...bb", "....b"}), {false, 1})) == "[2,5)");
    CHECK(shown(near(spans({"....a"}), spans({"bbbb.", "b....", ".bb.."}), {false, 1})) == "[0,5)");
    CHECK(shown(near(spans({"....a"}), spans({"bbbb.", ".bbb."}), {false, 1})) == "[1,5)");
}

TEST_CASE("a word that fills a long article is near itself in little time") {
    constexpr std::uint32_t words = 200'000;
    Spans all;
    for (std::uint32_t at = 0; at < words; ++at) all.push_back({at, at + 1});
    NearRule rule{false, 255};
    const Spans pairs = near(all, all, rule);
    CHECK(pairs.size() == words - 1);
    rule.may_overlap = true;
    CHECK(near(pairs, all, rule).size() == words - 1);
    CHECK(near(all, pairs, rule).size() == words - 1);
    CHECK(not_near(all, all, {false, 255}).empty());
    CHECK(near_parts(all, all, {false, 255}, pairs).left.size() == words);
}

TEST_CASE("NOT near leaves the left spans that have no right one beside them") {
    static const Starts starts = {0, 3};
    struct Row {
        Drawing left, right;
        NearRule rule;
        Drawing found;
    };
    const Row row = GENERATE_COPY(values<Row>({
        {{"a....a"}, {".b...."}, {false, 2}, {".....a"}},
        {{"a....a"}, {}, {false, 2}, {"a....a"}},
        {{".a...a"}, {"b....."}, {true, 2}, {".a...a"}},                // it stands before
        {{"a..a.."}, {".b...."}, {false, 0, &starts}, {"...a.."}},
        {{"aa..", ".a.."}, {"..b."}, {false, 1}, {}},
        {{"a.aaa."}, {".....b"}, {false, 1}, {"a....."}},
        {{"aa..aa"}, {"aa...."}, {false, 1}, {"aa..aa"}},               // itself does not count
    }));
    CAPTURE(row.left, row.right);
    CHECK(shown(not_near(spans(row.left), spans(row.right), row.rule)) == shown(spans(row.found)));
}

TEST_CASE("all spans that take part in a chosen one are known, those that hold another of it, too") {
    struct Row {
        Drawing left, right;
        NearRule rule;
        Drawing of_left, of_right;
    };
    static const Starts starts = {0};
    const Row row = GENERATE_COPY(values<Row>({
        {{"a.a..."}, {"...b.."}, {false, 9}, {"..a..."}, {"...b.."}},
        {{"a....."}, {"..bb..", "...b.."}, {false, 9}, {"a....."}, {"..bb..", "...b.."}},
        {{"a....."}, {"..bb..", "...b.."}, {false, 0, &starts}, {"a....."}, {"..bb..", "...b.."}},
        {{"..aa..", "...a.."}, {"b....."}, {false, 0, &starts}, {"..aa..", "...a.."}, {"b....."}},
        {{"a.a..."}, {".b...b"}, {false, 0, &starts}, {"a.a..."}, {".b...b"}},
        {{"aa....", ".a...."}, {"...b..", "..bb.."}, {true, 2}, {".a...."}, {"...b..", "..bb.."}},
    }));
    CAPTURE(row.left, row.right);
    const Spans left = spans(row.left), right = spans(row.right);
    const Spans chosen = near(left, right, row.rule);
    const NearParts parts = near_parts(left, right, row.rule, chosen);
    CHECK(shown(parts.left) == shown(spans(row.of_left)));
    CHECK(shown(parts.right) == shown(spans(row.of_right)));
    CHECK(near_parts(left, right, row.rule, {}).left.empty());
}

TEST_CASE("a window holds a span of each item with few enough other positions among them") {
    struct Row {
        std::vector<Drawing> items;
        std::uint32_t others;
        Drawing found;
    };
    const Row row = GENERATE(values<Row>({
        {{{"a..."}, {".b.."}}, 0, {"aa.."}},
        {{{".a.."}, {"b..."}}, 0, {"aa.."}},                     // any order
        {{{"a..."}, {"..b."}}, 0, {}},
        {{{"a..."}, {"..b."}}, 1, {"aaa."}},
        {{{"a...a."}, {"...b.."}, {".c...c"}}, 2, {"aaaa..", ".bbbb.", "...bbb"}},
        {{{"a..."}, {"a..."}}, 9, {}},                           // one word is not two
        {{{"a.a.a"}, {".b..."}, {"a.a.a"}}, 0, {"aaa.."}},       // the same word twice, and another
        {{{"a..a"}, {"a..a"}}, 2, {"aaaa"}},
        {{{"a..a"}, {"a..a"}}, 1, {}},
        {{{"a.."}, {".b."}, {"..."}}, 9, {}},                    // one item is nowhere
        {{{"a....b"}, {".c...."}}, 9, {"aa....", ".bbbbb"}},
        {{{"aa..", "a..."}, {"..c."}}, 0, {"aaa."}},             // the longer of two that begin alike
        {{{"aa...", "a...."}, {"...c."}}, 1, {"aaaa."}},
        {{{"aa..."}, {".b..b"}}, 9, {"aaaaa"}},                  // not a part of the other
        {{{"a...aa"}, {".bb..."}, {"...c.."}}, 0, {"aaaa..", ".bbbbb"}},
        {{{"aaa....", "...a..."}, {"....b..", "......b"}}, 0, {"...bb.."}},
        {{{"aaa....", "a......"}, {"....b.."}, {"..c...."}}, 2, {"aaaaa.."}},
    }));
    CAPTURE(row.items, row.others);
    std::vector<Spans> items;
    for (const Drawing& item : row.items) items.push_back(spans(item));
    CHECK(shown(windows(items, row.others)) == shown(spans(row.found)));
}

TEST_CASE("a word that fills a long article is found many times in a window in little time") {
    constexpr std::uint32_t words = 200'000, items = 200;
    Spans all;
    for (std::uint32_t at = 0; at < words; ++at) all.push_back({at, at + 1});
    CHECK(windows(std::vector<Spans>(items, all), 255).size() == words - items + 1);
}
