// Whatever an article holds, it comes back from the archive.
#include "archive/stored_article.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <string>

#include "archive/dictionary.hpp"
#include "archive/stored_record.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/record_checks.hpp"
#include "tests/support/temporary_directory.hpp"
#include "text/utf8.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

std::string any_valid_text() {
    std::size_t replaced = 0;
    return text::to_valid_utf8(*rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
                               replaced);
}

}  // namespace

TEST_CASE("any article comes back from its stored form as it was") {
    rc::prop("encode, decode", [](std::uint64_t seed, std::uint32_t words,
                                  const std::vector<std::uint32_t>& positions) {
        Dice dice(seed);
        archive::StoredArticle stored{random_articles(dice, 1).front(), words, positions};
        stored.article.id = any_valid_text();
        stored.article.url = any_valid_text();
        stored.article.version = any_valid_text();
        stored.article.places.push_back(any_valid_text());
        if (!stored.article.sections.empty()) {
            stored.article.sections.front().paragraphs.front().text = any_valid_text();
        }
        RC_ASSERT(archive::decode_stored(archive::encode(stored), {}) == stored);
        RC_ASSERT(archive::article_of_record(archive::record_of(stored)) == stored);
    });
}

TEST_CASE("any article comes back by any dictionary") {
    rc::prop("encode, decode", [](std::uint64_t seed, const std::string& content) {
        const TemporaryDirectory directory;
        archive::Dictionaries dictionaries(directory.path() / "dictionaries");
        const auto dictionary = dictionaries.add({{}, {}, "some content " + content});
        Dice dice(seed);
        archive::StoredArticle stored{random_articles(dice, 1).front(), 7, {1, 2, 3}};
        stored.article.headline = content;
        RC_ASSERT(archive::decode_stored(archive::encode(stored, dictionary.get()), dictionaries) == stored);
    });
}

TEST_CASE("bytes that are no record are refused, or are one of an article that comes back") {
    const auto check = [](const std::string& record) { RC_ASSERT(wrong_with_record(record).empty()); };
    rc::prop("any bytes", check);
    rc::prop("a record with a byte changed or cut off", [&](std::uint64_t seed, std::size_t at, char byte) {
        Dice dice(seed);
        std::string record = archive::record_of({random_articles(dice, 1).front(), 300, {0, 12, 400}});
        check(record.substr(0, at % record.size()));
        record[at % record.size()] = byte;
        check(record);
    });
}

TEST_CASE("bytes that are no stored article are refused as such") {
    rc::prop("decode", [](const std::string& bytes) {
        RC_ASSERT_THROWS_AS(archive::decode_stored(bytes, {}), archive::CorruptArticle);
    });
}
