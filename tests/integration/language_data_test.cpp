// What language detection gets right on real news. The table of docs/text.md comes from here:
//   integration_tests '[.language-table]'
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "indexer/article_language.hpp"
#include "indexer/readers/json_article.hpp"
#include "tests/support/news_data.hpp"
#include "text/language.hpp"
#include "text/utf8.hpp"

using namespace broadsheet;

namespace {

namespace json = boost::json;

struct Score {
    int texts = 0, right = 0, wrong = 0;
    void add(const std::string& found, const std::string& expected) {
        ++texts;
        if (found == expected) ++right;
        else if (!found.empty()) ++wrong;
    }
    double percent_right() const { return 100.0 * right / texts; }
    double percent_wrong() const { return 100.0 * wrong / texts; }
};

constexpr std::size_t column_count = 5;
const std::vector<std::string> columns = {"articles", "paragraphs", "10 words", "5 words", "3 words"};

/// By set and language, a score a column.
using Table = std::map<std::string, std::array<Score, column_count>>;

/// Figures of the indexer's own step.
struct Cost {
    std::size_t text_bytes = 0, paragraphs = 0, foreign = 0;
    double seconds = 0;
};

std::string expected_language(const std::string& lang) {
    if (lang == "zh-hans") return "zh";
    return lang;
}

bool writes_no_spaces(const std::string& lang) {
    for (const char* one : {"zh", "zh-hans", "zh-hant", "ja", "th", "lo", "km", "my"}) {
        if (lang == one) return true;
    }
    return false;
}

/// The first words of a text; two characters stand for a word where none are marked.
std::string first_words(const std::string& text, std::size_t count, const std::string& lang) {
    std::size_t at = 0;
    if (writes_no_spaces(lang)) {
        for (std::size_t i = 0; i < 2 * count && at < text.size(); ++i) text::decode(text, at);
        return text.substr(0, at);
    }
    for (; count > 0 && at != std::string::npos; --count) at = text.find(' ', at + 1);
    return text.substr(0, at);
}

void score_article(archive::Article article, const std::string& set, Table& table, Cost& cost) {
    const std::string lang = std::exchange(article.language, {});
    const std::string expected = expected_language(lang);
    auto& scores = table[set + " " + lang];
    const auto start = std::chrono::steady_clock::now();
    indexer::identify_languages(article);
    cost.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    scores[0].add(article.language, expected);
    bool first = true;
    for (const auto& section : article.sections) {
        for (const auto& paragraph : section.paragraphs) {
            ++cost.paragraphs;
            cost.text_bytes += paragraph.text.size();
            cost.foreign += paragraph.language.empty() ? 0 : 1;
            scores[1].add(text::detect_language(paragraph.text), expected);
            if (!std::exchange(first, false)) continue;
            std::size_t column = 2;
            for (const std::size_t words : {10, 5, 3}) {
                scores[column++].add(
                    text::detect_language(first_words(paragraph.text, words, lang)), expected);
            }
        }
    }
}

void score_set(const std::string& set, const std::string& lines, std::size_t every, Table& table,
               Cost& cost) {
    std::istringstream in(lines);
    std::string line;
    for (std::size_t i = 0; std::getline(in, line); ++i) {
        if (i % every != 0) continue;
        indexer::ReadArticle read;
        REQUIRE(indexer::take_json_article(read, json::parse(line).as_object(), {}).empty());
        score_article(std::move(read.article), set, table, cost);
    }
}

void print(const Table& table) {
    std::cout << "| | " << fmt::format("{}", fmt::join(columns, " | ")) << " |\n|---|---|---|---|---|---|\n";
    for (const auto& [name, scores] : table) {
        std::cout << "| " << name;
        for (const Score& score : scores) {
            std::cout << fmt::format(" | {:.1f} / {:.2f}", score.percent_right(),
                                     score.percent_wrong());
        }
        std::cout << " |\n";
    }
}

void print(const std::string& set, const Cost& cost) {
    std::cout << fmt::format("{}: {} paragraphs, {} marked as foreign, {:.1f} MB of text in {:.2f} s\n",
                             set, cost.paragraphs, cost.foreign,
                             static_cast<double>(cost.text_bytes) / 1e6, cost.seconds);
}

}  // namespace

