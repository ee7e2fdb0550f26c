#include "archive/sketch_index.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "archive/copy_mark.hpp"
#include "archive/sketch_layout.hpp"
#include "archive/sketch_merge.hpp"
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

void write(const std::filesystem::path& folder, const std::string& bytes) {
    std::ofstream(folder / sketch_index_name, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a key leads to the articles that have it, in the order of their sketches") {
    const tests::TemporaryDirectory directory;
    std::mt19937 random(1);
    // Keys of all 32 bits, and so few and small ones that they are nowhere near where they are looked for.
    for (const auto& [articles, keys] : {std::pair{0U, 0U}, {1U, 0U}, {3U, 0U}, {2000U, 0U}, {2000U, 50U}, {300U, 1U}}) {
        INFO(articles << " articles, " << keys << " keys");
        SketchIndexBuilder builder;
        std::map<std::uint32_t, std::set<std::pair<Cluster, std::uint32_t>>> expected;
        for (std::uint32_t article = 1; article <= articles; ++article) {
            const auto sketch = sketch_with(random, keys);
            builder.add(article, sketch);
            for (const auto key : sketch.keys) expected[key].emplace(own_cluster(sketch), article);
        }
        write(directory.path(), std::move(builder).finish(uuid));
        const auto index = SketchIndex::open(directory.path(), uuid);
        REQUIRE(index);
        CHECK(index->entries() == articles * text::band_count);
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
        std::map<std::uint32_t, std::set<std::uint32_t>> all;
        std::uint32_t before = 0;
        SketchIndex::Cursor entries(*index);
        while (const auto entry = entries.next()) {
            CHECK(entry->key >= before);
            before = entry->key;
            all[entry->key].insert(entry->article);
        }
        CHECK(all.size() == expected.size());
        for (const auto& [key, holders] : expected) {
            std::set<std::uint32_t> numbers;
            for (const auto& holder : holders) numbers.insert(holder.second);
            CHECK(all[key] == numbers);
        }
    }
}

TEST_CASE("an entry takes the bits that it needs") {
    struct Row {
        std::uint64_t entries;
        std::uint32_t greatest;
        unsigned entry_bits;
    };
    for (const Row& row : {Row{0, 0, 32}, {8, 1, 33}, {172'616, 21'577, 19 + 15}, {8'000'000, 1'000'000, 14 + 20}}) {
        INFO(row.entries << " entries");
        CHECK(SketchShape::of(row.entries, row.greatest).entry_bits() == row.entry_bits);
    }
}

TEST_CASE("whatever bytes pass for a file, what is found is within it") {
    std::mt19937 random(3);
    std::size_t opened = 0;
    for (int round = 0; round < 3000; ++round) {
        const SketchShape shape{any_key(random) % 8, any_key(random) % 40};
        const std::uint64_t entries = random() % 50;
        std::string bytes(sizeof(SketchHead) + (shape.field_bits(entries) + 7) / 8 + field_load_bytes + random() % 2, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        SketchHead head = SketchPacker(shape).head(uuid);
        head.entries = entries;
        bytes.replace(0, sizeof head, reinterpret_cast<const char*>(&head), sizeof head);
        head.checksum = content_checksum(bytes);
        bytes.replace(0, sizeof head, reinterpret_cast<const char*>(&head), sizeof head);
        const auto index = SketchIndex::of(bytes, uuid);
        if (!index) continue;
        ++opened;
        SketchIndex::Cursor cursor(*index);
        std::uint64_t count = 0;
        while (cursor.next()) ++count;
        CHECK(count == entries);
        for (int i = 0; i < 20; ++i) {
            std::uint64_t found = 0;
            for ([[maybe_unused]] const std::uint32_t article : index->articles_with(any_key(random))) ++found;
            CHECK(found <= entries);
        }
    }
    CHECK(opened > 500);
}

TEST_CASE("a file that is not whole, or another segment's, is none") {
    const tests::TemporaryDirectory directory;
    CHECK_FALSE(SketchIndex::open(directory.path(), uuid));
    std::mt19937 random(2);
    SketchIndexBuilder builder;
    for (std::uint32_t article = 1; article <= 3; ++article) builder.add(article, sketch_with(random, 0));
    const std::string whole = std::move(builder).finish(uuid);
    write(directory.path(), whole);
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
