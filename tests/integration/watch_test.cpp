// The real `broadsheet-indexer watch` on a real folder. Nothing is asserted by time: what must come
// is waited for, up to a deadline that only a failure reaches.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "indexer/iso_time.hpp"
#include "indexer/published_articles.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet;
using namespace broadsheet::tests;
using Catch::Contains;
using Catch::StartsWith;
using Ids = std::vector<std::string>;

namespace {

constexpr std::chrono::seconds deadline{60};

std::string row(const std::string& id, const std::string& text, const json::object& more = {}) {
    json::object object{{"id", id}, {"title", "Article " + id}, {"text", text}};
    for (const auto& [key, value] : more) object[key] = value;
    return json::serialize(object) + "\n";
}

/// A delivery folder, an archive, and the program between them.
class Desk {
  public:
    Desk() { fs::create_directories(folder); }

    void start(const std::vector<std::string>& options = {}) {
        std::vector<std::string> arguments = {program("indexer").string(), "watch", "--archive",
                                              paths.root.string(), folder.string()};
        arguments.insert(arguments.end(), options.begin(), options.end());
        watch_.emplace(arguments);
        watch_->wait_for_line("watching ");
    }

    BackgroundProgram& watch() { return *watch_; }

    int stop(int signal = SIGTERM) {
        watch_->signal(signal);
        const int status = watch_->wait();
        watch_.reset();
        return status;
    }

    void write(const std::string& name, const std::string& content) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name, std::ios::binary) << content;
    }

    Ids ids() const {
        Ids found;
        if (!fs::exists(paths.settings)) return found;
        indexer::PublishedArticles(paths).for_each_facts(
            [&](const indexer::ArticleFacts& facts) { found.push_back(facts.id); });
        return found;
    }

    /// Each article's text by its id, as one string: "a:Text. b:Text."
    std::string texts() const {
        std::string out;
        indexer::PublishedArticles published(paths);
        published.for_each_stored([&](std::string_view bytes) {
            const auto article = archive::decode_stored(bytes, published.dictionaries()).article;
            out += (out.empty() ? "" : " ") + article.id + ":" +
                   article.sections.at(0).paragraphs.at(0).text;
        });
        return out;
    }

    std::uint64_t generation() const { return archive::read_segment_list(paths).generation; }

    std::size_t segments() const { return archive::read_segment_list(paths).names.size(); }

    RunResult indexer(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.begin() + 1, {"--archive", paths.root.string()});
        arguments.insert(arguments.begin(), program("indexer").string());
        return run(arguments, input);
    }

  private:
    TemporaryDirectory directory_;
    std::optional<BackgroundProgram> watch_;

  public:
    const archive::ArchivePaths paths{directory_.path() / "news"};
    const fs::path folder = directory_.path() / "in";
    const fs::path elsewhere = directory_.path() / "elsewhere";
};

/// A file that is open for writing, in this process only.
class SlowWriter {
  public:
    explicit SlowWriter(const fs::path& path)
        : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) {
        REQUIRE(descriptor_ >= 0);
    }
    ~SlowWriter() { close(); }
    SlowWriter(const SlowWriter&) = delete;
    SlowWriter& operator=(const SlowWriter&) = delete;

    void write(const std::string& text) const {
        REQUIRE(::write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void close() {
        if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    }

  private:
    int descriptor_;
};

/// Waits until it is so; false where it never is.
bool comes_true(const std::function<bool()>& what) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!what()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

bool comes_to(const Desk& desk, const Ids& ids) {
    return comes_true([&] { return desk.ids() == ids; });
}

/// A file that arrives now, and has been indexed when this returns: all that came before it, and was
/// complete, has been looked at.
void pass_marker(Desk& desk, const std::string& id) {
    desk.write(id + ".jsonl", row(id, "Marker."));
    REQUIRE(comes_true([&] {
        const Ids ids = desk.ids();
        return std::ranges::find(ids, id) != ids.end();
    }));
}

}  // namespace

