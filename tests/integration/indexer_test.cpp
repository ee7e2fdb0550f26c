// The real broadsheet-indexer, as people and scripts run it.
#include <signal.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet::tests;
using broadsheet::archive::ArchivePaths;
using Catch::Contains;
using Catch::StartsWith;

namespace {

std::string row(const std::string& id, const std::string& text) {
    return json::serialize(json::object{{"id", id},
                                        {"title", "Article " + id},
                                        {"date", "2025-07-09"},
                                        {"source", "Test Wire"},
                                        {"lang", "en"},
                                        {"text", text}}) +
           "\n";
}

/// `count` articles of some paragraphs each; `edition` is a word of them.
std::string rows(int count, const std::string& edition) {
    std::string lines;
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        lines += row("n" + number, "Report " + number + " of the " + edition +
                                       " edition.\n\nMediators met in Doha.\n\nTalks go on.");
    }
    return lines;
}

/// An archive in a folder of its own, and the program to work on it.
class Workshop {
  public:
    RunResult indexer(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.begin() + 1, {"--archive", paths.root.string()});
        arguments.insert(arguments.begin(), program("indexer").string());
        return run(arguments, input);
    }

    RunResult add(const std::string& input) const {
        return indexer({"add", "--format", "jsonl", "-"}, input);
    }

    /// What the archive holds, one line an article, ordered by id.
    std::string dump() const {
        const RunResult result = indexer({"export"});
        REQUIRE(result.exit_code == 0);
        return result.out;
    }

    std::uint64_t generation() const {
        return broadsheet::archive::read_segment_list(paths).generation;
    }

    fs::path write(const std::string& name, const std::string& content) const {
        const fs::path path = directory_.path() / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

  private:
    TemporaryDirectory directory_;

  public:
    const ArchivePaths paths{directory_.path() / "news"};
};

/// A run of `add` whose standard input stays open until the test ends it.
class PipedAdd {
  public:
    explicit PipedAdd(const Workshop& shop)
        : paths_(shop.paths), fifo_(shop.write("x", "") += ".in") {
        REQUIRE(::mkfifo(fifo_.c_str(), 0600) == 0);
        const std::string command = "exec '" + program("indexer").string() + "' add --archive '" +
                                    paths_.root.string() + "' --format jsonl - < '" +
                                    fifo_.string() + "' 2>&1";
        program_.emplace(std::vector<std::string>{"/bin/sh", "-c", command});
        input_.open(fifo_, std::ios::binary);
    }

    void feed(const std::string& text) { input_ << text << std::flush; }

    void wait_for_generation(std::uint64_t generation) const {
        while (!fs::exists(paths_.settings) ||
               broadsheet::archive::read_segment_list(paths_).generation < generation) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    int end_by(int signal) {
        program_->signal(signal);
        if (signal != SIGKILL) program_->wait_for_line("interrupted; what is indexed is kept");
        return program_->wait();
    }

  private:
    ArchivePaths paths_;
    fs::path fifo_;
    std::optional<BackgroundProgram> program_;
    std::ofstream input_;
};

bool has_bytes(const fs::path& directory, const std::string& bytes) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() && read_file(entry.path()).find(bytes) != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::size_t line_count(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("indexing makes an archive that Xapian opens, and says what it did in one line") {
    const Workshop shop;
    const RunResult result = shop.add(rows(1204, "morning"));
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, StartsWith("indexed 1,204 articles (0 replaced, 0 refused) in "));
    CHECK(line_count(result.out) == 1);
    const Xapian::Database database(shop.paths.stub.string());
    CHECK(database.get_doccount() == 1204);
    CHECK(database.get_termfreq("morning") == 1204);
    CHECK(database.get_termfreq("XSN:test wire") == 1204);
    CHECK(fs::is_empty(shop.paths.reports));
}

TEST_CASE("a second run over the same articles changes nothing") {
    const Workshop shop;
    shop.add(rows(500, "morning"));
    const auto generation = shop.generation();
    const std::string before = shop.dump();
    const RunResult result = shop.add(rows(500, "morning"));
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, StartsWith("indexed 0 articles (0 replaced, 500 unchanged, 0 refused)"));
    CHECK(shop.generation() == generation);
    CHECK(shop.dump() == before);
}

