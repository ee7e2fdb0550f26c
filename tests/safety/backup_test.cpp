// Backups: of an archive that is written to all the while, with calls failing, and killed.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/safety/disk_model.hpp"
#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;
using broadsheet::archive::ArchivePaths;
using Catch::Contains;
using Catch::StartsWith;
using Lines = std::vector<std::string>;

namespace {

struct Step {
    std::vector<std::string> command;
    std::string input;
};

/// A day of a busy archive: deliveries that bring and replace, takedowns, a merge now and then.
std::vector<Step> busy_day() {
    std::mt19937 random(11);
    const int articles = is_soak() ? 400 : 12, steps = is_soak() ? 150 : 16;
    std::vector<Step> day;
    for (int i = 0; i < steps; ++i) {
        const int first = static_cast<int>(random() % 10) * articles / 2;
        const std::string edition = fmt::format("edition{}", i);
        if (i % 5 == 3) {
            day.push_back({{"delete", fmt::format("n{:06}", first), fmt::format("n{:06}", first + 1)}, {}});
        } else if (i % 8 == 7) {
            day.push_back({{"merge"}, {}});
        } else {
            day.push_back({{"add", "--jobs", "2", "--format", "jsonl", "-"},
                           article_lines(first, first + articles, edition)});
        }
    }
    return day;
}

void run_step(const Step& step, const fs::path& archive) {
    const RunResult result = run(indexer_command(step.command, archive), step.input);
    // A takedown may name articles that are not there.
    if (result.exit_code != 0 && result.exit_code != 3) throw std::runtime_error(result.err);
}

RunResult back_up(const fs::path& archive, const fs::path& target) {
    return run(indexer_command({"backup", target.string()}, archive));
}

/// The dump of a backup once its first writer has settled what it owes.
Lines settled_dump(const fs::path& backup) {
    const RunResult merged = run(indexer_command({"merge"}, backup));
    INFO(merged.err);
    CHECK(merged.exit_code == 0);
    CHECK(wrong_with_settled(backup) == "");
    return dump_lines(backup);
}

}  // namespace

TEST_CASE("a backup while the archive is written to is the archive of one moment") {
    const TemporaryDirectory directory;
    const fs::path archive = directory.path() / "news", quiet = directory.path() / "quiet";
    const std::vector<Step> day = busy_day();
    std::vector<Lines> moments;
    for (const Step& step : day) {
        run_step(step, quiet);
        moments.push_back(dump_lines(quiet));
    }

    run_step(day.front(), archive);
    std::atomic<bool> done = false;
    std::string failure;
    std::thread writer([&] {
        try {
            for (std::size_t i = 1; i < day.size(); ++i) run_step(day[i], archive);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        done = true;
    });
    int backups = 0;
    std::set<std::size_t> seen;
    do {
        const fs::path target = directory.path() / fmt::format("backup-{}", backups++);
        const RunResult result = back_up(archive, target);
        INFO("backup " << backups << ": " << result.err);
        CHECK(result.exit_code == 0);
        CHECK_THAT(result.out, StartsWith("backed up ") && Contains("to " + target.string()));
        CHECK(found_by_verify(target) == "");
        const auto moment = std::ranges::find(moments, settled_dump(target));
        CHECK(moment != moments.end());
        seen.insert(static_cast<std::size_t>(moment - moments.begin()));
        CHECK_FALSE(fs::exists(target.string() + ".partial"));
    } while (!done);
    writer.join();
    CHECK(failure == "");
    CHECK(dump_lines(archive) == moments.back());
    CHECK(seen.size() > 1);  // the writer was at work meanwhile
}

TEST_CASE("a backup refuses a place that will not do") {
    const TemporaryDirectory directory;
    const fs::path archive = directory.path() / "news", full = directory.path() / "full",
                   empty = directory.path() / "empty";
    run_step({{"add", "--format", "jsonl", "-"}, article_lines(0, 3, "morning")}, archive);
    fs::create_directory(full);
    std::ofstream(full / "letter") << "dear";
    std::ofstream(directory.path() / "file") << "bytes";
    struct Row {
        fs::path target;
        std::string told;
    };
    for (const Row& row : std::vector<Row>{
             {full, "is there already, and not an empty folder"},
             {directory.path() / "file", "is there already, and not an empty folder"},
             {archive, "is inside the archive"},
             {archive / "backup", "is inside the archive"},
             {archive / "segments" / ".." / "x", "is inside the archive"},
             {directory.path() / "no" / "such", "there is no folder"},
         }) {
        INFO(row.target);
        const RunResult result = back_up(archive, row.target);
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, StartsWith("broadsheet-indexer: ") && Contains(row.told));
    }
    CHECK(found_by_verify(archive) == "");
    fs::create_directory(empty);
    CHECK(back_up(archive, empty).exit_code == 0);
    CHECK(dump_lines(empty) == dump_lines(archive));
    CHECK(back_up(directory.path() / "nothing", directory.path() / "x").exit_code == 1);
    CHECK_FALSE(fs::exists(directory.path() / "x"));
}