TEST_CASE("what lies in the folder is indexed, and what is written, moved or linked into it") {
    Desk desk;
    desk.write("before.jsonl", row("a", "Text.") + row("b", "Text."));
    desk.write("2025/07/09/deep.jsonl", row("c", "Text."));
    desk.start();
    CHECK(comes_to(desk, {"a", "b", "c"}));
    desk.write("written.jsonl", row("d", "Text."));
    CHECK(comes_to(desk, {"a", "b", "c", "d"}));

    std::ofstream(desk.elsewhere) << row("e", "Text.");
    fs::rename(desk.elsewhere, desk.folder / "moved.jsonl");
    CHECK(comes_to(desk, {"a", "b", "c", "d", "e"}));
    std::ofstream(desk.elsewhere) << row("f", "Text.");
    fs::create_hard_link(desk.elsewhere, desk.folder / "linked.jsonl");
    CHECK(comes_to(desk, {"a", "b", "c", "d", "e", "f"}));
    CHECK(desk.stop() == 0);
    CHECK(fs::is_empty(desk.paths.reports));
}

TEST_CASE("folders that come later are watched too, and those that are renamed") {
    Desk desk;
    desk.start();
    desk.write("new/deeper/one.jsonl", row("a", "Text."));
    CHECK(comes_to(desk, {"a"}));
    fs::rename(desk.folder / "new", desk.folder / "renamed");
    desk.write("renamed/deeper/two.jsonl", row("b", "Text."));
    CHECK(comes_to(desk, {"a", "b"}));
    fs::create_directories(desk.elsewhere / "x");
    std::ofstream(desk.elsewhere / "x" / "three.jsonl") << row("c", "Text.");
    fs::rename(desk.elsewhere, desk.folder / "moved in");
    CHECK(comes_to(desk, {"a", "b", "c"}));
    desk.write("moved in/x/four.jsonl", row("d", "Text."));
    CHECK(comes_to(desk, {"a", "b", "c", "d"}));
    fs::remove_all(desk.folder / "moved in");
    desk.write("moved in/again.jsonl", row("e", "Text."));
    CHECK(comes_to(desk, {"a", "b", "c", "d", "e"}));
    CHECK(desk.stop(SIGINT) == 0);
}

TEST_CASE("a file that is still written to is waited for, be it found at the start or later") {
    Desk desk;
    SlowWriter early(desk.folder / "early.jsonl");
    early.write(row("a", "The first half."));
    desk.start();
    SlowWriter late(desk.folder / "late.jsonl");
    late.write(row("b", "The first half."));
    pass_marker(desk, "m1");
    pass_marker(desk, "m2");
    CHECK(desk.ids() == Ids{"m1", "m2"});
    early.write(row("c", "The second half."));
    early.close();
    late.write(row("d", "The second half."));
    late.close();
    CHECK(comes_to(desk, {"a", "b", "c", "d", "m1", "m2"}));
    CHECK(desk.stop() == 0);
}

TEST_CASE("names of what is not complete are passed over until it is renamed") {
    Desk desk;
    for (const std::string name : {".hidden.jsonl", "x.part", "x.TMP", "x.jsonl.filepart",
                                   ".folder/y.jsonl", "z.tmp/y.jsonl"}) {
        desk.write(name, row(name, "Text."));
    }
    desk.start();
    desk.write("later.jsonl.part", row("a", "Text."));
    desk.write(".later.jsonl", row("b", "Text."));
    fs::create_symlink("/dev/zero", desk.folder / "zero.jsonl");
    fs::create_directory_symlink(desk.folder, desk.folder / "loop");
    REQUIRE(::mkfifo((desk.folder / "pipe.jsonl").c_str(), 0600) == 0);
    pass_marker(desk, "m");
    CHECK(desk.ids() == Ids{"m"});
    fs::rename(desk.folder / "later.jsonl.part", desk.folder / "later.jsonl");
    CHECK(comes_to(desk, {"a", "m"}));
    CHECK(desk.stop() == 0);
    CHECK(fs::is_empty(desk.paths.reports));
}

