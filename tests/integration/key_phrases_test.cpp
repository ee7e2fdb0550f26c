// Key phrases from the file to the answer: found, searched, counted, taken down.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::tests;
using query::Facet;

namespace {

using PhrasesById = std::map<std::string, std::vector<std::string>>;

query::SearchRequest asking(std::string text, std::vector<std::string> phrases = {}) {
    query::SearchRequest request;
    request.query = std::move(text);
    request.limit = query::max_limit;
    request.filters.of(Facet::phrase) = std::move(phrases);
    return request;
}

PhrasesById phrases_of_all(query::Searcher& searcher) {
    PhrasesById all;
    for (const std::string& id : all_ids(searcher, asking(""))) {
        all[id] = std::get<query::ArticleView>(searcher.article(id, "", {})).phrases;
    }
    return all;
}

std::string folded(const std::string& phrase) {
    std::string out;
    for (const char c : phrase) {
        out += c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return out;
}

bool has(const std::vector<std::string>& phrases, const std::string& phrase) {
    return std::ranges::any_of(phrases, [&](const auto& p) { return folded(p) == folded(phrase); });
}

std::vector<fs::path> corpus() {
    const fs::path root = project_root() / "corpus";
    return {root / "text", root / "jsonl"};
}

const std::vector<query::FacetValue>& phrase_values(const query::ResultPage& page) {
    return page.facets[static_cast<std::size_t>(Facet::phrase)];
}

class CorpusArchive {
  public:
    CorpusArchive() {
        add_to_archive(path(), corpus());
        searcher_ = std::make_unique<query::Searcher>(open_searcher(path()));
    }
    fs::path path() const { return directory_.path() / "news"; }
    query::Searcher& searcher() { return *searcher_; }

  private:
    TemporaryDirectory directory_;
    std::unique_ptr<query::Searcher> searcher_;
};

}  // namespace

TEST_CASE("phrase: finds exactly the articles that have the phrase") {
    CorpusArchive archive;
    const PhrasesById all = phrases_of_all(archive.searcher());
    REQUIRE(all.size() > 60);
    std::set<std::string> phrases;
    for (const auto& [id, of_one] : all) {
        CHECK(of_one.size() <= 8);
        for (const auto& phrase : of_one) {
            const bool plain = std::ranges::all_of(phrase, [](char c) {
                return c == ' ' || c == '-' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            });
            if (plain) phrases.insert(phrase);
        }
    }
    REQUIRE(phrases.size() > 100);
    for (const auto& phrase : phrases) {
        std::set<std::string> expected;
        for (const auto& [id, of_one] : all) {
            if (has(of_one, phrase)) expected.insert(id);
        }
        INFO(phrase);
        for (const auto& request : {asking("phrase:\"" + phrase + "\""), asking("", {phrase})}) {
            const auto ids = all_ids(archive.searcher(), request);
            CHECK(std::set(ids.begin(), ids.end()) == expected);
        }
    }
}

TEST_CASE("all phrases of the filter must be an article's") {
    CorpusArchive archive;
    const PhrasesById all = phrases_of_all(archive.searcher());
    std::size_t pairs = 0;
    for (const auto& [id, phrases] : all) {
        if (phrases.size() < 2) continue;
        const auto ids = all_ids(archive.searcher(), asking("", {phrases[0], phrases[1]}));
        CHECK(std::ranges::find(ids, id) != ids.end());
        for (const auto& found : ids) {
            CHECK(has(all.at(found), phrases[0]));
            CHECK(has(all.at(found), phrases[1]));
        }
        ++pairs;
    }
    CHECK(pairs > 40);
}

TEST_CASE("the phrase facet lists what tells a result from the rest, with exact counts") {
    CorpusArchive archive;
    const auto page = search(archive.searcher(), asking("ceasefire"));
    const auto& values = phrase_values(page);
    REQUIRE(values.size() >= 3);
    for (const auto& value : values) {
        INFO(value.value);
        CHECK(folded(value.value) != "ceasefire");
        CHECK(folded(value.value) != "cease fire");
        CHECK(value.count >= 2);
        CHECK(search(archive.searcher(), asking("ceasefire", {value.value})).total == value.count);
    }
    // Also where the page begins farther on, and with a phrase that is selected.
    auto request = asking("ceasefire", {values[0].value});
    request.limit = 2;
    request.offset = 2;
    const auto narrowed = search(archive.searcher(), request);
    REQUIRE_FALSE(phrase_values(narrowed).empty());
    CHECK(phrase_values(narrowed)[0].value == values[0].value);
    CHECK(phrase_values(narrowed)[0].selected);
    CHECK(phrase_values(narrowed)[0].count == narrowed.total);
    request.facets = false;
    const auto without = search(archive.searcher(), request);
    REQUIRE(without.hits.size() == narrowed.hits.size());
    for (std::size_t i = 0; i < without.hits.size(); ++i) {
        CHECK(without.hits[i].id == narrowed.hits[i].id);
    }
}

TEST_CASE("a phrase is gone with the only article that had it") {
    CorpusArchive archive;
    const PhrasesById all = phrases_of_all(archive.searcher());
    std::string only, phrase;
    for (const auto& [id, phrases] : all) {
        for (const auto& one : phrases) {
            const auto having = std::ranges::count_if(all, [&](const auto& a) { return has(a.second, one); });
            if (having == 1) only = id, phrase = one;
        }
    }
    REQUIRE_FALSE(only.empty());
    REQUIRE(search(archive.searcher(), asking("", {phrase})).total == 1);
    CHECK(run({program("indexer").string(), "delete", "--archive", archive.path().string(), only})
              .exit_code == 0);
    query::Searcher searcher = open_searcher(archive.path());
    CHECK(search(searcher, asking("", {phrase})).total == 0);
    CHECK(phrases_of_all(searcher).size() == all.size() - 1);
}

TEST_CASE("key phrases are the same whatever the number of threads") {
    const TemporaryDirectory directory;
    std::vector<fs::path> inputs = corpus();
    if (const auto news = news_data()) inputs.push_back(*news / "reuters21578");
    std::vector<PhrasesById> answers;
    for (const char* jobs : {"1", "3"}) {
        const fs::path path = directory.path() / jobs;
        add_to_archive(path, inputs, {"--jobs", jobs});
        query::Searcher searcher = open_searcher(path);
        PhrasesById some;
        for (const std::string& id : all_ids(searcher, asking("Doha OR cocoa OR crude"))) {
            some[id] = std::get<query::ArticleView>(searcher.article(id, "", {})).phrases;
        }
        answers.push_back(std::move(some));
    }
    CHECK(answers[0].size() > 5);
    CHECK(answers[0] == answers[1]);
}