TEST_CASE("a newer version replaces the former, in the archive and within a run") {
    const Workshop shop;
    shop.add(rows(300, "morning"));
    const RunResult result =
        shop.add(row("n7", "A first draft.") + row("new", "Fresh.") + row("n7", "The final word.") +
                 row("n8", "Passing.") + rows(10, "morning"));
    CHECK_THAT(result.out, StartsWith("indexed 6 articles (5 replaced, 8 unchanged"));
    const std::string dump = shop.dump();
    CHECK(line_count(dump) == 301);
    CHECK_THAT(dump, !Contains("first draft") && !Contains("final word") && !Contains("Passing"));
    CHECK_THAT(dump, Contains("Report 7 of the morning edition"));
    CHECK(Xapian::Database(shop.paths.stub.string()).get_termfreq("Qn7") == 1);
}

TEST_CASE("a new edition of everything leaves each article once, and no other segment") {
    const Workshop shop;
    shop.add(rows(450, "morning"));
    const RunResult result = shop.add(rows(450, "evening"));
    CHECK_THAT(result.out, StartsWith("indexed 450 articles (450 replaced, 0 refused)"));
    CHECK_THAT(shop.dump(), !Contains("morning"));
    CHECK(broadsheet::archive::read_segment_list(shop.paths).names.size() == 1);
}

TEST_CASE("one worker and many make the same archive") {
    const Workshop one, many;
    const std::string input = rows(900, "morning") + rows(50, "evening");
    one.indexer({"add", "--jobs", "1", "--format", "jsonl", "-"}, input);
    many.indexer({"add", "--jobs", "8", "--format", "jsonl", "-"}, input);
    CHECK(one.dump() == many.dump());
}

TEST_CASE("what is refused is counted, reported with its place, and does not stop the rest") {
    const Workshop shop;
    const std::string huge = row("huge", std::string(9 << 20, 'x'));
    const RunResult result =
        shop.add(row("a", "Text.") + "{\"id\": broken\n" + huge + row("b", "Text."));
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.out, StartsWith("indexed 2 articles (0 replaced, 2 refused) in "));
    REQUIRE(std::distance(fs::directory_iterator(shop.paths.reports), {}) == 1);
    const fs::path report = *fs::directory_iterator(shop.paths.reports);
    CHECK_THAT(result.out, Contains(report.string()));
    std::istringstream lines(read_file(report));
    std::vector<json::object> refused;
    for (std::string line; std::getline(lines, line);) {
        refused.push_back(json::parse(line).as_object());
    }
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].at("offset").to_number<std::uint64_t>() == row("a", "Text.").size());
    CHECK_FALSE(refused[0].at("path").as_string().empty());
    CHECK_THAT(std::string(refused[1].at("reason").as_string()), Contains("huge"));
}

TEST_CASE("the summary is JSON where that is asked for") {
    const Workshop shop;
    const RunResult result =
        shop.indexer({"add", "--json", "--format", "jsonl", "-"}, rows(3, "morning") + "[]\n");
    CHECK(result.exit_code == 3);
    const auto summary = json::parse(result.out).as_object();
    CHECK(summary.at("indexed").to_number<int>() == 3);
    CHECK(summary.at("replaced").to_number<int>() == 0);
    CHECK(summary.at("unchanged").to_number<int>() == 0);
    CHECK(summary.at("refused").to_number<int>() == 1);
    CHECK(summary.at("seconds").as_double() > 0);
    CHECK(fs::exists(std::string(summary.at("report").as_string())));
}

TEST_CASE("files and folders are read, and --source names those that name none") {
    const Workshop shop;
    shop.write("in/one.txt",
               "Truce holds in the south\n\nThe truce held on Monday, officials said.\n");
    const fs::path file = shop.write("in/deeper/two.jsonl", row("two", "Text."));
    const RunResult result =
        shop.indexer({"add", "--source", "The Crier", file.parent_path().parent_path().string()});
    CHECK(result.exit_code == 0);
    CHECK_THAT(shop.dump(), Contains("\"The Crier\"") && Contains("\"Test Wire\""));
}

TEST_CASE("an export added to an empty archive gives the same export") {
    const Workshop shop, copy;
    shop.add(rows(50, "morning"));
    const std::string exported = shop.dump();
    CHECK(copy.add(exported).exit_code == 0);
    CHECK(copy.dump() == exported);
}

