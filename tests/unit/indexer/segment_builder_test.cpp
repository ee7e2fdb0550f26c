#include "indexer/segment_builder.hpp"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using Catch::Contains;
using tests::articles;
using tests::TemporaryDirectory;

namespace {

std::vector<std::string> ids_in(const fs::path& path) {
    const Xapian::Database database(path.string());
    std::vector<std::string> ids;
    for (auto term = database.allterms_begin("Q"); term != database.allterms_end("Q"); ++term) {
        ids.push_back((*term).substr(1));
    }
    return ids;
}

bool has_bytes(const fs::path& directory, const std::string& bytes) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() &&
            tests::read_file(entry.path()).find(bytes) != std::string::npos) {
            return true;
        }
    }
    return false;
}

void flip_byte(const fs::path& path, std::streamoff at) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const char byte = static_cast<char>(file.get() ^ 0x10);
    file.seekp(at);
    file.put(byte);
    REQUIRE(file);
}

}  // namespace

TEST_CASE("blocks are merged into one segment, in order") {
    const TemporaryDirectory directory;
    const std::vector<fs::path> blocks{directory.path() / "0", directory.path() / "1"};
    BlockBuilder builder;
    builder.build(articles({{"c", "one"}, {"a", "two"}}), blocks[0]);
    builder.build(articles({{"b", "three"}}), blocks[1]);
    const fs::path segment = directory.path() / "segment";
    merge_into(blocks, segment, {});
    CHECK(ids_in(segment) == std::vector<std::string>{"a", "b", "c"});
    const Xapian::Database database(segment.string());
    CHECK(database.get_document(1).get_value(7) == "c");
    CHECK(database.get_document(3).get_value(7) == "b");
    const SegmentState state = segment_state(segment);
    CHECK(state.articles == 3);
    CHECK_FALSE(state.has_deletions);
}

TEST_CASE("what is dropped from a block is not in the segment, be it all of the block") {
    const TemporaryDirectory directory;
    const std::vector<fs::path> blocks{directory.path() / "0", directory.path() / "1"};
    BlockBuilder builder;
    builder.build(articles({{"a", "first version"}, {"b", "stays"}}), blocks[0]);
    builder.build(articles({{"c", "goes"}}), blocks[1]);
    drop_from_block(blocks[0], {0});
    drop_from_block(blocks[1], {0});
    merge_into(blocks, directory.path() / "segment", {});
    CHECK(ids_in(directory.path() / "segment") == std::vector<std::string>{"b"});
}

TEST_CASE("deleted articles leave words in a segment's files until it is merged") {
    const TemporaryDirectory directory;
    const fs::path block = directory.path() / "0", segment = directory.path() / "1",
                   purged = directory.path() / "2";
    BlockBuilder().build(articles({{"a", "an unmentionable thing"}, {"b", "a plain one"}}), block);
    merge_into({&block, 1}, segment, {});
    const std::vector<std::string> ids{"a", "not there"};
    delete_from_segment(segment, ids);
    CHECK(ids_in(segment) == std::vector<std::string>{"b"});
    CHECK(segment_state(segment).has_deletions);
    CHECK(has_bytes(segment, "unmentionable"));

    merge_into({&segment, 1}, purged, {});
    CHECK(ids_in(purged) == std::vector<std::string>{"b"});
    CHECK_FALSE(segment_state(purged).has_deletions);
    CHECK_FALSE(has_bytes(purged, "unmentionable"));
    CHECK(has_bytes(purged, "plain"));
}

TEST_CASE("errors of Xapian come with the segment's path, in our own type") {
    const TemporaryDirectory directory;
    const fs::path nowhere = directory.path() / "nowhere";
    CHECK_THROWS_WITH(segment_state(nowhere), Contains("cannot open") && Contains("nowhere"));
    CHECK_THROWS_AS(segment_state(nowhere), SegmentError);
    CHECK_THROWS_AS(merge_into({&nowhere, 1}, directory.path() / "x", {}), SegmentError);
    CHECK_THROWS_AS(BlockBuilder().build({}, nowhere / "deeper"), SegmentError);
}

TEST_CASE("a source that has lost a table ends the merge, and is named") {
    const std::string table = GENERATE("postlist", "docdata");
    const TemporaryDirectory directory;
    const fs::path block = directory.path() / "block";
    BlockBuilder().build(articles({{"alpha", "some text"}}), block);
    fs::remove(block / (table + ".glass"));
    CHECK_THROWS_WITH(merge_into({&block, 1}, directory.path() / "segment", {}), Contains("block"));
}

TEST_CASE("a whole segment has no damage, a flipped bit in a stored article is named") {
    const TemporaryDirectory directory;
    const fs::path block = directory.path() / "0", segment = directory.path() / "1";
    BlockBuilder().build(articles({{"alpha", "some text"}, {"beta", "some more text"}}), block);
    merge_into({&block, 1}, segment, {});
    CHECK(find_damage(segment, {}).empty());

    const fs::path data = segment / "docdata.glass";
    const Xapian::Database database(segment.string());
    const std::string stored = database.get_document(2).get_data();
    const std::size_t at = tests::read_file(data).find(stored);
    REQUIRE(at != std::string::npos);
    flip_byte(data, static_cast<std::streamoff>(at + stored.size() / 2));
    const auto damage = find_damage(segment, {});
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage[0], Contains("article beta") && Contains("checksum"));
}
