#include "indexer/duplicate_finder.hpp"

#include <xapian.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/sketch_index.hpp"
#include "archive/sketch_merge.hpp"
#include "indexer/ingest.hpp"
#include "indexer/segment_builder.hpp"
#include "indexer/segment_positions.hpp"
#include "indexer/segment_sketches.hpp"
#include "indexer/sketch_lookup.hpp"
#include "indexer/stats.hpp"
#include "indexer/verify.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/wire_copies.hpp"
#include "tests/unit/indexer/crash.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using Catch::Contains;
using tests::CopyDesk;
using tests::TemporaryDirectory;
using tests::Texts;

namespace {

/// So small that a handful of articles goes through many blocks, batches and merges.
constexpr BatchLimits tiny{7, 1 << 20, 3, 1 << 20};

struct Way {
    unsigned jobs = 2;
    BatchLimits limits = {};
    StepHook hook = {};
};

void add(const ArchivePaths& paths, const Texts& texts, const Way& way = {}) {
    const fs::path input = paths.root.string() + ".jsonl";
    std::ofstream file(input, std::ios::binary);
    for (const auto& [id, text] : texts) {
        file << json::serialize(json::object{{"id", id}, {"title", "News"}, {"text", text}}) << "\n";
    }
    file.close();
    IngestOptions options;
    options.reading.format = "jsonl";
    options.jobs = way.jobs;
    options.limits = way.limits;
    options.hook = way.hook;
    ingest(paths, {&input, 1}, options);
}

using Clusters = std::map<std::string, archive::Cluster>;

Clusters clusters_of(const ArchivePaths& paths) {
    Clusters clusters;
    PublishedArticles(paths).for_each_facts(
        [&](const ArticleFacts& facts) { clusters[facts.id] = facts.cluster.value_or(0); });
    return clusters;
}

/// What a file of sketches says, without the head, which names its database.
std::string sketches_in(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    return whole.substr(72);
}

fs::path first_segment(const ArchivePaths& paths) {
    return paths.segment(archive::read_segment_list(paths).names.at(0));
}

/// The id of the article with that number in a segment; none where it is not there.
std::string id_of(SegmentSketches& sketches, std::uint32_t number) {
    const auto& found = sketches.article(number);
    return found ? found->id : "";
}

std::size_t segments_of(const ArchivePaths& paths) {
    return archive::read_segment_list(paths).names.size();
}

/// Articles, many of them copies of earlier ones with some words changed; ids from so many, or each its own.
Texts wire(unsigned seed, std::size_t count, std::size_t ids = 0) {
    CopyDesk desk(seed);
    Texts texts;
    std::vector<std::vector<std::string>> written;
    for (std::size_t i = 0; i < count; ++i) {
        const bool copies = !written.empty() && desk.roll(3) > 0;
        // By up to 15 words of 120: some are copies of the last that are none of the first.
        auto words = copies ? desk.edited(written[desk.roll(written.size())], desk.roll(16))
                            : desk.words(120);
        const std::size_t id = ids == 0 ? i : desk.roll(ids);
        texts.emplace_back("n" + std::to_string(id), CopyDesk::joined(words));
        written.push_back(std::move(words));
    }
    return texts;
}

}  // namespace

TEST_CASE("a copy joins the cluster of the article that it repeats, wherever that is") {
    CopyDesk desk(1);
    const auto words = desk.words(150);
    const std::string first = CopyDesk::joined(words), copy = CopyDesk::joined(desk.edited(words, 2)),
                      other = CopyDesk::joined(desk.words(150));
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    const std::string where = GENERATE(as<std::string>(), "the same batch", "the same run",
                                       "an earlier run", "a merged segment");
    INFO("in " << where);
    if (where == "the same batch") {
        add(paths, {{"first", first}, {"other", other}, {"copy", copy}});
    } else if (where == "the same run") {
        add(paths, {{"first", first}, {"other", other}, {"copy", copy}}, {1, {1, 1 << 20, 1, 1 << 20}});
        REQUIRE(segments_of(paths) > 1);
    } else {
        add(paths, {{"first", first}});
        add(paths, {{"other", other}});
        if (where == "a merged segment") Publisher(paths).merge_all();
        add(paths, {{"copy", copy}});
    }
    auto clusters = clusters_of(paths);
    CHECK(clusters.at("first") == clusters.at("copy"));
    CHECK(clusters.at("other") != clusters.at("copy"));
    CHECK(verify(paths).empty());
    const ArchiveStats stats = collect_stats(paths);
    CHECK(stats.clusters == 1);
    CHECK(stats.copies == 2);

    SECTION("merging changes no cluster") {
        Publisher(paths).merge_all();
        CHECK(clusters_of(paths) == clusters);
        CHECK(verify(paths).empty());
    }
    SECTION("a cluster outlives the article that began it") {
        const std::vector<std::string> ids = {"first"};
        Publisher(paths).take_down(ids);
        add(paths, {{"late", copy}});
        CHECK(clusters_of(paths).at("late") == clusters.at("first"));
    }
    SECTION("when all of it are gone, nothing is left of it") {
        const std::vector<std::string> ids = {"first", "copy"};
        Publisher(paths).take_down(ids);
        add(paths, {{"late", copy}});
        CHECK(clusters_of(paths).at("late") != clusters.at("first"));
        CHECK(collect_stats(paths).clusters == 0);
    }
    SECTION("a version that is written anew leaves the cluster, and one that is corrected stays") {
        add(paths, {{"first", CopyDesk::joined(desk.words(150))},
                    {"copy", CopyDesk::joined(desk.edited(words, 1))}});
        const auto now = clusters_of(paths);
        CHECK(now.at("copy") == clusters.at("copy"));
        CHECK(now.at("first") != clusters.at("first"));
    }
}