TEST_CASE("the language of an article is told in 34 languages, and a few words are not guessed at") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    Table table;
    Cost cost;
    score_set("ntrex", tests::read_zstd_file(data / "ntrex/articles.jsonl.zst"), 1, table, cost);
    REQUIRE(table.size() == 35);  // Chinese in both ways
    Score articles, paragraphs;
    for (const auto& [language, scores] : table) {
        INFO(language);
        CHECK(scores[0].texts == 123);
        CHECK(scores[0].percent_right() > 96);
        CHECK(scores[0].wrong == 0);
        // Sentences in English within translations are not wrong at all, but counted so.
        CHECK(scores[1].percent_wrong() < 1.5);
        CHECK(scores[1].percent_right() > 70);
        CHECK(scores[2].percent_wrong() < 5);
        CHECK(scores[3].wrong <= 1);
        CHECK(scores[4].wrong == 0);
        articles.right += scores[0].right;
        articles.texts += scores[0].texts;
        paragraphs.right += scores[1].right;
        paragraphs.texts += scores[1].texts;
    }
    CHECK(articles.percent_right() > 99.5);
    CHECK(paragraphs.percent_right() > 89);
    // Most are English sentences in translations; the bound is on false alarms.
    CHECK(cost.foreign < cost.paragraphs / 500);
}

TEST_CASE("every paragraph that is surely foreign is marked, whatever article it stands in") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    std::vector<archive::Article> articles;
    std::istringstream in(tests::read_zstd_file(data / "ntrex/articles.jsonl.zst"));
    for (std::string line; std::getline(in, line);) {
        indexer::ReadArticle read;
        REQUIRE(indexer::take_json_article(read, json::parse(line).as_object(), {}).empty());
        articles.push_back(std::move(read.article));
    }
    int foreign = 0, marked_so = 0, marked_else = 0;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        archive::Article article = articles[i];
        if (article.sections.empty() || article.sections[0].paragraphs.size() < 4) continue;
        // Some paragraph of some other article, in the middle of this.
        constexpr std::size_t stride = 1'009;
        const auto& sections = articles[(i * stride + 1) % articles.size()].sections;
        if (sections.empty() || sections[0].paragraphs.empty()) continue;
        const auto guest = sections[0].paragraphs[i % sections[0].paragraphs.size()];
        const std::string language = std::exchange(article.language, {});
        const std::string expected = text::detect_other_language(guest.text, language);
        if (expected.empty()) continue;
        auto& paragraphs = article.sections[0].paragraphs;
        paragraphs.insert(paragraphs.begin() + 2, guest);
        indexer::identify_languages(article);
        ++foreign;
        const std::string& found = article.sections[0].paragraphs[2].language;
        (found == expected ? marked_so : marked_else) += found.empty() ? 0 : 1;
    }
    REQUIRE(foreign > 3'000);
    CHECK(marked_else == 0);
    CHECK(marked_so > foreign * 0.97);
}

TEST_CASE("how well languages are told, as a table", "[.language-table]") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    struct Set {
        std::string name, file;
        std::size_t every;
    };
    Table table;
    for (const Set& set : {Set{"ntrex", "ntrex/articles.jsonl.zst", 1},
                           Set{"arabic", "arabic/articles.jsonl.zst", 4},
                           Set{"chinese", "chinese/articles.jsonl.zst", 8},
                           Set{"thai", "thai/articles.jsonl.zst", 1},
                           Set{"wikinews", "wikinews/articles.jsonl", 1},
                           Set{"reuters", "reuters21578/articles.jsonl.zst", 4}}) {
        Cost cost;
        const auto path = data / set.file;
        score_set(set.name,
                  path.extension() == ".zst" ? tests::read_zstd_file(path) : tests::read_file(path),
                  set.every, table, cost);
        print(set.name, cost);
    }
    print(table);
}
