#include "indexer/segment_lexicon.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "archive/lexicon_builder.hpp"
#include "indexer/verify.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using Catch::Contains;
using tests::publish;
using tests::TemporaryDirectory;

namespace {

/// An archive of one segment; the path of its lexicon.
fs::path make_archive(const ArchivePaths& paths) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"a", "alpha one"}, {"b", "bravo two"}});
    return paths.segment("000001") / archive::lexicon_file_name;
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a published segment has a lexicon") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    const fs::path lexicon = make_archive(paths);
    CHECK(has_current_lexicon(lexicon.parent_path()));
    CHECK(tests::read_file(lexicon).find("bravo") != std::string::npos);
}

TEST_CASE("a lexicon that is missing, of a former state or damaged is made by the next writer") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    const fs::path lexicon = make_archive(paths), segment = lexicon.parent_path();
    const std::string whole = tests::read_file(lexicon);
    SECTION("missing") {
        fs::remove(lexicon);
        CHECK(find_lexicon_damage(segment).empty());
    }
    SECTION("of a former state") {
        delete_from_segment(segment, std::vector<std::string>{"b"});
        CHECK(find_lexicon_damage(segment).empty());
    }
    SECTION("damaged") {
        write(lexicon, whole.substr(0, whole.size() - 1));
        CHECK_THAT(find_lexicon_damage(segment), Contains("its lexicon is damaged"));
        const auto damage = verify(paths);
        REQUIRE(damage.size() == 1);
        CHECK_THAT(damage[0], Contains("000001: its lexicon is damaged"));
    }
    SECTION("empty") {
        write(lexicon, "");
        CHECK_THAT(find_lexicon_damage(segment), Contains("its lexicon is damaged"));
    }
    CHECK_FALSE(has_current_lexicon(segment));
    { Publisher next(paths); }
    CHECK(has_current_lexicon(segment));
    CHECK(verify(paths).empty());
}

TEST_CASE("verify compares a lexicon with the words of the segment") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    const fs::path lexicon = make_archive(paths);
    CHECK(verify(paths).empty());
    // What only a fault of the program could write: whole, of this revision, and wrong.
    const auto segment = lexicon.parent_path();
    archive::SegmentIdentity identity;
    std::string bytes = tests::read_file(lexicon);
    identity.uuid = bytes.substr(48, 36);
    identity.revision = static_cast<unsigned char>(bytes[40]);
    archive::LexiconBuilder builder;
    builder.add_term("charlie", 1);
    write(lexicon, std::move(builder).finish(identity));
    CHECK(has_current_lexicon(segment));
    const auto damage = verify(paths);
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage[0], Contains("its lexicon is not that of its words"));
}

TEST_CASE("a deleted word is in no lexicon, nor anywhere beside the segment") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const auto holds = [&](const std::string& word) {
        for (const auto& entry : fs::recursive_directory_iterator(paths.segments)) {
            if (entry.path().filename() == archive::lexicon_file_name &&
                tests::read_file(entry.path()).find(word) != std::string::npos) {
                return true;
            }
        }
        return false;
    };
    Publisher publisher(paths);
    publish(publisher, {{"b", "charlie three"}});  // replaced: deleted in place
    CHECK(holds("charlie"));
    CHECK(holds("alpha"));
    CHECK_FALSE(holds("bravo"));
    publisher.take_down(std::vector<std::string>{"b"});
    CHECK(holds("alpha"));
    CHECK_FALSE(holds("charlie"));
}