TEST_CASE("after a restart nothing is indexed again, and what came meanwhile is") {
    Desk desk;
    desk.write("1.jsonl", row("a", "First."));
    desk.start();
    REQUIRE(comes_to(desk, {"a"}));
    desk.write("0.jsonl", row("a", "Second."));  // nothing tells which is newer: the last that came
    REQUIRE(comes_true([&] { return desk.texts() == "a:Second."; }));
    CHECK(desk.stop() == 0);
    REQUIRE(desk.indexer({"add", "-"}, row("z", "From elsewhere.")).exit_code == 0);
    REQUIRE(desk.indexer({"delete", "z"}).exit_code == 0);
    const auto generation = desk.generation();

    desk.write("2.jsonl", row("b", "Meanwhile."));
    desk.start();
    CHECK(comes_to(desk, {"a", "b"}));
    CHECK(desk.texts() == "a:Second. b:Meanwhile.");
    CHECK(desk.generation() == generation + 1);
    CHECK(desk.stop() == 0);

    REQUIRE(desk.indexer({"delete", "b"}).exit_code == 0);
    desk.start();
    pass_marker(desk, "m");
    CHECK(desk.ids() == Ids{"a", "m"});  // what was taken down stays away, though its file lies there
    CHECK(desk.stop() == 0);
}

TEST_CASE("a file that is written anew, or changed in place, is indexed again") {
    Desk desk;
    desk.write("1.jsonl", row("a", "First."));
    desk.start();
    REQUIRE(comes_to(desk, {"a"}));
    desk.write("1.jsonl", row("a", "Second."));
    CHECK(comes_true([&] { return desk.texts() == "a:Second."; }));
    std::ofstream(desk.folder / "1.jsonl", std::ios::app) << row("b", "Added.");
    CHECK(comes_to(desk, {"a", "b"}));
    CHECK(desk.stop() == 0);
}

TEST_CASE("killed at any time and started again, it gives every article once") {
    Desk desk;
    constexpr int rounds = 6, files = 8;
    Ids expected;
    for (int round = 0; round < rounds; ++round) {
        desk.start();
        for (int file = 0; file < files; ++file) {
            const std::string id = "n" + std::to_string(round) + "-" + std::to_string(file);
            expected.push_back(id);
            desk.write("in/" + id + ".jsonl.tmp", row(id, "Text."));
            fs::rename(desk.folder / ("in/" + id + ".jsonl.tmp"), desk.folder / ("in/" + id + ".jsonl"));
        }
        // Now here, now there: while it settles, while it builds, while it publishes, when it is done.
        const std::size_t wanted = round % 3 == 2 ? expected.size() : 0;
        if (wanted > 0) {
            REQUIRE(comes_true([&] { return desk.ids().size() == wanted; }));
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(230 * round));
        }
        CHECK(desk.stop(SIGKILL) == 128 + SIGKILL);
    }
    desk.start();
    CHECK(comes_to(desk, expected));
    CHECK(desk.stop() == 0);
    CHECK(desk.indexer({"verify"}).exit_code == 0);
    CHECK_FALSE(fs::exists(desk.paths.pending));

    desk.start();
    const auto generation = desk.generation();
    pass_marker(desk, "m");
    CHECK(desk.generation() == generation + 1);
    CHECK(desk.stop() == 0);
}

TEST_CASE("files that arrive together are a batch, of which a line tells, refused inputs included") {
    Desk desk;
    for (int i = 0; i < 200; ++i) {
        desk.write(std::to_string(i) + ".jsonl", row("n" + std::to_string(i), "Text."));
    }
    desk.write("broken.jsonl", "{\"id\": broken\n");
    desk.start({"--format", "jsonl"});
    const std::string line = desk.watch().wait_for_line("indexed ");
    CHECK_THAT(line, Contains("Z indexed 200 articles (0 replaced, 1 refused) in ") &&
                         Contains("report: " + desk.paths.reports.string()) &&
                         Contains(" from 201 files"));
    CHECK(desk.segments() == 1);
    pass_marker(desk, "m");  // and what was refused is not read again
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("(0 replaced, 0 refused)"));
    CHECK(desk.stop() == 0);
}

