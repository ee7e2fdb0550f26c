#include "indexer/published_articles.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "archive/positions_file.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::publish;
using tests::TemporaryDirectory;

namespace {

void make_archive(const ArchivePaths& paths) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"a", "alpha"}, {"b", "bravo"}});
    publish(publisher, {{"c", "charlie"}});
}

std::vector<std::string> ids_indexed(PublishedArticles& reader) {
    std::vector<std::string> ids;
    reader.for_each_indexed([&](const PublishedArticles::Indexed& article) {
        ids.push_back(archive::decode_stored(article.bytes, {}).article.id);
    });
    return ids;
}

/// What may become of the segments between their opening and that of their positions.
struct Change {
    std::string what;
    std::function<void(Publisher&)> make;
    std::vector<std::string> left;
};

const std::vector<Change>& changes() {
    static const std::vector<Change> all = {
        {"merged", [](Publisher& publisher) { publisher.merge_all(); }, {"a", "b", "c"}},
        {"one replaced", [](Publisher& publisher) { publish(publisher, {{"c", "newer"}}); }, {"a", "b", "c"}},
        {"one taken down",
         [](Publisher& publisher) { publisher.take_down(std::vector<std::string>{"a"}); },
         {"b", "c"}},
    };
    return all;
}

}  // namespace

TEST_CASE("a reader goes on with the new list where its segments are gone before their positions are opened") {
    for (const Change& change : changes()) {
        INFO(change.what);
        const TemporaryDirectory directory;
        const ArchivePaths paths(directory.path());
        make_archive(paths);
        PublishedArticles reader(paths);
        {
            Publisher publisher(paths);
            change.make(publisher);
        }
        CHECK(ids_indexed(reader) == change.left);
        CHECK(reader.list() == archive::read_segment_list(paths));
    }
}

TEST_CASE("positions that a listed segment has not are an error, each time it is read") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const fs::path positions = paths.segment("000002") / archive::positions_file_name;
    const fs::path aside = directory.path() / "aside";
    fs::rename(positions, aside);
    PublishedArticles reader(paths);
    for (int time = 0; time < 2; ++time) CHECK_THROWS_AS(ids_indexed(reader), SegmentError);
    fs::rename(aside, positions);
    CHECK(ids_indexed(reader) == std::vector<std::string>{"a", "b", "c"});
}
