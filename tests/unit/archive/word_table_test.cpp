#include "archive/word_table.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/property/random_news.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using archive::WordTable;
using archive::WordTableBuilder;

namespace {

/// A table and its bytes.
struct Built {
    explicit Built(WordTableBuilder& builder) : count(builder.count()) {
        builder.bytes().each_piece([&](std::string_view piece) { bytes += piece; });
        for (archive::Spool::Reader reader(builder.blocks()); reader.left() > 0;) {
            blocks.push_back(reader.take_item<std::uint32_t>());
        }
    }
    WordTable table() const { return {count, blocks, bytes}; }

    std::uint32_t count;
    std::vector<std::uint32_t> blocks;
    std::string bytes;
};

std::string random_word(tests::Dice& dice) {
    static const std::vector<std::string> pieces = {"a", "b", "ab", "é", "و", "z", "zz"};
    std::string word;
    for (std::size_t i = dice.between(1, 8); i > 0; --i) word += dice.pick(pieces);
    return word;
}

}  // namespace

TEST_CASE("a table gives each of its words the number that it has in order, and no other word one") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        tests::Dice dice(seed);
        std::set<std::string> words;
        for (std::size_t i = dice.roll(200); i > 0; --i) words.insert(random_word(dice));
        const tests::TemporaryDirectory directory;
        WordTableBuilder builder({directory.path(), dice.roll(200)});
        for (const std::string& word : words) builder.add(word);
        const Built built(builder);
        const WordTable table = built.table();
        CAPTURE(seed);
        CHECK(table.size() == words.size());
        std::uint32_t number = 0;
        for (const std::string& word : words) CHECK(table.find(word) == number++);
        for (int i = 0; i < 50; ++i) {
            const std::string word = random_word(dice);
            CHECK(table.find(word).has_value() == words.contains(word));
        }
        std::vector<std::string> read;
        WordTable::Cursor cursor(table);
        while (cursor.next()) {
            CHECK(cursor.number() == read.size());
            read.emplace_back(cursor.word());
        }
        CHECK(read == std::vector<std::string>(words.begin(), words.end()));
    }
}

TEST_CASE("an empty table has no word") {
    CHECK_FALSE(WordTable().find("word"));
    CHECK_FALSE(WordTable().find(""));
    const WordTable table;
    WordTable::Cursor cursor(table);
    CHECK_FALSE(cursor.next());
}

TEST_CASE("words that share nothing, or all but a letter, take few bytes") {
    WordTableBuilder builder;
    for (int i = 100; i < 200; ++i) builder.add("internationalisation" + std::to_string(i));
    CHECK(builder.bytes().size() < 100 * 6);
}
