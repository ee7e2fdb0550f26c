#include "indexer/ingest.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/crash.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::TemporaryDirectory;

namespace {

/// So small that a handful of articles goes through many blocks, batches and merges.
constexpr BatchLimits tiny{7, 1 << 20, 3, 1 << 20};

void write_rows(const fs::path& path, const tests::Texts& texts) {
    std::ofstream file(path, std::ios::binary);
    for (const auto& [id, text] : texts) {
        file << json::serialize(json::object{{"id", id}, {"title", "T"}, {"text", text}}) << "\n";
    }
}

/// Ids that repeat at random, within a batch, across batches and against an older archive.
tests::Texts random_texts(unsigned seed, int count, int ids) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> id(1, ids), version(1, 3);
    tests::Texts texts;
    for (int i = 0; i < count; ++i) {
        texts.emplace_back("n" + std::to_string(id(random)),
                           "Text in version " + std::to_string(version(random)) + ".");
    }
    return texts;
}

/// What an archive holds after `texts` in that order: the last of each id, ordered by id.
tests::Texts last_of_each(const tests::Texts& texts) {
    std::map<std::string, std::string> last;
    for (const auto& [id, text] : texts) last[id] = text;
    return {last.begin(), last.end()};
}

IngestOptions options_with(unsigned jobs, StepHook hook = {}) {
    IngestOptions options;
    options.reading.format = "jsonl";
    options.jobs = jobs;
    options.limits = tiny;
    options.hook = std::move(hook);
    return options;
}

IngestSummary add(const ArchivePaths& paths, const fs::path& input, StepHook hook = {}) {
    const unsigned jobs = 3;
    return ingest(paths, {&input, 1}, options_with(jobs, std::move(hook)));
}

}  // namespace

TEST_CASE("of each id the last article stays, whatever the order and the batches") {
    const unsigned seed = GENERATE(range(1U, 5U));
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    tests::Texts all;
    for (unsigned run = 0; run < 3; ++run) {
        const fs::path input = directory.path() / "in.jsonl";
        const tests::Texts texts = random_texts(seed * 10 + run, 40, 20);
        write_rows(input, texts);
        const auto before = fs::exists(paths.settings) ? tests::texts_in(paths).size() : 0;
        const IngestSummary summary = add(paths, input);
        all.insert(all.end(), texts.begin(), texts.end());
        CHECK(tests::texts_in(paths) == last_of_each(all));
        CHECK(summary.indexed + summary.unchanged == texts.size());
        CHECK(before + summary.indexed - summary.replaced == last_of_each(all).size());
    }
}

TEST_CASE("a run that is killed at any step, and the next one too, is completed by a third") {
    const TemporaryDirectory directory;
    const fs::path old_input = directory.path() / "old.jsonl",
                   input = directory.path() / "in.jsonl";
    const tests::Texts old_texts = random_texts(1, 12, 10), texts = random_texts(2, 20, 14);
    write_rows(old_input, old_texts);
    write_rows(input, texts);
    const ArchivePaths pristine(directory.path() / "pristine"), paths(directory.path() / "news");
    add(pristine, old_input);
    tests::Texts all = old_texts;
    all.insert(all.end(), texts.begin(), texts.end());

    const auto run = [&](const StepHook& hook) { add(paths, input, hook); };
    int step = 1;
    for (bool crashed = true; crashed; ++step) {
        INFO("killed at step " << step);
        fs::remove_all(paths.root);
        fs::copy(pristine.root, paths.root, fs::copy_options::recursive);
        crashed = tests::crashes_at(step, run);
        CHECK_NOTHROW(tests::texts_in(paths));
        tests::crashes_at(step / 2 + 1, run);
        CHECK_NOTHROW(tests::texts_in(paths));
        add(paths, input);
        CHECK(tests::texts_in(paths) == last_of_each(all));
        CHECK_FALSE(fs::exists(paths.pending));
    }
    CHECK(step > 15);
}

TEST_CASE("an error in the publishing thread ends the run, and the next completes it") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const fs::path input = directory.path() / "in.jsonl";
    const tests::Texts texts = random_texts(3, 60, 50);
    write_rows(input, texts);
    const int last_step = GENERATE(1, 2, 5, 9);
    int step = 0;
    CHECK_THROWS_WITH(add(paths, input,
                          [&](std::string_view) {
                              if (++step == last_step) throw std::runtime_error("the disk is full");
                          }),
                      "the disk is full");
    add(paths, input);
    CHECK(tests::texts_in(paths) == last_of_each(texts));
}

TEST_CASE("an error in a worker ends the run") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const fs::path input = directory.path() / "in.jsonl";
    write_rows(input, random_texts(4, 60, 60));
    // The directory of the blocks goes away under the workers.
    IngestOptions options = options_with(2);
    options.on_progress = [&](const IngestProgress& progress) {
        if (progress.articles == 30) fs::remove_all(paths.segments / "building-1");
    };
    CHECK_THROWS(ingest(paths, {&input, 1}, options));
    add(paths, input);
    CHECK(tests::texts_in(paths) == last_of_each(random_texts(4, 60, 60)));
}

TEST_CASE("a run over nothing makes an empty archive") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const fs::path input = directory.path() / "in.jsonl";
    write_rows(input, {});
    const IngestSummary summary = add(paths, input);
    CHECK(summary.indexed == 0);
    CHECK(archive::read_segment_list(paths) == archive::SegmentList{});
    CHECK(tests::texts_in(paths).empty());
}
