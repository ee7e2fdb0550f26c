#include "indexer/canonical_dump.hpp"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/glass/deletion.hpp"
#include "indexer/index_check.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::publish;
using tests::TemporaryDirectory;
using tests::Texts;

namespace {

const Texts texts = {{"a", "A cease-fire of 60 days."}, {"b", "“Talks go on,” said Roe."}, {"c", "Done."}};

/// An archive of segments of these texts.
void make(const ArchivePaths& paths, const std::vector<Texts>& segments) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    for (const Texts& segment : segments) publish(publisher, segment);
}

std::vector<std::string> dump_of(const ArchivePaths& paths) {
    std::vector<std::string> lines;
    write_canonical_dump(paths, [&](std::string_view line) { lines.emplace_back(line); });
    return lines;
}

/// Changes what a segment's index says of its document 1, and not its text.
void meddle(const fs::path& segment, void (*change)(Xapian::Document&)) {
    glass::write_termlist(segment, std::vector<std::uint32_t>{1});
    Xapian::WritableDatabase database(segment.string(), Xapian::DB_OPEN);
    Xapian::Document document = database.get_document(1);
    change(document);
    database.replace_document(1, document);
    database.commit();
}

struct Meddling {
    std::string what;
    void (*change)(Xapian::Document&);
};

const std::vector<Meddling>& meddlings() {
    static const std::vector<Meddling> all = {
        {"a word more", [](Xapian::Document& document) { document.add_term("zugzwang"); }},
        {"a word less", [](Xapian::Document& document) { document.remove_term("days"); }},
        {"a word once more", [](Xapian::Document& document) { document.add_term("days"); }},
        {"another date", [](Xapian::Document& document) { document.add_value(0, "19870226"); }},
    };
    return all;
}

}  // namespace

TEST_CASE("a dump is the same whatever the order and the segments") {
    const TemporaryDirectory directory;
    const ArchivePaths one(directory.path() / "one"), three(directory.path() / "three");
    make(one, {texts});
    make(three, {{texts[2], {"a", "An older text."}}, {texts[1]}, {texts[0]}});
    const auto lines = dump_of(one);
    CHECK(lines == dump_of(three));
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find(" {\"id\":\"a\"") == 16);
}

TEST_CASE("a dump differs where the index does, and the check of the index names the article") {
    for (const Meddling& meddling : meddlings()) {
        INFO(meddling.what);
        const TemporaryDirectory directory;
        const ArchivePaths paths(directory.path() / "news");
        make(paths, {texts});
        const auto lines = dump_of(paths);
        const fs::path segment = paths.segment(archive::read_segment_list(paths).names.at(0));
        CHECK(find_index_damage(segment, {}).empty());
        meddle(segment, meddling.change);
        const auto meddled = dump_of(paths);
        CHECK(meddled[0] != lines[0]);
        CHECK(meddled[1] == lines[1]);
        const auto damage = find_index_damage(segment, {});
        REQUIRE(damage.size() == 1);
        CHECK(damage[0] == "article a: its index is not that of its text");
    }
}

TEST_CASE("the check of the index names an article whose key phrases are not those that it shows") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    make(paths, {texts});
    const fs::path segment = paths.segment(archive::read_segment_list(paths).names.at(0));
    meddle(segment, [](Xapian::Document& document) { document.add_boolean_term("XKP:zugzwang"); });
    const auto damage = find_index_damage(segment, {});
    REQUIRE(damage.size() == 1);
    CHECK(damage[0] == "article a: its index is not that of its text");
}
