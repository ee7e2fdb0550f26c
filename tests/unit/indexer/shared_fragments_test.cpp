#include "indexer/shared_fragments.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

using namespace broadsheet::indexer;

namespace {

using Found = std::map<std::string, std::uint32_t>;

Found found(const std::vector<ArticleTexts>& articles, std::uint32_t least) {
    Found all;
    for (const Fragment& fragment : shared_fragments(articles, least)) {
        CHECK(all.emplace(fragment.text, fragment.articles).second);  // each is told once
    }
    return all;
}

}  // namespace

TEST_CASE("fragments are what stands in enough articles, the longest of what goes together") {
    struct Row {
        const char* what;
        std::vector<ArticleTexts> articles;
        Found fragments;
    };
    const std::vector<Row> rows = {
        {"nothing", {}, {}},
        {"no text", {{""}, {}}, {}},
        {"of one article", {{"a secret, a secret"}, {"peace"}}, {}},
        {"of two", {{"said the minister"}, {"so said the minister today"}}, {{"said the minister", 2}}},
        {"in two texts of one article", {{"one two", "one two"}, {"three"}}, {}},
        {"not across texts", {{"one", "two"}, {"one", "two"}}, {{"one", 2}, {"two", 2}}},
        {"the shorter one is in more", {{"red fox"}, {"red fox"}, {"red"}, {"red"}, {"red"}},
         {{"red", 5}, {" fox", 0}, {"red fox", 2}}},
        {"letters with accents are of a word", {{"Élysée x"}, {"y.Élysée"}}, {{"Élysée", 2}}},
        {"characters above them are not", {{"停戦合意"}, {"停戦協議"}}, {{"停戦", 2}}},
    };
    for (Row row : rows) {
        INFO(row.what);
        std::erase_if(row.fragments, [](const auto& entry) { return entry.second == 0; });
        CHECK(found(row.articles, 2) == row.fragments);
    }
}

TEST_CASE("a fragment stands in as many articles as are told, by searching the texts") {
    std::mt19937 random(7);
    const std::vector<std::string> words = {"the ", "of ", "peace ", "talks, ", "said. ", "x "};
    std::vector<std::string> texts(30);
    for (std::string& text : texts) {
        for (int i = 0; i < 12; ++i) text += words[random() % words.size()];
    }
    std::vector<ArticleTexts> articles;
    for (const std::string& text : texts) articles.push_back({text});
    const auto fragments = shared_fragments(articles, 4);
    REQUIRE(fragments.size() > 20);
    for (const Fragment& fragment : fragments) {
        INFO('"' << fragment.text << '"');
        const auto count = std::ranges::count_if(texts, [&](const std::string& text) {
            return text.find(fragment.text) != std::string::npos;
        });
        CHECK(fragment.articles >= 4);
        // As a piece of a word, or of what stands between words, it may be found in more.
        CHECK(fragment.articles <= count);
    }
}

TEST_CASE("a fragment is at most so many items long") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "w" + std::to_string(i) + " ";
    for (const Fragment& fragment : shared_fragments(std::vector<ArticleTexts>{{text}, {text}}, 2)) {
        const auto spaces = static_cast<std::size_t>(std::ranges::count(fragment.text, ' '));
        CHECK(spaces <= max_fragment_items / 2);
    }
}