TEST_CASE("what another version replaced is no longer copied from, published or not") {
    CopyDesk desk(2);
    const std::string old = CopyDesk::joined(desk.words(100));
    const auto anew = desk.words(100);
    const Texts texts = {{"a", old}, {"a", CopyDesk::joined(anew)}, {"b", old}};
    const TemporaryDirectory directory;
    const ArchivePaths at_once(directory.path() / "at-once"), in_turn(directory.path() / "in-turn");
    add(at_once, texts);
    for (const auto& text : texts) add(in_turn, {text});
    CHECK(clusters_of(at_once) == clusters_of(in_turn));
    CHECK(clusters_of(at_once).at("a") != clusters_of(at_once).at("b"));
}

TEST_CASE("the same input gives the same clusters however it is cut into batches, runs and segments") {
    const unsigned seed = GENERATE(range(1U, 5U));
    const std::size_t ids = GENERATE(0U, 40U);
    const Texts texts = wire(seed, 90, ids);
    const TemporaryDirectory directory;
    const ArchivePaths whole(directory.path() / "whole"), small(directory.path() / "small"),
        runs(directory.path() / "runs");
    add(whole, texts, {1, {}});
    const auto expected = clusters_of(whole);
    std::set<archive::Cluster> different;
    for (const auto& [id, cluster] : expected) different.insert(cluster);
    if (ids == 0) CHECK(different.size() < expected.size());  // there are copies
    CHECK(different.size() > 5);

    add(small, texts, {3, tiny});
    CHECK(clusters_of(small) == expected);

    CopyDesk desk(seed);
    for (std::size_t at = 0; at < texts.size();) {
        const std::size_t end = std::min(at + 1 + desk.roll(20), texts.size());
        add(runs, {texts.begin() + static_cast<std::ptrdiff_t>(at),
                   texts.begin() + static_cast<std::ptrdiff_t>(end)});
        if (desk.roll(3) == 0) Publisher(runs).merge_all();
        at = end;
    }
    CHECK(clusters_of(runs) == expected);
    CHECK(verify(runs).empty());
}

TEST_CASE("a run that was killed at any step is completed to the same clusters") {
    const Texts texts = wire(7, 24);
    const TemporaryDirectory directory;
    const ArchivePaths undisturbed(directory.path() / "undisturbed"), paths(directory.path() / "news");
    add(undisturbed, texts, {1, tiny});
    const auto expected = clusters_of(undisturbed);
    int step = 1;
    for (bool crashed = true; crashed; ++step) {
        INFO("killed at step " << step);
        fs::remove_all(paths.root);
        crashed = tests::crashes_at(step, [&](const StepHook& hook) { add(paths, texts, {2, tiny, hook}); });
        add(paths, texts, {2, tiny});
        CHECK(clusters_of(paths) == expected);
    }
    CHECK(step > 15);
}

TEST_CASE("thousands of copies are one cluster, and cost no more than the first few") {
    CopyDesk desk(8);
    const auto words = desk.words(90);
    Texts texts;
    for (std::size_t i = 0; i < 5 * max_articles_a_key; ++i) {
        // Every other is edited, always at another place.
        auto copy = words;
        if (i % 2 == 1) copy[i % copy.size()] = "edited";
        texts.emplace_back("n" + std::to_string(i), CopyDesk::joined(copy));
    }
    const TemporaryDirectory directory;
    const ArchivePaths whole(directory.path() / "whole"), small(directory.path() / "small");
    add(whole, texts);
    add(small, texts, {2, tiny});
    CHECK(clusters_of(whole) == clusters_of(small));
    CHECK(collect_stats(whole).clusters == 1);
    CHECK(collect_stats(whole).copies == texts.size());
}

TEST_CASE("an article of a segment is known by its number until, deleted, the segment is opened again") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    add(paths, {{"a", "alpha one"}, {"b", "bravo one"}});
    SegmentSketches sketches(first_segment(paths));
    CHECK(id_of(sketches, 1) == "a");
    CHECK(id_of(sketches, 2) == "b");
    CHECK(id_of(sketches, 3) == "");
    add(paths, {{"b", "bravo two"}});
    sketches.reopen();
    CHECK(id_of(sketches, 1) == "a");
    CHECK(id_of(sketches, 2) == "");
}