TEST_CASE("a backup whose calls fail, or that is killed, is there whole or not at all") {
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "place", archive = place / "news", target = place / "backup";
    fs::create_directory(place);
    run_step({{"add", "--format", "jsonl", "-"}, article_lines(0, 8, "morning")}, archive);
    run_step({{"add", "--format", "jsonl", "-"}, article_lines(6, 9, "evening")}, archive);
    const Lines expected = dump_lines(archive);
    const auto command = indexer_command({"backup", target.string()}, archive);
    struct Kind {
        std::string action, call_class;
    };
    for (const Kind& kind : std::vector<Kind>{{"kill", "change"},
                                              {"kill-after", "write"},
                                              {"enospc", "write"},
                                              {"short", "write"},
                                              {"full", "write"},
                                              {"enospc", "create"},
                                              {"emfile", "open"},
                                              {"eio", "read"},
                                              {"eio", "sync"},
                                              {"eio", "rename"},
                                              {"enospc", "mkdir"}}) {
        for (long number = 1;; ++number) {
            const FaultyRun run = run_with_fault({kind.action, kind.call_class, number}, place, command);
            INFO(kind.action << " at " << kind.call_class << " no. " << number << ": " << run.struck
                             << "\n" << run.result.exit_code << " " << run.result.err);
            if (kind.action.starts_with("kill")) {
                CHECK((run.result.exit_code == 128 + 9 || run.struck.empty()));
            } else {
                CHECK(run.result.exit_code <= 1);
                CHECK_FALSE(fs::exists(target.string() + ".partial"));
            }
            if (fs::exists(target)) CHECK(dump_lines(target) == expected);
            if (run.result.exit_code == 0) CHECK(fs::exists(target));
            fs::remove_all(target);
            if (run.struck.empty()) break;
        }
    }
    CHECK(back_up(archive, target).exit_code == 0);
    CHECK_FALSE(fs::exists(target.string() + ".partial"));
    CHECK(dump_lines(target) == expected);
    CHECK(found_by_verify(archive) == "");
}

TEST_CASE("a power cut after a backup leaves it whole, before that none") {
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "place", archive = place / "news",
                   found = directory.path() / "found", journal = directory.path() / "journal";
    fs::create_directory(place);
    run_step({{"add", "--format", "jsonl", "-"}, article_lines(0, 8, "morning")}, archive);
    DiskModel disk(place);
    const RunResult result = run_with_journal(
        journal, place, indexer_command({"backup", (place / "backup").string()}, archive));
    REQUIRE(result.exit_code == 0);
    std::mt19937 random(1);
    for (const JournalRecord& record : read_journal(journal)) {
        disk.apply(record);
        if (record.call == "write") continue;
        for (const auto cut : {DiskModel::Cut::flushed, DiskModel::Cut::names_first,
                               DiskModel::Cut::at_random}) {
            fs::remove_all(found);
            disk.write_to(found, cut, random);
            INFO("after record '" << record.line() << "'");
            if (fs::exists(found / "backup")) CHECK(dump_lines(found / "backup") == dump_lines(archive));
        }
    }
    fs::remove_all(found);
    disk.write_to(found, DiskModel::Cut::flushed, random);
    CHECK(dump_lines(found / "backup") == dump_lines(archive));
    fs::remove_all(found);
    disk.write_to(found, DiskModel::Cut::none, random);
    CHECK(first_difference(found, place) == "");
}