TEST_CASE("articles get the ids that they have when the folder is added") {
    Desk desk;
    const std::string text = "Truce holds in the south\n\nThe truce held on Monday, officials said.\n";
    desk.write("2025/07/09/truce.txt", text);
    desk.write("wires/truce.txt", text);
    REQUIRE(desk.indexer({"add", desk.folder.string()}).exit_code == 0);
    const Ids added = desk.ids();
    REQUIRE(added.size() == 2);
    desk.start();
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("indexed 0 articles (0 replaced, 2 unchanged"));
    CHECK(desk.ids() == added);
    CHECK(desk.stop() == 0);
}

TEST_CASE("while another writes to the archive it waits, says so, and goes on") {
    Desk desk;
    desk.start();
    {
        const archive::WriterLock lock(desk.paths);
        desk.write("1.jsonl", row("a", "Text."));
        CHECK_THAT(desk.watch().wait_for_line("another program is writing"),
                   Contains("trying again in 1 s"));
        CHECK_THAT(desk.watch().wait_for_line("another program is writing"),
                   Contains("trying again in 2 s"));
    }
    CHECK(comes_to(desk, {"a"}));
    CHECK(desk.stop() == 0);
}

TEST_CASE("an embargo of many hundred years, as that of what is never to be shown, lets a watch sleep") {
    Desk desk;
    for (const std::string until : {"2262-04-13T00:00:00Z", "2999-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        desk.write(until + ".jsonl", row(until, "Zugzwang.", {{"embargo", until}}));
    }
    desk.start();
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("3 embargoed"));
    desk.write("2.jsonl", row("a", "Seen."));
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("indexed 1 article"));
    CHECK(desk.texts() == "a:Seen.");
    CHECK(desk.stop() == 0);
}

TEST_CASE("what is under embargo is brought in at its time, by whatever was told of it") {
    Desk desk;
    const auto soon = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) +
                      std::chrono::seconds(3);
    const std::string until = indexer::iso_time(soon);
    desk.write("1.jsonl", row("a", "Zugzwang.", {{"embargo", until}}));
    desk.start();
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("1 embargoed"));
    CHECK_THAT(desk.watch().wait_for_line("indexed "), Contains("indexed 1 article (0 replaced, 1 released"));
    CHECK(std::chrono::system_clock::now() >= soon);
    CHECK(desk.texts() == "a:Zugzwang.");
    CHECK(desk.stop() == 0);
}

TEST_CASE("a folder that goes away ends the watch with a reason, and one that is none begins none") {
    Desk desk;
    const auto failing = [&](const fs::path& folder) {
        const RunResult result = desk.indexer({"watch", folder.string()});
        CHECK(result.exit_code == 1);
        return result.err;
    };
    CHECK_THAT(failing(desk.folder / "nowhere"), Contains("cannot watch") && Contains("No such file"));
    desk.write("file", "x");
    CHECK_THAT(failing(desk.folder / "file"), Contains("it is no folder"));
    CHECK_FALSE(fs::exists(desk.paths.root));
    CHECK_THAT(failing(desk.folder.parent_path()), Contains("lie one in the other"));

    desk.start();
    SECTION("removed") { fs::remove_all(desk.folder); }
    SECTION("moved") { fs::rename(desk.folder, desk.elsewhere); }
    CHECK(desk.watch().wait() == 1);
}

TEST_CASE("one program watches a folder for an archive, and others may write between its batches") {
    Desk desk;
    desk.start();
    const RunResult second = desk.indexer({"watch", desk.folder.string()});
    CHECK(second.exit_code == 75);
    CHECK_THAT(second.err, StartsWith("broadsheet-indexer: another program watches "));
    pass_marker(desk, "m");
    CHECK(comes_true([&] { return desk.indexer({"add", "-"}, row("a", "Text.")).exit_code == 0; }));
    CHECK(desk.stop() == 0);
}

TEST_CASE("a file that may not be read is told, and indexed once it may") {
    if (::geteuid() == 0) {
        WARN("skipped: root may read everything");
        return;
    }
    Desk desk;
    desk.write("1.jsonl", row("a", "Text."));
    fs::permissions(desk.folder / "1.jsonl", fs::perms::none);
    desk.start();
    pass_marker(desk, "m");
    fs::permissions(desk.folder / "1.jsonl", fs::perms::owner_read);
    CHECK(comes_to(desk, {"a", "m"}));
    CHECK(desk.stop() == 0);
}