TEST_CASE("deleting is a takedown: gone from the index and from the disk") {
    const Workshop shop;
    shop.add(rows(30, "morning") + row("gossip", "An unmentionable scandal in the palace."));
    shop.add(rows(5, "evening"));
    REQUIRE(has_bytes(shop.paths.root, "unmentionable"));
    const RunResult result = shop.indexer({"delete", "gossip", "n3"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "deleted 2 articles (0 unknown)\n");
    CHECK_FALSE(has_bytes(shop.paths.root, "unmentionable"));
    CHECK_FALSE(has_bytes(shop.paths.root, "scandal"));
    CHECK(line_count(shop.dump()) == 29);
    CHECK(shop.indexer({"verify"}).exit_code == 0);
}

TEST_CASE("a deferred deletion hides at once, is told by stats, and is purged when asked for") {
    const Workshop shop;
    shop.add(rows(30, "morning") + row("gossip", "An unmentionable scandal in the palace."));
    const RunResult result = shop.indexer({"delete", "--defer-purge", "gossip"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "deleted 1 article (0 unknown); their bytes wait for a purge\n");
    CHECK_THAT(shop.dump(), !Contains("unmentionable"));
    CHECK(has_bytes(shop.paths.root, "unmentionable"));
    CHECK_THAT(shop.indexer({"stats"}).out, Contains("segments    1 (1 wait for a purge)"));
    CHECK_THAT(shop.indexer({"stats", "--json"}).out, Contains("\"unpurged_segments\":1"));
    CHECK(shop.indexer({"verify"}).exit_code == 0);

    const RunResult purged = shop.indexer({"purge"});
    CHECK(purged.exit_code == 0);
    CHECK(purged.out == "purged 1 segment\n");
    CHECK_FALSE(has_bytes(shop.paths.root, "unmentionable"));
    CHECK_THAT(shop.indexer({"stats", "--json"}).out, Contains("\"unpurged_segments\":0"));
    CHECK(line_count(shop.dump()) == 30);
    CHECK(shop.indexer({"purge"}).out == "purged 0 segments\n");
}

TEST_CASE("what waits for its time is in no export and no count, but told by stats") {
    const Workshop shop;
    const std::string waiting =
        R"({"id": "w", "title": "Zugzwang", "text": "Text.", "embargo": "2999-01-01T00:00:00Z"})";
    const RunResult result = shop.add(row("a", "Text.") + waiting + "\n");
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, StartsWith("indexed 1 article (0 replaced, 1 embargoed, 0 refused)"));
    CHECK(line_count(shop.dump()) == 1);
    CHECK_FALSE(has_bytes(shop.paths.segments, "zugzwang"));
    CHECK_THAT(shop.indexer({"stats"}).out,
               Contains("embargoed   1, the next until 2999-01-01T00:00:00Z"));
    CHECK(shop.indexer({"delete", "w"}).out == "deleted 1 article (0 unknown)\n");
    CHECK_FALSE(has_bytes(shop.paths.root, "Zugzwang"));
    CHECK_THAT(shop.indexer({"stats"}).out, !Contains("embargoed"));
}

TEST_CASE("an unknown id is named, and told by the exit status") {
    const Workshop shop;
    shop.add(rows(3, "morning"));
    const RunResult result = shop.indexer({"delete", "n1", "nobody"});
    CHECK(result.exit_code == 3);
    CHECK(result.out == "deleted 1 article (1 unknown)\n");
    CHECK_THAT(result.err, StartsWith("broadsheet-indexer: ") && Contains("nobody"));
}

TEST_CASE("merging leaves one segment with the same articles") {
    const Workshop shop;
    for (int i = 0; i < 3; ++i) shop.add(row("a" + std::to_string(i), "Text."));
    const std::string before = shop.dump();
    const RunResult result = shop.indexer({"merge"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "merged 3 segments into 1\n");
    CHECK(shop.dump() == before);
}

TEST_CASE("stats count what is there") {
    const Workshop shop;
    shop.add(rows(1500, "morning"));
    const RunResult text = shop.indexer({"stats"});
    CHECK(text.exit_code == 0);
    CHECK_THAT(text.out, Contains("1,500") && Contains("2025-07-09") && Contains("Test Wire"));
    const auto stats = json::parse(shop.indexer({"stats", "--json"}).out).as_object();
    CHECK(stats.at("articles").to_number<int>() == 1500);
    CHECK(stats.at("sources").at("Test Wire").to_number<int>() == 1500);
    CHECK(stats.at("languages").at("en").to_number<int>() == 1500);
    CHECK(stats.at("segments").to_number<int>() == 1);
    CHECK(stats.at("generation").to_number<int>() == 1);
    CHECK(stats.at("words").to_number<int>() > 1500 * 10);
    CHECK(stats.at("disk_bytes").to_number<int>() > 100'000);
}

TEST_CASE("verify names what is broken") {
    const Workshop shop;
    shop.add(rows(40, "morning"));
    const RunResult whole = shop.indexer({"verify"});
    CHECK(whole.exit_code == 0);
    CHECK(whole.out == "found no damage in 1 segment\n");

    const std::string segment = broadsheet::archive::read_segment_list(shop.paths).names.at(0);
    const fs::path folder = shop.paths.segment(segment);
    SECTION("a bit of an article") {
        std::string bytes = read_file(folder / "docdata.glass");
        const Xapian::Database database(folder.string());
        const std::string stored = database.get_document(8).get_data();
        bytes[bytes.find(stored) + stored.size() / 2] ^= 1;
        std::ofstream(folder / "docdata.glass", std::ios::binary) << bytes;
        const RunResult result = shop.indexer({"verify"});
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains(segment) && Contains("article n7"));
        CHECK(shop.indexer({"export"}).exit_code == 1);
    }
    SECTION("a file cut short") {
        fs::resize_file(folder / "postlist.glass", fs::file_size(folder / "postlist.glass") / 2);
        const RunResult result = shop.indexer({"verify"});
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains(segment));
    }
    SECTION("a bit of the positions") {
        const fs::path positions = folder / "positions";
        std::string bytes = read_file(positions);
        bytes[GENERATE(as<std::size_t>(), 20, 200, 1000)] ^= 1;
        std::ofstream(positions, std::ios::binary) << bytes;
        const RunResult result = shop.indexer({"verify"});
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains(segment) && Contains("positions"));
    }
    SECTION("a file of zeros") {
        std::ofstream(folder / "iamglass", std::ios::binary) << std::string(100, '\0');
        CHECK(shop.indexer({"verify"}).exit_code == 1);
    }
    SECTION("a segment that is missing") {
        fs::remove_all(folder);
        const RunResult result = shop.indexer({"verify"});
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains(segment) && Contains("not there"));
    }
}

