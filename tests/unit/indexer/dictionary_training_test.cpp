#include "indexer/dictionary_training.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "tests/unit/indexer/dictionary_archive.hpp"

using namespace broadsheet;
using namespace broadsheet::indexer;
using namespace broadsheet::tests;

namespace {

bool says(const archive::DictionaryContents& contents, const std::string& words) {
    return contents.zstd.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a dictionary says what several articles say, and nothing of one alone") {
    auto made = articles(news_texts(300));
    for (int i = 0; i < 4; ++i) made[static_cast<std::size_t>(i)].headline += " and a Quuxish matter";
    for (int i = 0; i < 5; ++i) made[static_cast<std::size_t>(i)].byline = "By Ann Onymous-Nobody";
    const auto contents = make_dictionary(samples_of(made));
    REQUIRE(contents);
    CHECK(says(*contents, "would go on, officials told reporters"));
    CHECK(says(*contents, "Zorblaxian"));
    CHECK(says(*contents, "Onymous"));
    CHECK_FALSE(says(*contents, "Quuxish"));
    CHECK(contents->articles.size() == made.size());
    for (const auto fragment : contents->fragment_texts()) CHECK(fragment.size() > 3);
}

TEST_CASE("copies of an article count as one") {
    auto made = articles(news_texts(300));
    for (std::size_t i = 0; i < 50; ++i) made[i].headline += " and a Quuxish matter";
    auto samples = samples_of(made);
    for (std::size_t i = 0; i < 47; ++i) samples[i].cluster = 12;
    CHECK_FALSE(says(*make_dictionary(samples), "Quuxish"));
    for (std::size_t i = 0; i < 47; ++i) samples[i].cluster = 12 + i;
    CHECK(says(*make_dictionary(samples), "Quuxish"));
}

TEST_CASE("a dictionary is made of enough articles, that share something, and where it pays") {
    CHECK_FALSE(make_dictionary(samples_of(articles(news_texts(least_samples - 1)))));
    CHECK(train_dictionary(samples_of(articles(news_texts(1'000)))));

    // Of what is shared in groups, nothing is in the articles by which it is measured.
    Texts groups;
    for (unsigned i = 0; i < 300; ++i) {
        std::mt19937_64 random(i % 8 == 0 ? 1000 + i : i % 20);
        std::string text;
        for (int word = 0; word < 200; ++word) text += fmt::format("{:x} ", random());
        groups.emplace_back(fmt::format("{}", i), text);
    }
    CHECK(make_dictionary(samples_of(articles(groups))));
    CHECK_FALSE(train_dictionary(samples_of(articles(groups))));
}

TEST_CASE("the same articles make the same dictionary") {
    const auto made = articles(news_texts(300));
    CHECK(make_dictionary(samples_of(made)) == make_dictionary(samples_of(made)));
}
