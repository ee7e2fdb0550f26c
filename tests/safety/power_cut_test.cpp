// The order in which things are flushed to disk. A run keeps a journal of all that it writes, renames
// and flushes; the journal is replayed against a model of a disk (disk_model.hpp), and the power goes
// after each of its records.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "tests/safety/delivery_changes.hpp"
#include "tests/safety/disk_model.hpp"
#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"
#include "tests/support/news_data.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;
using Cut = DiskModel::Cut;

namespace {

// There a look at the disk takes seconds.
constexpr int steps_at_large_scale = 31;

/// A run of a change with its journal, replayed record by record.
class Replay {
  public:
    explicit Replay(Scenario& scenario)
        : scenario_(scenario), disk_(scenario.fresh()), random_(is_soak() ? std::random_device()() : 7) {
        const fs::path journal = directory_.path() / "journal";
        const RunResult result = run_with_journal(journal, scenario.archive().parent_path(),
                                                  scenario.command(), scenario.input());
        REQUIRE(result.exit_code == 0);
        records_ = read_journal(journal);
        REQUIRE(records_.size() > 50);
    }

    /// After every record but a write, which changes nothing that was flushed.
    void check_every_cut() {
        for (const JournalRecord& record : records_) {
            disk_.apply(record);
            if (record.call == "write") continue;
            if (scenario_.is_large() && ++steps_ % steps_at_large_scale != 0) continue;
            INFO("after record '" << record.line() << "'");
            if (record.call == "sync") check_cut(Cut::flushed, "only what was flushed");
            if (record.call != "sync") check_cut(Cut::names_first, "names before bytes");
            const int draws = is_soak() && !scenario_.is_large() ? 10 : 1;
            for (int i = 0; i < draws; ++i) check_cut(Cut::at_random, "some of it");
        }
    }

    /// The library that kept the journal missed nothing.
    void check_journal() {
        const fs::path replayed = found(Cut::none);
        CHECK(first_difference(replayed, scenario_.archive().parent_path()) == "");
    }

    /// The run has said that it is done: so it stays.
    void check_end() {
        const fs::path left = found(Cut::flushed) / "news";
        CHECK(scenario_.is_complete(left));
        CHECK(wrong_with_settled(left) == "");
        CHECK(found_by_verify(left) == "");
    }

    bool has_bytes_at_end(const std::string& bytes) {
        for (const auto& entry : fs::recursive_directory_iterator(found(Cut::flushed))) {
            if (entry.is_regular_file() && read_file(entry.path()).find(bytes) != std::string::npos)
                return true;
        }
        return false;
    }

  private:
    fs::path found(Cut cut) {
        const fs::path target = directory_.path() / "found";
        fs::remove_all(target);
        disk_.write_to(target, cut, random_);
        return target;
    }

    void check_cut(Cut cut, const std::string& what) {
        const fs::path archive = found(cut) / "news";
        INFO(scenario_.name() << ", on the disk: " << what);
        CHECK(scenario_.wrong_with_wreck(archive) == "");
        // The rerun takes longer than the rest.
        const int every = scenario_.is_large() ? 4 : is_soak() ? 1 : 6;
        if (++cuts_ % every == 0) CHECK(scenario_.wrong_after_rerun(archive) == "");
    }

    Scenario& scenario_;
    TemporaryDirectory directory_;
    DiskModel disk_;
    std::mt19937 random_;
    std::vector<JournalRecord> records_;
    int cuts_ = 0, steps_ = 0;
};

void check_power_cuts(Change (*change)(Scale)) {
    for (const Scale scale : scales()) {
        Scenario scenario(change(scale));
        Replay replay(scenario);
        replay.check_every_cut();
        replay.check_journal();
        replay.check_end();
    }
}

}  // namespace

TEST_CASE("a power cut during the first add leaves nothing or an archive that opens") {
    check_power_cuts(first_add);
}

TEST_CASE("a power cut during an add leaves a published generation, whole") {
    check_power_cuts(replacing_add);
}

TEST_CASE("a power cut during a takedown leaves an archive that opens, and after it the words are gone") {
    check_power_cuts(takedown);
    Scenario scenario(takedown(Scale::small));
    Replay replay(scenario);
    const std::string word = "w" + std::to_string(700'000 % 104'729 * 7919 % 104'729);
    CHECK(replay.has_bytes_at_end("edition"));
    replay.check_every_cut();
    CHECK_FALSE(replay.has_bytes_at_end(word));
}

TEST_CASE("a power cut during an add with notices leaves each file of what is put aside old or new") {
    check_power_cuts(add_with_notices);
}

TEST_CASE("a power cut during a deferred takedown, or its purge, leaves an archive that opens") {
    check_power_cuts(deferred_takedown);
    check_power_cuts(purge);
}

TEST_CASE("a power cut during a takedown that retires a dictionary leaves an archive that opens") {
    check_power_cuts(dictionary_takedown);
    Scenario scenario(dictionary_takedown(Scale::small));
    REQUIRE(fs::exists(scenario.fresh() / "news" / "dictionaries" / "1.zdict"));
    Replay replay(scenario);
    CHECK(replay.has_bytes_at_end("Zorblaxian"));
    replay.check_every_cut();
    CHECK_FALSE(replay.has_bytes_at_end("Zorblaxian"));
    CHECK(replay.has_bytes_at_end("told reporters"));
}

TEST_CASE("a power cut during a merge leaves the articles as they were") { check_power_cuts(merge); }
