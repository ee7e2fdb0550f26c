// Readers at work while articles are added, replaced, deleted and merged: none meets an error, none
// sees an article that was never there, or misses one that was there all the while.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "query/searcher.hpp"
#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"

namespace fs = std::filesystem;
namespace query = broadsheet::query;
using namespace broadsheet::tests;

namespace {

/// What went wrong in any thread; Catch is for one thread.
class Findings {
  public:
    void add(const std::string& finding) {
        const std::lock_guard lock(mutex_);
        if (findings_.size() < 10) findings_.push_back(finding);
    }
    std::vector<std::string> all() const { return findings_; }

  private:
    std::mutex mutex_;
    std::vector<std::string> findings_;
};

std::string plain(const query::TextParts& parts) {
    std::string text;
    for (const auto& part : parts) text += part.text;
    return text;
}

// Articles that nobody touches, and those that come, are replaced and go.
int stable_articles() { return is_soak() ? 500 : 10; }
int moving_articles() { return is_soak() ? 500 : 10; }

/// One round of questions; every answer must hold all stable articles.
void ask(query::Searcher& searcher, Findings& findings) {
    query::SearchRequest request;
    request.query = "mediators AND morning";
    request.limit = 100;
    const auto outcome = searcher.search(request);
    if (const auto* page = std::get_if<query::ResultPage>(&outcome)) {
        if (page->total < static_cast<std::uint64_t>(stable_articles())) {
            findings.add(fmt::format("only {} results", page->total));
        }
        for (const auto& hit : page->hits) {
            if (plain(hit.headline).find(" on Talks") == std::string::npos) {
                findings.add("a headline that nobody wrote: " + plain(hit.headline));
            }
        }
    } else {
        findings.add("an error for a search");
    }
    const auto article = searcher.article("n000001", "cease-fire");
    if (!std::holds_alternative<query::ArticleView>(article)) findings.add("n000001 is not found");
    searcher.suggest("medi");
    searcher.summary();
}

void read_until(const std::atomic<bool>& done, const std::shared_ptr<query::ArchiveReader>& reader,
                Findings& findings, std::atomic<int>& rounds) {
    try {
        query::Searcher searcher(reader);
        while (!done) {
            ask(searcher, findings);
            ++rounds;
        }
    } catch (const std::exception& error) {
        findings.add(fmt::format("an exception: {}", error.what()));
    }
}

/// The real program, from its start to its end, over and over.
void query_until(const std::atomic<bool>& done, const fs::path& archive, Findings& findings,
                 std::atomic<int>& rounds) {
    while (!done) {
        const RunResult result = run({program("query").string(), "--archive", archive.string(),
                                      "--format", "json", "morning"});
        if (result.exit_code != 0) findings.add(fmt::format("{}: {}", result.exit_code, result.err));
        ++rounds;
    }
}

void write_round(int round, const fs::path& archive, Findings& findings) {
    const int first = 1'000;
    std::vector<std::pair<std::vector<std::string>, std::string>> commands = {
        {{"add", "--format", "jsonl", "-"},
         article_lines(first, first + moving_articles(), fmt::format("edition{}", round))},
        {{"add", "--format", "jsonl", "-"},
         article_lines(first + 2, first + 5, fmt::format("late{}", round))},
        {{"delete", fmt::format("n{:06}", first), fmt::format("n{:06}", first + 3)}, {}},
    };
    if (round % 2 == 1) commands.push_back({{"merge"}, {}});
    for (const auto& [command, input] : commands) {
        const RunResult result = run(indexer_command(command, archive), input);
        if (result.exit_code != 0) findings.add(command[0] + ": " + result.err);
    }
}

}  // namespace

TEST_CASE("readers during adds, replacements, takedowns and merges meet no error") {
    const TemporaryDirectory directory;
    const fs::path archive = directory.path() / "news";
    REQUIRE(run(indexer_command({"add", "--format", "jsonl", "-"}, archive),
                article_lines(0, stable_articles(), "morning"))
                .exit_code == 0);
    Findings findings;
    std::atomic<bool> done = false;
    std::atomic<int> searches = 0, runs = 0;
    const auto reader = std::make_shared<query::ArchiveReader>(archive);
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) {
        threads.emplace_back([&] { read_until(done, reader, findings, searches); });
    }
    threads.emplace_back([&] { query_until(done, archive, findings, runs); });
    const int rounds = is_soak() ? 150 : 10;
    for (int round = 0; round < rounds || searches < rounds || runs < rounds; ++round) {
        write_round(round, archive, findings);
        if (!findings.all().empty()) break;
    }
    done = true;
    for (auto& thread : threads) thread.join();
    INFO(searches << " rounds of questions, " << runs << " runs of broadsheet-query");
    for (const std::string& finding : findings.all()) FAIL_CHECK(finding);
    CHECK(searches >= rounds);
    CHECK(found_by_verify(archive) == "");
}

TEST_CASE("a failing call of a search: the answer is right, or there is none") {
    const TemporaryDirectory directory;
    const fs::path archive = directory.path() / "news";
    for (const std::string edition : {"morning", "evening"}) {
        const int first = edition == "morning" ? 0 : 10;
        REQUIRE(run(indexer_command({"add", "--format", "jsonl", "-"}, archive),
                    article_lines(first, first + 10, edition))
                    .exit_code == 0);
    }
    const std::vector<std::string> command = {
        program("query").string(), "--archive", archive.string(), "--format", "csv", "--limit", "100",
        "\"met in doha\" AND talk* AND cease-fire"};
    const RunResult undisturbed = run(command);
    REQUIRE(undisturbed.exit_code == 0);
    for (const Fault& kind : {Fault{"emfile", "open", 0}, Fault{"eio", "read", 0}}) {
        for (long number = 1;; ++number) {
            const FaultyRun run = run_with_fault({kind.action, kind.call_class, number}, archive, command);
            INFO(kind.action << " at no. " << number << ": " << run.struck << "\n"
                             << run.result.exit_code << " " << run.result.err);
            CHECK(run.result.exit_code <= 1);
            if (run.result.exit_code == 0) CHECK(run.result.out == undisturbed.out);
            if (run.struck.empty()) break;
        }
    }
}