TEST_CASE("of a segment with more articles than are kept in memory each is known") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    Texts texts;
    for (std::size_t i = 1; i <= max_kept_articles + 2; ++i) texts.emplace_back(std::to_string(i), "one of many");
    add(paths, texts);
    SegmentSketches sketches(first_segment(paths));
    for (int round = 0; round < 2; ++round) {
        std::size_t known = 0;
        for (const auto& [id, text] : texts) known += id_of(sketches, static_cast<std::uint32_t>(std::stoul(id))) == id;
        CHECK(known == texts.size());
    }
}

TEST_CASE("sketches that are missing or damaged are made by the next writer") {
    CopyDesk desk(9);
    const std::string text = CopyDesk::joined(desk.words(60));
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    add(paths, {{"a", text}});
    const fs::path segment = first_segment(paths);
    const fs::path file = segment / archive::sketch_index_name;
    CHECK(has_sketch_index(segment));
    SECTION("missing") { fs::remove(file); }
    SECTION("cut short") { fs::resize_file(file, fs::file_size(file) - 4); }
    SECTION("empty") { fs::resize_file(file, 0); }
    CHECK_FALSE(has_sketch_index(segment));
    add(paths, {{"b", text}});
    CHECK(has_sketch_index(segment));
    CHECK(clusters_of(paths).at("a") == clusters_of(paths).at("b"));
}

TEST_CASE("an archive that is replaced and merged again and again has not many more numbers than articles") {
    const TemporaryDirectory directory;
    const ArchivePaths once(directory.path() / "once"), merged(directory.path() / "merged");
    std::size_t most = 0;
    for (unsigned round = 0; round < 12; ++round) {
        const Texts texts = wire(20 + round, 40, 50);
        add(once, texts);
        add(merged, texts);
        Publisher(merged).merge_all();
        const Xapian::Database database(first_segment(merged).string());
        CHECK(database.get_lastdocid() <= database.get_doccount() * (1.0 + 1.0 / articles_per_free_number));
        most = std::max<std::size_t>(most, database.get_lastdocid());
    }
    CHECK(most > 50);
    CHECK(clusters_of(merged) == clusters_of(once));
    CHECK(tests::dump(merged) == tests::dump(once));
    CHECK(verify(merged).empty());
}

TEST_CASE("sketches are the same whether they come from blocks, from segments or from the texts") {
    const Texts texts = wire(11, 60);
    const TemporaryDirectory directory;
    const ArchivePaths at_once(directory.path() / "at-once"), merged(directory.path() / "merged");
    add(at_once, texts);
    add(merged, texts, {2, tiny});
    REQUIRE(segments_of(at_once) == 1);
    if (GENERATE(false, true)) {
        for (const std::string& name : archive::read_segment_list(merged).names) {
            fs::remove(merged.segment(name) / archive::sketch_index_name);
        }
    }
    Publisher(merged).merge_all();
    const auto sketches = [&](const ArchivePaths& paths) {
        return sketches_in(first_segment(paths) / archive::sketch_index_name);
    };
    const std::string expected = sketches(at_once);
    CHECK(expected.size() > 32 * texts.size() / 2);
    CHECK(clusters_of(merged) == clusters_of(at_once));
    renew_sketches(first_segment(at_once), archive::Dictionaries(at_once.dictionaries));
    CHECK(sketches(at_once) == expected);
    CHECK(verify(at_once).empty());
    CHECK(verify(merged).empty());
}

TEST_CASE("verify finds a sketch that is not that of its text") {
    CopyDesk desk(12);
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    archive::create_or_check_archive(paths);
    archive::Article article, other;
    article.id = "a";
    article.headline = CopyDesk::joined(desk.words(60));
    other.headline = CopyDesk::joined(desk.words(60));
    text::Shingler shingler;
    const auto sketch = archive::sketch_of(other, shingler);
    const std::vector<archive::CopyMark> marks = {{sketch, archive::own_cluster(sketch)}};
    const fs::path block = directory.path() / "block";
    BlockBuilder().build({article}, block, {}, marks);
    Publisher(paths).publish({&block, 1}, {});
    const auto damage = verify(paths);
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage[0], Contains("article a: its sketch is not that of its text"));
}

TEST_CASE("verify compares the sketches with the articles") {
    CopyDesk desk(10);
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news"), other(directory.path() / "other");
    add(paths, {{"a", CopyDesk::joined(desk.words(60))}});
    CHECK(verify(paths).empty());
    // What only a fault of the program could write: whole, of this database, and of other articles.
    const fs::path segment = first_segment(paths);
    std::ifstream in(segment / archive::sketch_index_name, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    const std::string uuid = whole.substr(32, 36);
    archive::write_file_atomically(segment / archive::sketch_index_name,
                                   archive::SketchIndexBuilder().finish(uuid));
    const auto damage = verify(paths);
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage[0], Contains("its sketches are not those of its articles"));
}
