#include "archive/lexicon_file.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "archive/lexicon_builder.hpp"
#include "tests/support/temporary_directory.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;

namespace {

const SegmentIdentity identity{"01234567-89ab-cdef-0123-456789abcdef", 7};

// The terms of a small segment, in the order of an index.
std::string sample_bytes() {
    LexiconBuilder builder;
    for (const auto& [term, articles] : std::vector<std::pair<std::string, std::uint32_t>>{
             {"60", 4}, {"D20250709", 9}, {"Len", 8}, {"Lzh-hant", 1}, {"Q1", 1}, {"Struce", 2},
             {"XZ:quote", 9}, {"ceasefire", 5}, {"ceasefires", 2}, {"truce", 6}, {"停戦", 1}}) {
        builder.add_term(term, articles);
    }
    return std::move(builder).finish(identity);
}

LexiconReading reading(const std::string& bytes, const SegmentIdentity& wanted = identity) {
    const auto kept = std::make_shared<const std::string>(bytes);
    return read_lexicon(kept, *kept, wanted);
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

}  // namespace

TEST_CASE("a lexicon has the words of a segment and their stems") {
    const auto lexicon = std::get<LexiconImage>(reading(sample_bytes()));
    std::vector<std::pair<std::string, std::uint32_t>> words;
    for (std::size_t i = 0; i < lexicon.size(); ++i) {
        words.emplace_back(lexicon.form(i), lexicon.articles(i));
    }
    CHECK(words == std::vector<std::pair<std::string, std::uint32_t>>{
                       {"60", 4}, {"ceasefire", 5}, {"ceasefires", 2}, {"truce", 6}, {"停戦", 1}});
    CHECK(lexicon.texts() == "60ceasefireceasefirestruce停戦");
    REQUIRE(lexicon.stem_tables().size() == 1);  // Chinese has no stemmer
    const StemTable& english = lexicon.stem_tables()[0];
    CHECK(english.language == "en");
    REQUIRE(english.forms.size() == 2);  // truce is its own stem
    for (std::size_t i = 0; i < english.forms.size(); ++i) {
        const std::string stem = text::stemmer_of("en").stem(lexicon.form(english.forms[i]));
        CHECK(english.hashes[i] == stem_hash(stem));
    }
}

TEST_CASE("the head of a lexicon file lies as its header says") {
    const std::string bytes = sample_bytes();
    CHECK(bytes.substr(0, 8) == "BSLEXIC\n");
    CHECK(number_at(bytes, 16) == lexicon_format);
    CHECK(number_at(bytes, 20) == static_cast<std::uint32_t>(text::analyzer_version));
    CHECK(number_at(bytes, 24) == static_cast<std::uint32_t>(text::stemmer_version));
    CHECK(number_at(bytes, 32) == bytes.size());
    CHECK(number_at(bytes, 40) == 7);
    CHECK(bytes.substr(48, 36) == identity.uuid);
    CHECK(number_at(bytes, 88) == 5);                                 // forms
    CHECK(number_at(bytes, 92) == 2 + 9 + 10 + 5 + 6);                // bytes of their texts
    CHECK(number_at(bytes, 96) == 1);                                 // languages
    CHECK(number_at(bytes, 104) == 0);                                // where "60" begins
    CHECK(number_at(bytes, 108) == 2);                                // and "ceasefire"
    CHECK(number_at(bytes, 104 + 6 * 4) == 4);                        // articles of "60"
    CHECK(bytes.substr(104 + 6 * 4 + 5 * 4 + 4, 11) == "60ceasefire");  // after 4 zeros
}

TEST_CASE("where no article has a language the stems are English, and undetermined") {
    LexiconBuilder builder;
    builder.add_term("truces", 1);
    const LexiconImage lexicon = std::move(builder).image();
    REQUIRE(lexicon.stem_tables().size() == 1);
    CHECK(lexicon.stem_tables()[0].language == "und");
    CHECK(lexicon.stem_tables()[0].hashes[0] == stem_hash(text::stemmer_of("en").stem("truces")));
}

TEST_CASE("a lexicon of no words is one") {
    const LexiconImage lexicon = LexiconBuilder().image();
    CHECK(lexicon.size() == 0);
    CHECK(lexicon.texts().empty());
    CHECK(LexiconImage().size() == 0);
}

TEST_CASE("a lexicon of another revision or database, or of another version, is stale") {
    const std::string bytes = sample_bytes();
    CHECK(std::get<LexiconFault>(reading(bytes, {identity.uuid, 8})) == LexiconFault::stale);
    CHECK(std::get<LexiconFault>(reading(bytes, {"another", 7})) == LexiconFault::stale);
}

TEST_CASE("a lexicon with any bit flipped, or cut anywhere, is damaged") {
    const std::string bytes = sample_bytes();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            const auto result = reading(flipped);
            REQUIRE(std::holds_alternative<LexiconFault>(result));
            REQUIRE(std::get<LexiconFault>(result) == LexiconFault::damaged);
        }
        REQUIRE(std::get<LexiconFault>(reading(bytes.substr(0, at))) == LexiconFault::damaged);
    }
    CHECK(std::get<LexiconFault>(reading(bytes + '\0')) == LexiconFault::damaged);
}

TEST_CASE("a lexicon is mapped from the folder of its segment, and stays when it is replaced") {
    const tests::TemporaryDirectory directory;
    CHECK(std::get<LexiconFault>(open_lexicon(directory.path(), identity)) ==
          LexiconFault::missing);
    const auto file = directory.path() / "lexicon";
    std::ofstream(file) << "";
    CHECK(std::get<LexiconFault>(open_lexicon(directory.path(), identity)) ==
          LexiconFault::damaged);
    std::ofstream(file, std::ios::binary) << sample_bytes();
    const auto lexicon = std::get<LexiconImage>(open_lexicon(directory.path(), identity));
    std::filesystem::remove(file);
    CHECK(lexicon.form(3) == "truce");
}
