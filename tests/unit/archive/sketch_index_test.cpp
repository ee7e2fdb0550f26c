#include "archive/sketch_index.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "archive/copy_mark.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::archive;

namespace {

const std::string uuid = "01234567-89ab-cdef-0123-456789abcdef";

std::uint32_t any_key(std::mt19937& random) { return static_cast<std::uint32_t>(random()); }

text::MinHash sketch_with(std::mt19937& random, std::uint32_t keys) {
    text::MinHash sketch;
    sketch.shingles = 1;
    for (auto& key : sketch.keys) key = keys == 0 ? any_key(random) : any_key(random) % keys;
    sketch.bits[0] = random();
    return sketch;
}

/// With anything from all to nothing in memory.
SketchIndexBuilder builder_in(const std::filesystem::path& folder, std::mt19937& random) {
    return SketchIndexBuilder({folder, random() % 2 == 0 ? SpoolPlace::usual_bytes : random() % 10'000});
}

void write(const std::filesystem::path& folder, const std::string& bytes) {
    std::ofstream(folder / sketch_index_name, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a key leads to the articles that have it, in the order of their sketches") {
    const tests::TemporaryDirectory directory;
    std::mt19937 random(1);
    // Keys of all 32 bits, and so few and small ones that they are nowhere near where they are looked for.
    for (const auto& [articles, keys] : {std::pair{0U, 0U}, {1U, 0U}, {2000U, 0U}, {2000U, 50U}, {300U, 1U}}) {
        INFO(articles << " articles, " << keys << " keys");
        SketchIndexBuilder builder = builder_in(directory.path(), random);
        std::map<std::uint32_t, std::set<std::pair<Cluster, std::uint32_t>>> expected;
        for (std::uint32_t article = 1; article <= articles; ++article) {
            const auto sketch = sketch_with(random, keys);
            builder.add(article, sketch);
            for (const auto key : sketch.keys) expected[key].emplace(own_cluster(sketch), article);
        }
        std::move(builder).write(directory.path() / sketch_index_name, uuid);
        const auto index = SketchIndex::open(directory.path(), uuid);
        REQUIRE(index);
        for (const auto& [key, entries] : expected) {
            std::vector<std::uint32_t> found;
            for (const auto article : index->articles_with(key)) {
                if (found.empty() || found.back() != article) found.push_back(article);
            }
            std::vector<std::uint32_t> wanted;
            for (const auto& entry : entries) wanted.push_back(entry.second);
            CHECK(found == wanted);
        }
        for (int i = 0; i < 200; ++i) {
            const std::uint32_t key = i == 0 ? 0xFFFFFFFF : any_key(random);
            if (!expected.contains(key)) CHECK(index->articles_with(key).empty());
        }
    }
}

TEST_CASE("a file that is not whole, or another segment's, is none") {
    const tests::TemporaryDirectory directory;
    CHECK_FALSE(SketchIndex::open(directory.path(), uuid));
    std::mt19937 random(2);
    SketchIndexBuilder builder;
    for (std::uint32_t article = 1; article <= 3; ++article) builder.add(article, sketch_with(random, 0));
    std::move(builder).write(directory.path() / sketch_index_name, uuid);
    const std::string whole = tests::read_file(directory.path() / sketch_index_name);
    CHECK(SketchIndex::open(directory.path(), uuid));
    CHECK_FALSE(SketchIndex::open(directory.path(), "another"));
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        write(directory.path(), whole.substr(0, size));
        CHECK_FALSE(SketchIndex::open(directory.path(), uuid));
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        write(directory.path(), flipped);
        INFO("byte " << at);
        CHECK_FALSE(SketchIndex::open(directory.path(), uuid));
    }
    write(directory.path(), whole + std::string(8, '\0'));
    CHECK_FALSE(SketchIndex::open(directory.path(), uuid));
}

TEST_CASE("sketches of articles are in a file that has those of others, too, but not in one without them") {
    const tests::TemporaryDirectory directory;
    std::mt19937 random(3);
    std::vector<text::MinHash> sketches;
    for (int i = 0; i < 60; ++i) sketches.push_back(sketch_with(random, 20));
    // Numbers 1 to 60, in steps.
    const auto those_of_each = [&](std::uint32_t step) {
        SketchIndexBuilder builder = builder_in(directory.path(), random);
        for (std::uint32_t i = 1; i <= sketches.size(); i += step) builder.add(i, sketches[i - 1]);
        return builder;
    };
    those_of_each(2).write(directory.path() / sketch_index_name, uuid);
    const auto index = SketchIndex::open(directory.path(), uuid);
    REQUIRE(index);
    CHECK(those_of_each(2).are_in(*index));
    CHECK(those_of_each(4).are_in(*index));
    CHECK(those_of_each(60).are_in(*index));
    CHECK_FALSE(those_of_each(1).are_in(*index));
    CHECK_FALSE(those_of_each(3).are_in(*index));
    CHECK(SketchIndexBuilder().are_in(SketchIndex()));
    CHECK_FALSE(those_of_each(60).are_in(SketchIndex()));
}