TEST_CASE("a second writer is turned away at once, with status 75") {
    const Workshop shop;
    shop.add(rows(3, "morning"));
    const std::string before = shop.dump();
    const broadsheet::archive::WriterLock lock(shop.paths);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"add", "-"}, {"delete", "n1"}, {"merge"}, {"verify"}}) {
        const RunResult result = shop.indexer(command, row("x", "Text."));
        CHECK(result.exit_code == 75);
        CHECK_THAT(result.err, StartsWith("broadsheet-indexer: another program is writing to "));
    }
    CHECK(shop.indexer({"stats"}).exit_code == 0);
    CHECK(shop.dump() == before);
}

TEST_CASE("an archive of a newer schema is refused by every command") {
    const Workshop shop;
    shop.add(rows(3, "morning"));
    std::ofstream(shop.paths.settings) << R"({"schema": 99, "analyzer": 1})";
    for (const std::vector<std::string>& command : {std::vector<std::string>{"add", "-"},
                                                    {"delete", "n1"},
                                                    {"merge"},
                                                    {"verify"},
                                                    {"stats"},
                                                    {"export"}}) {
        const RunResult result = shop.indexer(command, row("x", "Text."));
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains("newer broadsheet"));
    }
}

TEST_CASE("tables are read with the names that --map gives, and wrong maps are told") {
    const Workshop shop;
    const fs::path table = shop.write("wire.csv", "nr,hl,body_htm\n1,Truce,<p>One.</p><p>Two.</p>\n");
    CHECK(shop.indexer({"add", table.string()}).exit_code == 0);  // read as text, for want of names
    const RunResult read = shop.indexer(
        {"add", "--format", "csv", "--map", "id=nr,title=hl,text=body_htm", table.string()});
    CHECK(read.exit_code == 0);
    CHECK_THAT(shop.dump(), Contains("\"headline\":\"Truce\"") && Contains("\"text\":\"Two.\""));
    const RunResult wrong = shop.indexer({"add", "--map", "titel=hl", table.string()});
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("'titel=hl' maps nothing"));
}

