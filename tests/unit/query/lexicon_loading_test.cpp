#include "query/lexicon_loading.hpp"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "indexer/publisher.hpp"
#include "query/open_segments.hpp"
#include "query/wildcard.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using archive::ArchivePaths;
using tests::publish;
using tests::TemporaryDirectory;

namespace {

using List = std::vector<std::pair<std::string, std::uint32_t>>;

List all_forms(const query::Lexicon& lexicon) {
    List list;
    for (const auto& form : lexicon.matching(query::Wildcard::parse("*"))) {
        list.emplace_back(form.text, form.articles);
    }
    return list;
}

void make_archive(const ArchivePaths& paths) {
    archive::create_or_check_archive(paths);
    indexer::Publisher publisher(paths);
    publish(publisher, {{"a", "a cease-fire was negotiated"}, {"b", "negotiators at the talks"}});
    publish(publisher, {{"c", "ceasefires negotiated"}, {"d", "talks talked of"}});
}

// What a walk through all terms of the published list says.
List terms_of(const ArchivePaths& paths) {
    return all_forms(query::Lexicon(Xapian::Database(paths.stub.string())));
}

List loaded(const ArchivePaths& paths) {
    const auto list = archive::read_segment_list(paths);
    return all_forms(query::load_segment_files(paths, list, query::open_each(paths, list)).lexicon);
}

}  // namespace

TEST_CASE("the lexicon of an archive has the words and counts of its terms, after every change") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    CHECK(loaded(paths) == terms_of(paths));
    indexer::Publisher publisher(paths);
    publish(publisher, {{"b", "a truce"}, {"e", "an armistice"}});  // replaces, in another segment
    CHECK(loaded(paths) == terms_of(paths));
    publisher.take_down(std::vector<std::string>{"e"});
    CHECK(loaded(paths) == terms_of(paths));
    publisher.merge_all();
    const List merged = loaded(paths);
    CHECK(merged == terms_of(paths));
    const auto has = [&](const std::string& form) {
        return std::ranges::any_of(merged, [&](const auto& one) { return one.first == form; });
    };
    CHECK(has("truce"));
    CHECK_FALSE(has("armistice"));
    CHECK_FALSE(has("negotiators"));
}

TEST_CASE("a lexicon file that cannot be trusted changes no answer") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const fs::path file = paths.segment("000001") / archive::lexicon_file_name;
    const std::string whole = tests::read_file(file);
    const List wanted = terms_of(paths);
    const auto replace = [&](const std::string& bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
        CHECK(loaded(paths) == wanted);
    };
    SECTION("missing: an archive of an older version") {
        fs::remove(file);
        CHECK(loaded(paths) == wanted);
    }
    SECTION("of another segment") {
        replace(tests::read_file(paths.segment("000002") / archive::lexicon_file_name));
    }
    SECTION("stale: articles were deleted since") {
        indexer::delete_from_segment(paths.segment("000001"), std::vector<std::string>{"b"});
        const List fewer = terms_of(paths);
        CHECK(fewer != wanted);
        CHECK(loaded(paths) == fewer);
    }
    SECTION("cut, lengthened, empty") {
        replace(whole.substr(0, whole.size() / 2));
        replace(whole + whole);
        replace("");
    }
    SECTION("bits flipped anywhere") {
        std::mt19937 random(4);
        for (int i = 0; i < 200; ++i) {
            std::string flipped = whole;
            const std::size_t at = random() % whole.size();
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << random() % 8));
            replace(flipped);
        }
    }
}
