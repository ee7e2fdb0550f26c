#include "archive/dictionary.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::archive;
using broadsheet::tests::read_file;
using broadsheet::tests::TemporaryDirectory;
using Catch::Contains;

namespace {

// Any bytes without zstd's magic number are a dictionary to it: plain content.
DictionaryContents small_contents() {
    return {{1, 0x0123456789abcdef}, {28, 16}, "prefix said the ministry on Monday. in the capital"};
}

StoredArticle article_about_it() {
    StoredArticle stored;
    stored.article.id = "a";
    stored.article.headline = "Talks go on, said the ministry on Monday. in the capital";
    return stored;
}

}  // namespace

TEST_CASE("a dictionary comes back from its file as it was, with its fragments") {
    const DictionaryContents contents = small_contents();
    CHECK(parse_dictionary(dictionary_bytes(contents)) == contents);
    CHECK(contents.fragment_texts() ==
          std::vector<std::string_view>{" said the ministry on Monday", ". in the capital"});
}

TEST_CASE("every flip of a bit in a dictionary's file, and every cut, is noticed") {
    const std::string bytes = dictionary_bytes(small_contents());
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string flipped = bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        INFO("bit " << bit);
        CHECK_FALSE(parse_dictionary(flipped));
    }
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(parse_dictionary(bytes.substr(0, length)));
    }
}

TEST_CASE("articles that are stored by a dictionary take less, and need it") {
    const TemporaryDirectory directory;
    Dictionaries dictionaries(directory.path() / "dictionaries");
    CHECK(dictionaries.newest() == nullptr);
    const auto dictionary = dictionaries.add(small_contents());
    CHECK(dictionary->number() == 1);
    const StoredArticle stored = article_about_it();
    const std::string bytes = encode(stored, dictionary.get());
    CHECK(bytes.size() < encode(stored).size());
    CHECK(dictionary_named_by(bytes) == 1);
    CHECK(dictionary_named_by(encode(stored)) == 0);
    CHECK(dictionary_named_by(bytes.substr(1)) == 0);
    CHECK(decode_stored(bytes, dictionaries) == stored);
    CHECK(decode_stored(bytes, Dictionaries(directory.path() / "dictionaries")) == stored);
}

TEST_CASE("a dictionary that comes later is found by who reads already, one that is removed kept") {
    const TemporaryDirectory directory;
    Dictionaries writer(directory.path() / "dictionaries");
    const Dictionaries early(directory.path() / "dictionaries");
    const std::string bytes = encode(article_about_it(), writer.add(small_contents()).get());
    CHECK(decode_stored(bytes, early) == article_about_it());
    CHECK(writer.add(small_contents())->number() == 2);
    writer.remove(1);
    CHECK(writer.all().size() == 1);
    CHECK(writer.newest()->number() == 2);
    CHECK(decode_stored(bytes, early) == article_about_it());
    CHECK_THROWS_WITH(decode_stored(bytes, writer), Contains("1.zdict is missing"));
}

TEST_CASE("a dictionary that is missing or damaged is named, with what to do") {
    const TemporaryDirectory directory;
    const fs::path folder = directory.path() / "dictionaries";
    const std::string bytes = encode(article_about_it(), Dictionaries(folder).add(small_contents()).get());
    CHECK(Dictionaries::damage(folder).empty());
    const std::string file = read_file(folder / "1.zdict");
    write_file_atomically(folder / "1.zdict", file.substr(0, file.size() - 1));
    const auto damage = Dictionaries::damage(folder);
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage[0], Contains("1.zdict is damaged; restore it from a backup"));
    CHECK_THROWS_AS(decode_stored(bytes, Dictionaries(folder)), ArchiveError);
    CHECK_THROWS_WITH(decode_stored(bytes, Dictionaries(folder)), Contains("1.zdict is damaged"));
    CHECK(Dictionaries(folder).newest() == nullptr);
    CHECK(Dictionaries(folder).add(small_contents())->number() == 2);  // never the number of another
    fs::remove(folder / "1.zdict");
    CHECK_THROWS_WITH(decode_stored(bytes, Dictionaries(folder)), Contains("1.zdict is missing"));
}
