#include "indexer/ingest.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/merge_policy.hpp"
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

TEST_CASE("a run that is asked to stop publishes what it has read, and leaves merging to the next") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const fs::path input = directory.path() / "in.jsonl";
    const tests::Texts texts = random_texts(5, 40, 400);
    write_rows(input, texts);
    archive::create_or_check_archive(paths);
    for (std::size_t i = 0; i < merge_factor; ++i) {
        Publisher publisher(paths);
        tests::publish(publisher, {{"m" + std::to_string(i), "Text."}});
    }
    std::atomic<bool> stop = false;
    IngestOptions options = options_with(2);
    options.stop = &stop;
    options.on_progress = [&](const IngestProgress& progress) {
        if (progress.articles == 5) stop = true;  // within the first batch
    };
    CHECK(ingest(paths, {&input, 1}, options).interrupted);
    CHECK(PublishedArticles(paths).count() == merge_factor + 5);
    CHECK(archive::read_segment_list(paths).names.size() == merge_factor + 1);
    add(paths, input);
    CHECK(PublishedArticles(paths).count() == merge_factor + last_of_each(texts).size());
    CHECK(archive::read_segment_list(paths).names.size() < merge_factor);
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

namespace {

struct Item {
    std::string id, text, status, embargo;
};

void write_items(const fs::path& path, const std::vector<Item>& items) {
    std::ofstream file(path, std::ios::binary);
    for (const Item& item : items) {
        file << json::serialize(json::object{{"id", item.id},
                                             {"title", "T"},
                                             {"text", item.text},
                                             {"status", item.status},
                                             {"embargo", item.embargo}})
             << "\n";
    }
}

}  // namespace

TEST_CASE("an article that its source withdraws leaves the archive, unless it comes again") {
    struct Row {
        std::string what;
        std::vector<Item> before, items;
        tests::Texts left;
        std::uint64_t withdrawn, taken_down;
    };
    const Item usable{"a", "First.", "usable", ""}, killed{"a", "First.", "canceled", ""},
        withheld{"a", "First.", "withheld", ""}, other{"b", "Other.", "", ""};
    for (const Row& row : std::vector<Row>{
             {"it is published", {usable, other}, {killed}, {{"b", "Other."}}, 1, 1},
             {"it is withheld", {usable, other}, {withheld}, {{"b", "Other."}}, 1, 1},
             {"the archive never had it", {other}, {killed}, {{"b", "Other."}}, 1, 0},
             {"it came just before", {other}, {usable, killed}, {{"b", "Other."}}, 1, 0},
             {"it comes again, as it was", {usable}, {killed, usable}, {{"a", "First."}}, 1, 0},
             {"it is replaced, killed and as it was",
              {usable},
              {{"a", "Second.", "", ""}, killed, usable},
              {{"a", "First."}},
              1,
              0},
         }) {
        INFO(row.what);
        const TemporaryDirectory directory;
        const ArchivePaths paths(directory.path() / "news");
        const fs::path input = directory.path() / "in.jsonl";
        write_items(input, row.before);
        add(paths, input);
        write_items(input, row.items);
        const IngestSummary summary = add(paths, input);
        CHECK(tests::texts_in(paths) == row.left);
        CHECK(summary.withdrawn == row.withdrawn);
        CHECK(summary.taken_down == row.taken_down);
        CHECK(summary.progress.refused == 0);
        CHECK_FALSE(summary.report.empty());
        CHECK(add(paths, input).taken_down == 0);
        CHECK(tests::texts_in(paths) == row.left);
    }
}

TEST_CASE("an article under embargo waits for its time, and its former version stays") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const fs::path input = directory.path() / "in.jsonl";
    write_items(input, {{"a", "First.", "", ""}});
    add(paths, input);
    write_items(input, {{"a", "Second.", "", "2025-07-09T14:30:00Z"}});
    IngestOptions options = options_with(1);
    options.now = std::chrono::sys_seconds(std::chrono::seconds(1'752'071'399));
    IngestSummary summary = ingest(paths, {&input, 1}, options);
    CHECK(summary.embargoed == 1);
    CHECK(summary.indexed == 0);
    CHECK(tests::texts_in(paths) == tests::Texts{{"a", "First."}});
    options.now += std::chrono::seconds(1);
    summary = ingest(paths, {&input, 1}, options);
    CHECK(summary.embargoed == 0);
    CHECK(tests::texts_in(paths) == tests::Texts{{"a", "Second."}});
}