TEST_CASE("an article that its source kills is taken down by add, and what is embargoed waits") {
    const Workshop shop;
    const auto item = [](const std::string& meta) {
        return "<newsItem guid='urn:a'><itemMeta>" + meta +
               "</itemMeta><contentMeta><headline>Zugzwang</headline></contentMeta><contentSet>"
               "<inlineXML><p>Text.</p></inlineXML></contentSet></newsItem>";
    };
    shop.indexer({"add", shop.write("1.xml", item("")).string()});
    CHECK_THAT(shop.dump(), Contains("Zugzwang"));
    const fs::path killed = shop.write("2.xml", item("<pubStatus qcode='stat:canceled'/>"));
    const RunResult result = shop.indexer({"add", killed.string()});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Contains("1 withdrawn (1 taken down)"));
    CHECK(shop.dump().empty());
    CHECK_FALSE(has_bytes(shop.paths.segments, "zugzwang"));
    const fs::path later = shop.write("3.xml", item("<embargoed>2999-01-01T00:00:00Z</embargoed>"));
    CHECK_THAT(shop.indexer({"add", later.string()}).out, Contains("1 embargoed"));
    CHECK(shop.dump().empty());
}

TEST_CASE("wrong usage is told with status 2, help and version with 0") {
    const std::string indexer = program("indexer").string();
    using Arguments = std::vector<std::string>;
    const auto [arguments, status] = GENERATE(table<Arguments, int>({
        {Arguments{}, 2},
        {Arguments{"ad"}, 2},
        {Arguments{"add", "--archive", "x"}, 2},
        {Arguments{"add", "file"}, 2},
        {Arguments{"add", "--archive", "x", "--format", "pdf", "file"}, 2},
        {Arguments{"add", "--archive", "x", "--jobs", "0", "file"}, 2},
        {Arguments{"stats", "--archive", "x", "--nonsense"}, 2},
        {Arguments{"--help"}, 0},
        {Arguments{"add", "--help"}, 0},
        {Arguments{"--version"}, 0},
    }));
    std::vector<std::string> command{indexer};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const RunResult result = run(command);
    CHECK(result.exit_code == status);
    CHECK(result.err.empty() == (status == 0));
    if (status != 0) CHECK_THAT(result.err, StartsWith("broadsheet-indexer: "));
    if (status == 0) CHECK_FALSE(result.out.empty());
}

TEST_CASE("commands other than add make no archive") {
    const Workshop shop;
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"delete", "n1"}, {"purge"}, {"merge"}, {"verify"}, {"stats"}, {"export"}}) {
        const RunResult result = shop.indexer(command);
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, StartsWith("broadsheet-indexer: "));
    }
    CHECK_FALSE(fs::exists(shop.paths.root));
}

TEST_CASE("an interrupted run publishes what it had read, and the next completes it") {
    const Workshop shop, undisturbed;
    const std::string input = rows(5'500, "morning");
    const int signal = GENERATE(SIGINT, SIGTERM, SIGKILL);
    {
        PipedAdd add(shop);
        add.feed(input);
        add.wait_for_generation(1);
        CHECK(add.end_by(signal) == (signal == SIGKILL ? 128 + SIGKILL : 1));
    }
    const std::size_t kept = line_count(shop.dump());
    CHECK(kept >= 5'000);
    CHECK(kept <= 5'500);
    const RunResult result = shop.add(input);
    CHECK(result.exit_code == 0);
    undisturbed.add(input);
    CHECK(shop.dump() == undisturbed.dump());
    CHECK(fs::is_empty(shop.paths.reports));
}

TEST_CASE("real news: Reuters-21578 and Wikinews index without a refused article") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const Workshop shop;
    const RunResult result = shop.indexer(
        {"add", "--json", (data / "wikinews").string(), (data / "reuters21578").string()});
    CHECK(result.exit_code == 0);
    const auto summary = json::parse(result.out).as_object();
    CHECK(summary.at("indexed").to_number<int>() == 295 + 21'577);
    CHECK(summary.at("refused").to_number<int>() == 0);
    CHECK(Xapian::Database(shop.paths.stub.string()).get_doccount() == 295 + 21'577);
}
