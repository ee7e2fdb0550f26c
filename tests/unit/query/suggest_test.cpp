#include "query/suggest.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "archive/lexicon_builder.hpp"

using namespace broadsheet;

namespace {

const std::map<std::string, std::uint32_t>& words() {
    static const std::map<std::string, std::uint32_t> all = {
        {"60", 3},         {"60day", 2},      {"Len", 40},         {"cease", 9},
        {"ceased", 1},     {"ceasefire", 41}, {"ceasefires", 4},   {"commentary", 3},
        {"day", 30},       {"fire", 20},      {"negotiated", 5},   {"qatar", 12},
        {"qatari", 5},     {"reuters", 2},    {"talks", 17},       {"truce", 8},
        {"year", 25},
    };
    return all;
}

query::Suggestions suggested(std::string_view input) {
    archive::LexiconBuilder builder;
    for (const auto& [term, articles] : words()) builder.add_term(term, articles);
    const query::Lexicon lexicon({std::move(builder).image()});
    const std::vector<std::string> languages = {"en"};
    return query::suggest(input, lexicon, languages);
}

using Texts = std::vector<std::string>;

Texts texts(const std::vector<query::Suggestion>& suggestions) {
    Texts out;
    for (const auto& one : suggestions) out.push_back(one.text);
    return out;
}

}  // namespace

TEST_CASE("the word that is being typed is completed by the most frequent words that begin so") {
    struct Row {
        std::string input;
        Texts completions;
    };
    const auto row = GENERATE(values<Row>({
        {"cea", {"ceasefire", "cease", "ceasefires", "ceased"}},
        {"CEA", {"ceasefire", "cease", "ceasefires", "ceased"}},
        {"cease-fi", {"ceasefire", "ceasefires"}},
        {"60-d", {"60day"}},
        {"truce AND qat", {"qatar", "qatari"}},
        {"truce AND (\"the qat", {"qatar", "qatari"}},
        {"headline:qat", {"qatar", "qatari"}},
        {"commentary:(truce qat", {"qatar", "qatari"}},
        {"=qat", {"qatar", "qatari"}},
        {"qatar", {"qatar", "qatari"}},
        {"qat ", {}},           // finished
        {"qat*", {}},           // a wildcard says itself what it is
        {"*qat", {}},
        {"xyz", {}},
        {"", {}},
        {"truce AND", {}},      // an operator
        {"source:reu", {}},     // the value of a filter is no word
        {"source:\"the reu", {}},
        {"desk=(world OR reu", {}},
        {"sn:\"x\" reu", {"reuters"}},
        {"\xFF", {}},
    }));
    INFO(row.input);
    CHECK(texts(suggested(row.input).completions) == row.completions);
}

TEST_CASE("words of which the archive holds no form are corrected") {
    struct Row {
        std::string input;
        Texts corrections;
    };
    const auto row = GENERATE(values<Row>({
        {"ceasfire ", {"ceasefire"}},
        {"ceasfire AND quatar ", {"ceasefire", "qatar"}},
        {"cese-fire ", {"ceasefire"}},
        {"negotiates ", {}},       // other forms of it are held
        {"quatar", {"qatar"}},     // the last, which nothing continues
        {"qat", {}},               // the last, which may yet become a word
        {"2024 ", {}},             // numbers are as they are
        {"headlin:truce ", {}},    // no word: the parser says what is wrong with it
        {"source:reutrs ", {}},
        {"truc* quatr~ ", {}},
        {"truce NEAR/5 talks ADJ3 qatar ", {}},
        {"ATLEAST3(truce) ", {}},
        {"xyzzy ", {}},            // nothing is near
        {"ceasfire trucce tlaks quatar yeer ",
         {"ceasefire", "truce", "talks", "qatar"}},  // no more than max_corrections
    }));
    INFO(row.input);
    CHECK(texts(suggested(row.input).corrections) == row.corrections);
}

TEST_CASE("a suggestion tells its place, its articles and the whole query") {
    const auto found = suggested("(quatar OR cea");
    REQUIRE(found.corrections.size() == 1);
    CHECK(found.corrections[0].range == query::InputRange{1, 6});
    CHECK(found.corrections[0].articles == 12);
    CHECK(found.corrections[0].query == "(qatar OR cea");
    REQUIRE(found.completions.size() == 4);
    CHECK(found.completions[0].range == query::InputRange{11, 3});
    CHECK(found.completions[0].articles == 41);
    CHECK(found.completions[0].query == "(quatar OR ceasefire");
    CHECK(found.input == "(quatar OR cea");
}
