#include "indexer/pipeline.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "indexer/segment_positions.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::TemporaryDirectory;

namespace {

const std::string text(1'000, 'x');

/// A block of one article; the memory that it takes, which is that of all such blocks.
std::size_t fill_block(Batch& batch, const std::string& id) {
    archive::Article article = tests::article(id, text);
    const std::size_t memory = text_bytes(article) * memory_per_text_byte;
    batch.add(std::move(article), 0);
    return memory;
}

}  // namespace

TEST_CASE("the first blocks count while they are held back, and are not held where memory is short") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    const auto batch = std::make_shared<Batch>(publisher.make_work_directory(), BatchLimits{});
    const std::size_t block = fill_block(*batch, "a");
    MemoryBudget memory(2 * block);
    Pipeline pipeline(publisher, {}, 1, memory);
    pipeline.build_block(batch);
    CHECK(memory.taken() == block);
    CHECK_FALSE(fs::exists(batch->block_path(0)));  // held, to be built with what is learnt of the next
    fill_block(*batch, "b");
    pipeline.build_block(batch);
    CHECK(memory.taken() == 2 * block);
    fill_block(*batch, "c");
    pipeline.build_block(batch);  // waits until one of the others is built
    CHECK(fs::exists(batch->block_path(0)));
    CHECK(memory.taken() <= 2 * block);
    pipeline.publish(batch);
    pipeline.finish();
    CHECK(memory.taken() == 0);
    CHECK(tests::texts_in(paths).size() == 3);
}

TEST_CASE("a merge takes memory for the words of its segments, and gives it back") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    MemoryBudget memory(std::size_t{1} << 20);
    std::size_t taken = 0;
    Publisher publisher(paths, [&](std::string_view step) {
        if (step == "merge") taken = memory.taken();
    }, &memory);
    tests::publish(publisher, {{"a", "alpha bravo"}});
    CHECK(taken == 4 * memory_per_merged_word);  // Article a alpha bravo
    tests::publish(publisher, {{"b", "alpha charlie"}});
    publisher.merge_all();
    CHECK(taken == 8 * memory_per_merged_word);
    CHECK(memory.taken() == 0);
}
