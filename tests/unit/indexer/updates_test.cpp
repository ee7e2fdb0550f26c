// What becomes of versions, embargoes and withdrawals: in the archive, in the summary, in the report.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/embargoed_articles.hpp"
#include "indexer/ingest.hpp"
#include "indexer/removal.hpp"
#include "indexer/verify.hpp"
#include "indexer/withdrawals.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using Catch::Contains;
using tests::TemporaryDirectory;
using tests::texts_in;

namespace {

const std::chrono::sys_seconds now{std::chrono::seconds(1'752'071'400)};  // 2025-07-09T14:30:00Z
const std::string until = "2025-07-09T15:00:00Z";
const std::chrono::sys_seconds after = now + std::chrono::minutes(30);

/// A line of JSON, of which "text" is what the archive shows.
struct Item {
    std::string version, text, embargo = {}, status = {}, date = {}, id = "a";
};

class Archive {
  public:
    IngestSummary add(const std::vector<Item>& items, std::chrono::sys_seconds at = now) {
        const fs::path input = directory_.path() / "in.jsonl";
        std::ofstream file(input, std::ios::binary);
        for (const Item& item : items) {
            file << json::serialize(json::object{{"id", item.id},
                                                 {"title", "T"},
                                                 {"version", item.version},
                                                 {"text", item.text},
                                                 {"date", item.date},
                                                 {"embargo", item.embargo},
                                                 {"status", item.status}})
                 << "\n";
        }
        file.close();
        IngestOptions options;
        options.reading.format = "jsonl";
        options.jobs = 1;
        options.now = at;
        return ingest(paths, {&input, 1}, options);
    }

    /// What it shows of article "a"; empty if it has none.
    std::string text() const {
        for (const auto& [id, text] : texts_in(paths)) {
            if (id == "a") return text;
        }
        return {};
    }

    bool has_bytes(const std::string& bytes) const {
        for (const auto& entry : fs::recursive_directory_iterator(paths.root)) {
            if (entry.is_regular_file() &&
                tests::read_file(entry.path()).find(bytes) != std::string::npos) {
                return true;
            }
        }
        return false;
    }

  private:
    TemporaryDirectory directory_;

  public:
    const ArchivePaths paths{directory_.path() / "news"};
};

}  // namespace

TEST_CASE("an older version that comes late is left out, counted and told, and again the next time") {
    struct Row {
        std::string what;
        Item newer, older;
        std::string told;
    };
    const std::string ten = "2025-07-09T10:00:00Z", eleven = "2025-07-09T11:00:00Z";
    for (const Row& row : std::vector<Row>{
             {"by version", {"10", "New."}, {"9", "Old."}, "version 9 is older than what the archive has: version 10"},
             {"by time",
              {"", "New.", "", "", eleven},
              {"", "Old.", "", "", ten},
              "that of 2025-07-09T10:00:00Z is older than what the archive has: that of 2025-07-09T11:00:00Z"},
             {"of one version by time",
              {"1", "New.", "", "", eleven},
              {"1", "Old.", "", "", ten},
              "version 1 of 2025-07-09T10:00:00Z is older"}}) {
        INFO(row.what);
        Archive archive;
        archive.add({row.newer});
        for (int run = 0; run < 2; ++run) {
            const IngestSummary summary = archive.add({row.older});
            CHECK(summary.outdated == 1);
            CHECK(summary.indexed + summary.unchanged + summary.progress.refused == 0);
            CHECK_THAT(tests::read_file(summary.report), Contains(row.told) && Contains("(id a)"));
            CHECK(archive.text() == "New.");
        }
        const IngestSummary same = archive.add({row.newer});
        CHECK(same.unchanged == 1);
        CHECK(same.report.empty());
        const std::vector<std::string> ids{"a"};
        remove_articles(archive.paths, ids, Purge::now);
        CHECK(archive.add({row.older}).indexed == 1);  // as the report says
    }
}

TEST_CASE("of two versions in one run the newer stays, and where nothing tells the last") {
    struct Row {
        std::vector<Item> items;
        std::string text;
        std::uint64_t indexed, replaced, outdated;
    };
    for (const Row& row : std::vector<Row>{
             {{{"1", "One."}, {"2", "Two."}}, "Two.", 2, 1, 0},
             {{{"2", "Two."}, {"1", "One."}}, "Two.", 1, 0, 1},
             {{{"", "One."}, {"", "Two."}}, "Two.", 2, 1, 0},
             {{{"2", "Two."}, {"", "One."}}, "One.", 2, 1, 0},
             {{{"2", "Two."}, {"1", "One."}, {"3", "Three."}, {"2", "Two."}}, "Three.", 2, 1, 2},
         }) {
        Archive archive;
        const IngestSummary summary = archive.add(row.items);
        CHECK(archive.text() == row.text);
        CHECK(summary.indexed == row.indexed);
        CHECK(summary.replaced == row.replaced);
        CHECK(summary.outdated == row.outdated);
    }
}

TEST_CASE("a withdrawal yields to a newer version, and keeps older ones away") {
    struct Row {
        std::string what;
        std::vector<std::vector<Item>> runs;
        std::string text;
    };
    const std::string ten = "2025-07-09T10:00:00Z", eleven = "2025-07-09T11:00:00Z";
    const Item one{"1", "One."}, two{"2", "Two."}, three{"3", "Three."}, unnamed{"", "Unnamed."};
    const Item killed_one{"1", "", "", "canceled"}, killed_two{"2", "", "", "withheld"},
        killed{"", "", "", "killed"};
    for (const Row& row : std::vector<Row>{
             {"of an older version", {{two}, {killed_one}}, "Two."},
             {"of an older version, in one run", {{two, killed_one}}, "Two."},
             {"of the same version", {{two}, {killed_two}}, ""},
             {"of a newer version", {{one}, {killed_two}}, ""},
             {"of a newer version, in one run", {{one, killed_two}}, ""},
             {"before an older version", {{killed_two}, {one}}, ""},
             {"before an older version, in one run", {{killed_two, one}}, ""},
             {"and then all again", {{one}, {killed_two}, {one, killed_two}, {one}}, ""},
             {"before the same version", {{killed_two}, {two}}, "Two."},
             {"before a newer version", {{killed_two}, {three}}, "Three."},
             {"and an older after the newer", {{killed_two}, {three}, {one}}, "Three."},
             {"an older after a newer", {{killed_two}, {killed_one}, {one}}, ""},
             {"without a version", {{two}, {killed}}, ""},
             {"without a version, before one", {{killed}, {one}}, "One."},
             {"before one without a version", {{killed_two}, {unnamed}}, "Unnamed."},
             {"dated before the archive's", {{{"", "X.", "", "", eleven}}, {{"", "", "", "killed", ten}}}, ""},
             {"dated after what comes late", {{{"", "", "", "killed", eleven}}, {{"", "X.", "", "", ten}}}, ""},
         }) {
        INFO(row.what);
        Archive archive;
        for (const auto& items : row.runs) archive.add(items);
        CHECK(archive.text() == row.text);
        const auto list = archive::read_segment_list(archive.paths);
        archive.add(row.runs.back());
        CHECK(archive::read_segment_list(archive.paths) == list);
    }
}

TEST_CASE("a withdrawal of an older version is told as left out, and so is what comes after one") {
    Archive archive;
    archive.add({{"2", "Two."}});
    IngestSummary summary = archive.add({{"1", "", "", "canceled"}});
    CHECK(summary.outdated == 1);
    CHECK(summary.withdrawn == 0);
    CHECK_THAT(tests::read_file(summary.report), Contains("the archive keeps that"));
    archive.add({{"3", "", "", "canceled"}});
    summary = archive.add({{"2", "Two."}});
    CHECK(summary.outdated == 1);
    CHECK_THAT(tests::read_file(summary.report),
               Contains("version 2 is older than what its source withdrew: version 3"));
}

TEST_CASE("what is under embargo is put aside, and the first run after its time brings it in") {
    Archive archive;
    IngestSummary summary = archive.add({{"1", "Zugzwang.", until}});
    CHECK(summary.embargoed == 1);
    CHECK(summary.indexed == 0);
    CHECK(summary.next_release == after);
    CHECK_THAT(tests::read_file(summary.report), Contains("the first run after that brings it in"));
    CHECK(archive.text().empty());
    summary = archive.add({}, after - std::chrono::seconds(1));
    CHECK(summary.released == 0);
    CHECK(summary.next_release == after);
    summary = archive.add({}, after);
    CHECK(summary.released == 1);
    CHECK(summary.indexed == 1);
    CHECK_FALSE(summary.next_release);
    CHECK(summary.report.empty());
    CHECK(archive.text() == "Zugzwang.");
    CHECK_FALSE(fs::exists(archive.paths.embargoed));
    CHECK(archive.add({{"1", "Zugzwang.", until}}, after).unchanged == 1);
}

TEST_CASE("what waits is replaced by what is newer, and stays where what comes is older") {
    struct Row {
        std::string what;
        std::vector<std::vector<Item>> runs;
        std::string before, after;  // the embargo is over
    };
    const Item one{"1", "One."}, three{"3", "Three."}, two{"2", "Two.", until},
        later{"3", "Three.", until}, sooner{"1", "One.", until}, killed_one{"1", "", "", "canceled"},
        killed_two{"2", "", "", "canceled"}, killed{"", "", "", "canceled"};
    for (const Row& row : std::vector<Row>{
             {"an older version is shown meanwhile", {{one}, {two}}, "One.", "Two."},
             {"in whatever order", {{two}, {one}}, "One.", "Two."},
             {"a newer one comes", {{two}, {three}}, "Three.", "Three."},
             {"a newer one is there", {{three}, {two}}, "Three.", "Three."},
             {"a newer one waits", {{two}, {later}}, "", "Three."},
             {"an older one waits", {{later}, {two}}, "", "Three."},
             {"one without a version comes", {{two}, {{"", "X."}}}, "X.", "X."},
             {"the older one comes once more", {{one}, {two}, {one}}, "One.", "Two."},
             {"it is withdrawn", {{one, two}, {killed_two}}, "", ""},
             {"it is withdrawn without a version", {{one}, {two}, {killed}}, "", ""},
             {"an older version is withdrawn", {{one}, {two}, {killed_one}}, "", "Two."},
             {"it was withdrawn before", {{killed_two}, {sooner}}, "", ""},
             {"its time comes with a newer version", {{two}, {}}, "", "Two."},
         }) {
        INFO(row.what);
        Archive archive;
        for (const auto& items : row.runs) archive.add(items);
        CHECK(archive.text() == row.before);
        archive.add({}, after);
        CHECK(archive.text() == row.after);
        CHECK(EmbargoedArticles(archive.paths.embargoed).count() == 0);
    }
}

TEST_CASE("an embargo without an end cannot be waited for, and is told so") {
    Archive archive;
    const IngestSummary summary = archive.add({{"1", "One.", "until further notice"}});
    CHECK(summary.embargoed == 1);
    CHECK_THAT(tests::read_file(summary.report), Contains("add it again when it may be shown"));
    CHECK_FALSE(fs::exists(archive.paths.embargoed));
    CHECK(archive.text().empty());
}

TEST_CASE("a takedown removes what waits, from the disk too, and forgets what was withdrawn") {
    Archive archive;
    archive.add({{"2", "Zugzwang.", until}, {"5", "", "", "canceled", "", "b"}});
    REQUIRE(archive.has_bytes("Zugzwang"));
    const std::vector<std::string> ids{"a", "b", "c"};
    const Takedown takedown = remove_articles(archive.paths, ids, Purge::now);
    CHECK(takedown.deleted == std::vector<std::string>{"a"});
    CHECK(takedown.unknown == std::vector<std::string>{"b", "c"});
    CHECK_FALSE(archive.has_bytes("Zugzwang"));
    CHECK(archive.add({}, after).released == 0);
    CHECK(archive.add({{"1", "One.", "", "", "", "b"}}).indexed == 1);
}

TEST_CASE("damage to what waits or to what was withdrawn is told with its line, by every writer") {
    Archive archive;
    archive.add({{"1", "One.", until}, {"1", "Two.", until, "", "", "b"}, {"1", "", "", "killed", "", "c"}});
    CHECK(verify(archive.paths).empty());
    const fs::path file = GENERATE_REF(archive.paths.embargoed, archive.paths.withdrawn);
    std::string bytes = tests::read_file(file);
    bytes[bytes.rfind('1')] ^= 1;  // a digit of a version or a checksum
    if (file == archive.paths.withdrawn) bytes.insert(0, "{\n");
    std::ofstream(file, std::ios::binary) << bytes;
    REQUIRE(verify(archive.paths).size() == 1);
    CHECK_THAT(verify(archive.paths).at(0), Contains(file.string()) && Contains(" is damaged ("));
    CHECK_THROWS_AS(archive.add({}), archive::ArchiveError);
}

TEST_CASE("as much may wait as memory should hold, and a newer version takes the place of the former") {
    const TemporaryDirectory directory;
    EmbargoedArticles embargoed(directory.path() / "embargoed.jsonl");
    archive::Article large = tests::article("0", std::string(max_article_text_bytes - 4096, 'x'));
    large.embargo = until;
    std::size_t held = 0;
    for (; embargoed.hold(large) && held < 100; large.id = std::to_string(++held)) {
    }
    CHECK(held == max_embargoed_bytes / max_article_text_bytes);
    CHECK(embargoed.count() == held);
    large.id = "0";
    large.headline = "Another";
    CHECK(embargoed.hold(large));  // in the place of its former version
    CHECK(embargoed.remove("1"));
    large.id = "new";
    CHECK(embargoed.hold(large));
    embargoed.save();
    CHECK(EmbargoedArticles(directory.path() / "embargoed.jsonl").article("0").headline == "Another");
}

TEST_CASE("the oldest withdrawals are forgotten when there are too many") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "withdrawn.jsonl";
    {
        Withdrawals withdrawals(file);
        for (std::size_t i = 0; i <= max_withdrawals; ++i) {
            withdrawals.note("n" + std::to_string(i), {"2", ""});
        }
        withdrawals.note("nothing tells", {"", "2025-07-09"});
        CHECK(withdrawals.count() == max_withdrawals);
        withdrawals.save();
    }
    const Withdrawals read(file);
    CHECK(read.count() == max_withdrawals);
    CHECK(read.newer_than("n0", {"1", ""}) == nullptr);
    CHECK(read.newer_than("n1", {"1", ""}) != nullptr);
    CHECK(read.newer_than("n1", {"2", ""}) == nullptr);
}
