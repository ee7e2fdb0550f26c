#include "indexer/publisher.hpp"

#include <pthread.h>
#include <signal.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "archive/spool.hpp"
#include "indexer/segment_lexicon.hpp"
#include "indexer/segment_positions.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/crash.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using archive::ArchivePaths;
using tests::publish;
using tests::TemporaryDirectory;
using tests::Texts;
using tests::texts_in;

namespace {

/// Three segments: one that will lose an article, one that will lose all, one that has lost one.
void make_archive(const ArchivePaths& paths) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"a", "alpha one"}, {"b", "bravo one"}, {"c", "charlie one"}});
    publish(publisher, {{"d", "delta one"}});
    publish(publisher, {{"e", "echo one"}, {"f", "foxtrot one"}});
    publish(publisher, {{"f", "foxtrot two"}});
}

std::vector<std::string> folders(const ArchivePaths& paths) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(paths.segments)) {
        names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
}

/// An archive as it must be when nobody writes to it: the list's folders and no other, nothing
/// owed, each article once, each segment's lexicon that of its words.
void check_settled(const ArchivePaths& paths) {
    auto listed = archive::read_segment_list(paths).names;
    std::ranges::sort(listed);
    CHECK(folders(paths) == listed);
    CHECK_FALSE(fs::exists(paths.pending));
    for (const auto& entry : fs::recursive_directory_iterator(paths.root)) {
        INFO(entry.path());
        CHECK(entry.path().extension() != ".new");  // nothing is left half done
    }
    const Xapian::Database database(paths.stub.string());
    for (auto term = database.allterms_begin("Q"); term != database.allterms_end("Q"); ++term) {
        INFO(*term);
        CHECK(term.get_termfreq() == 1);
    }
    CHECK(database.get_doccount() == texts_in(paths).size());
    for (const auto& name : listed) {
        INFO(name);
        CHECK(has_current_lexicon(paths.segment(name)));
        CHECK(find_lexicon_damage(paths.segment(name)) == "");  // it is that of its words
    }
}

bool has_bytes(const ArchivePaths& paths, const std::string& bytes) {
    for (const auto& entry : fs::recursive_directory_iterator(paths.root)) {
        if (entry.is_regular_file() &&
            tests::read_file(entry.path()).find(bytes) != std::string::npos) {
            return true;
        }
    }
    return false;
}

using Command = std::function<void(Publisher&)>;

/// Runs `command` to its end, or up to a step, on copies of the same archive, and again: whatever
/// the step, the end is the same.
void check_crash_safety(const Command& command) {
    const TemporaryDirectory directory;
    const ArchivePaths pristine(directory.path() / "pristine");
    make_archive(pristine);
    const ArchivePaths undisturbed(directory.path() / "undisturbed");
    fs::copy(pristine.root, undisturbed.root, fs::copy_options::recursive);
    {
        Publisher publisher(undisturbed);
        command(publisher);
    }
    const auto expected = tests::dump(undisturbed);

    int step = 1;
    for (bool crashed = true; crashed; ++step) {
        // After a crash at `step`, the next writer crashes at its own step `again`, and so on until
        // one gets through.
        for (int again = 1;; ++again) {
            INFO("crash at step " << step << ", then at step " << again);
            const ArchivePaths paths(directory.path() / "crashed");
            fs::remove_all(paths.root);
            fs::copy(pristine.root, paths.root, fs::copy_options::recursive);
            const auto run = [&](const StepHook& hook) {
                Publisher publisher(paths, hook);
                command(publisher);
            };
            crashed = tests::crashes_at(step, run);
            CHECK_NOTHROW(texts_in(paths));  // readers are not disturbed by the wreck
            const bool crashed_again = tests::crashes_at(again, run);
            CHECK_NOTHROW(texts_in(paths));
            Publisher publisher(paths);
            check_settled(paths);
            command(publisher);
            check_settled(paths);
            CHECK(tests::dump(paths) == expected);
            if (!crashed_again) break;
        }
    }
    CHECK(step > 4);
}

}  // namespace

TEST_CASE("what is published can be read, by Xapian and by id") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    check_settled(paths);
    CHECK(texts_in(paths) == Texts{{"a", "alpha one"},
                                   {"b", "bravo one"},
                                   {"c", "charlie one"},
                                   {"d", "delta one"},
                                   {"e", "echo one"},
                                   {"f", "foxtrot two"}});
    // One a publication, and one for readers to take note of what was deleted.
    CHECK(archive::read_segment_list(paths).generation == 5);
    PublishedArticles published(paths);
    CHECK(published.count() == 6);
    CHECK(published.find("b")->segment == "000001");
    CHECK(published.find("f")->segment == "000004");
    CHECK_FALSE(published.find("g"));
}

TEST_CASE("a newer version replaces the former in whatever segment it is") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"b", "bravo two"}, {"d", "delta two"}, {"g", "golf one"}});
    check_settled(paths);
    CHECK(texts_in(paths) == Texts{{"a", "alpha one"},
                                   {"b", "bravo two"},
                                   {"c", "charlie one"},
                                   {"d", "delta two"},
                                   {"e", "echo one"},
                                   {"f", "foxtrot two"},
                                   {"g", "golf one"}});
}

TEST_CASE("a segment of which nothing is left leaves the list") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"d", "delta two"}});
    CHECK(publisher.list().names ==
          std::vector<std::string>{"000001", "000003", "000004", "000006"});
    publish(publisher, {{"a", "alpha two"},
                        {"b", "bravo two"},
                        {"c", "charlie two"},
                        {"d", "delta three"},
                        {"e", "echo two"},
                        {"f", "foxtrot three"}});
    CHECK(publisher.list().names == std::vector<std::string>{"000007"});
    check_settled(paths);
}

TEST_CASE("all segments merge into one, which holds no trace of former versions") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const auto before = tests::dump(paths);
    Publisher publisher(paths);
    publisher.merge_all();
    CHECK(publisher.list().names.size() == 1);
    CHECK(tests::dump(paths) == before);
    check_settled(paths);
    CHECK_FALSE(segment_state(paths.segment(publisher.list().names[0])).has_deletions);

    const auto generation = publisher.list().generation;
    publisher.merge_all();
    CHECK(publisher.list().generation == generation);
}

TEST_CASE("small segments are merged as they come") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    for (int i = 0; i < 20; ++i) {
        publish(publisher, {{std::to_string(i), "text"}});
        publisher.merge_by_policy();
        CHECK(publisher.list().names.size() < 8);
    }
    CHECK(texts_in(paths).size() == 20);
    check_settled(paths);
}

TEST_CASE("asked to stop, a publisher begins no merge by policy, and the next does what is due") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    for (int i = 0; i < 12; ++i) publish(publisher, {{std::to_string(i), "text"}});
    const std::atomic<bool> stop = true;
    publisher.merge_by_policy(&stop);
    CHECK(publisher.list().names.size() == 12);
    publisher.merge_beside();
    publisher.merge_by_policy(&stop);  // the one that runs is published
    CHECK(publisher.list().names.size() == 1);
    CHECK(texts_in(paths).size() == 12);
    check_settled(paths);
}

TEST_CASE("no signal reaches the thread of a merge, whoever begins it") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    std::vector<bool> blocked;
    const std::thread::id caller = std::this_thread::get_id();
    Publisher publisher(paths, [&](std::string_view) {
        if (std::this_thread::get_id() == caller) return;
        sigset_t mask;
        pthread_sigmask(SIG_BLOCK, nullptr, &mask);
        blocked.push_back(sigismember(&mask, SIGINT) == 1 && sigismember(&mask, SIGTERM) == 1);
    });
    publisher.merge_all();
    REQUIRE_FALSE(blocked.empty());
    CHECK(std::ranges::all_of(blocked, [](bool is_blocked) { return is_blocked; }));
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    CHECK(sigismember(&mask, SIGINT) == 0);  // the caller still gets them
}

TEST_CASE("a merge runs beside what is published, and what is replaced meanwhile is replaced in it") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    tests::Texts expected;
    {
        Publisher publisher(paths);
        for (int i = 0; i < 60; ++i) {
            // Every fifth replaces an article of a segment that may be under merge.
            const std::string id = std::to_string(i % 5 == 4 ? i - 4 : i);
            publish(publisher, {{id, "text " + std::to_string(i)}});
            std::erase_if(expected, [&](const auto& known) { return known.first == id; });
            expected.emplace_back(id, "text " + std::to_string(i));
            publisher.merge_beside();
        }
        publisher.merge_by_policy();
        CHECK(publisher.list().names.size() < 8);
    }
    std::ranges::sort(expected);
    CHECK(texts_in(paths) == expected);
    check_settled(paths);
}

TEST_CASE("an error in a merge that runs beside is thrown by the next call, and nothing is lost") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    const auto publish_many = [&](Publisher& publisher) {
        for (int i = 0; i < 12; ++i) {
            publish(publisher, {{std::to_string(i), "text"}});
            publisher.merge_beside();
        }
        publisher.merge_by_policy();
    };
    {
        bool merging = false;
        Publisher publisher(paths, [&](std::string_view step) {
            if (step != "merge") return;
            if (fs::is_directory(paths.segment("000008"))) merging = true;
            if (merging) throw std::runtime_error("the disk is full");
        });
        CHECK_THROWS_WITH(publish_many(publisher), "the disk is full");
    }
    const auto kept = texts_in(paths).size();
    CHECK(kept >= 7);
    Publisher again(paths);
    publish_many(again);
    CHECK(texts_in(paths).size() == 12);
    check_settled(paths);
}

TEST_CASE("a takedown leaves nothing of the article on disk, nor of its former versions") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    Publisher publisher(paths);
    publish(publisher, {{"x", "the libellous gossip"}, {"y", "harmless text"}});
    publish(publisher, {{"x", "the defamatory rumour"}, {"z", "useful text"}});
    REQUIRE(has_bytes(paths, "libellous"));
    REQUIRE(has_bytes(paths, "defamatory"));

    const std::vector<std::string> ids{"x", "nobody", "x"};
    const Takedown takedown = publisher.take_down(ids);
    CHECK(takedown.deleted == std::vector<std::string>{"x"});
    CHECK(takedown.unknown == std::vector<std::string>{"nobody"});
    for (const std::string word : {"libellous", "gossip", "defamatory", "rumour"}) {
        INFO(word);
        CHECK_FALSE(has_bytes(paths, word));
    }
    CHECK(has_bytes(paths, "harmless"));
    check_settled(paths);
    CHECK(texts_in(paths) == Texts{{"y", "harmless text"}, {"z", "useful text"}});
}

TEST_CASE("a takedown of all there is leaves an empty archive that opens") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    const std::vector<std::string> ids{"a", "b", "c", "d", "e", "f"};
    CHECK(publisher.take_down(ids).deleted == ids);
    CHECK(publisher.list().names.empty());
    check_settled(paths);
    publish(publisher, {{"a", "again"}});
    CHECK(texts_in(paths) == Texts{{"a", "again"}});
}

TEST_CASE("a takedown of unknown ids changes nothing but what it leaves on disk") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    const auto before = tests::dump(paths);
    const std::vector<std::string> ids{"nobody"};
    REQUIRE(has_bytes(paths, "foxtrot"));
    CHECK(publisher.take_down(ids).unknown == ids);
    CHECK(tests::dump(paths) == before);
    CHECK(PublishedArticles(paths).unpurged_segments() == 0);  // the former version of f is gone
    const auto list = publisher.list();
    CHECK(publisher.take_down(ids).unknown == ids);
    CHECK(archive::read_segment_list(paths) == list);
}

TEST_CASE("a takedown whose purge is deferred hides the article, and any later purge removes it") {
    struct Row {
        std::string what;
        std::function<void(Publisher&)> purge;
    };
    const std::vector<std::string> ids{"x"}, nobody{"nobody"};
    for (const Row& row : std::vector<Row>{
             {"purge", [](Publisher& publisher) { CHECK(publisher.purge() == 1); }},
             {"merge", [](Publisher& publisher) { publisher.merge_all(); }},
             {"the same again",
              [&](Publisher& publisher) { CHECK(publisher.take_down(ids).unknown == ids); }},
             {"another", [&](Publisher& publisher) { publisher.take_down(nobody); }}}) {
        INFO(row.what);
        const TemporaryDirectory directory;
        const ArchivePaths paths(directory.path());
        archive::create_or_check_archive(paths);
        Publisher publisher(paths);
        publish(publisher, {{"x", "the libellous gossip"}, {"y", "harmless text"}});
        const auto generation = publisher.list().generation;
        CHECK(publisher.take_down(ids, Purge::later).deleted == ids);
        CHECK(publisher.list().generation > generation);  // readers look again
        CHECK(texts_in(paths) == Texts{{"y", "harmless text"}});
        CHECK_FALSE(Xapian::Database(paths.stub.string()).term_exists("libellous"));
        CHECK(has_bytes(paths, "libellous"));
        CHECK(PublishedArticles(paths).unpurged_segments() == 1);
        check_settled(paths);

        row.purge(publisher);
        CHECK_FALSE(has_bytes(paths, "libellous"));
        CHECK(PublishedArticles(paths).unpurged_segments() == 0);
        CHECK(texts_in(paths) == Texts{{"y", "harmless text"}});
        check_settled(paths);
        const auto list = publisher.list();
        CHECK(publisher.purge() == 0);
        CHECK(publisher.list() == list);
    }
}

TEST_CASE("a deferred takedown of all that a segment has leaves nothing to purge of it") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    const std::vector<std::string> ids{"d", "e"};
    CHECK(publisher.take_down(ids, Purge::later).deleted == ids);
    CHECK_FALSE(has_bytes(paths, "delta"));
    CHECK_FALSE(has_bytes(paths, "echo"));  // f had left that segment before
    check_settled(paths);
}

TEST_CASE("a searcher that opened a segment before what it owes was deleted looks again") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    std::uint64_t seen = 0;
    Publisher publisher(paths, [&](std::string_view step) {
        if (step == "delete from segment") seen = archive::read_segment_list(paths).generation;
    });
    publish(publisher, {{"b", "bravo two"}});
    CHECK(seen > 0);
    CHECK(archive::read_segment_list(paths).generation > seen);
}

TEST_CASE(
    "a crash at any step of publishing, and again in what follows, loses and doubles nothing") {
    check_crash_safety([](Publisher& publisher) {
        publish(publisher, {{"b", "bravo two"}, {"d", "delta two"}, {"g", "golf one"}});
    });
}

TEST_CASE("a crash at any step of a merge, and again in what follows, loses and doubles nothing") {
    check_crash_safety([](Publisher& publisher) { publisher.merge_all(); });
}

TEST_CASE("a crash at any step of a takedown, and again in what follows, ends in a takedown") {
    check_crash_safety([](Publisher& publisher) {
        const std::vector<std::string> ids{"a", "d", "f"};
        publisher.take_down(ids);
    });
}

TEST_CASE("a crash at any step of a deferred takedown and its purge ends in both") {
    check_crash_safety([](Publisher& publisher) {
        const std::vector<std::string> ids{"a", "d", "f"};
        publisher.take_down(ids, Purge::later);
        publisher.purge();
    });
}

TEST_CASE("a takedown that a crash interrupted is told as done when it is repeated") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const std::vector<std::string> ids{"a"};
    const auto run = [&](const StepHook& hook) {
        Publisher publisher(paths, hook);
        publisher.take_down(ids);
    };
    const int second_step = 2;  // pending is written, nothing is deleted
    REQUIRE(tests::crashes_at(second_step, run));
    REQUIRE(fs::exists(paths.pending));
    CHECK(Publisher(paths).take_down(ids).deleted == ids);
    CHECK_FALSE(has_bytes(paths, "alpha"));
}

TEST_CASE("what a crash left besides the list is removed by the next writer") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    fs::copy(paths.segment("000001"), paths.segment("000099"), fs::copy_options::recursive);
    fs::create_directories(paths.segments / "building-1" / "3");
    std::ofstream(paths.segment("000001") / archive::spool_name) << "";
    fs::create_directories(paths.segment("000001") / positions_work_name / "1");
    const Publisher publisher(paths);
    check_settled(paths);
}

TEST_CASE("a pending.json of a list that was never published, or long settled, is dropped") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    const auto before = tests::dump(paths);
    const std::uint64_t generation = GENERATE(4U, 6U);  // the archive's is 5
    write_pending(paths, {generation, {{"000001", {"a"}}}, {}});
    const Publisher publisher(paths);
    check_settled(paths);
    CHECK(tests::dump(paths) == before);
}

TEST_CASE("a damaged pending.json is an error that names it") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    std::ofstream(paths.pending) << "{\"generation\":";
    CHECK_THROWS_WITH(Publisher(paths), Catch::Contains("pending.json is damaged"));
}

TEST_CASE("a second writer is refused and harms nothing") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    Publisher publisher(paths);
    CHECK_THROWS_AS(Publisher(paths), archive::ArchiveLocked);
    publish(publisher, {{"g", "golf one"}});
    CHECK(texts_in(paths).size() == 7);
}

TEST_CASE("a reader that is open sees no error through publishing, merging and a takedown") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    make_archive(paths);
    PublishedArticles reader(paths);
    Publisher publisher(paths);
    std::vector<std::string> errors;
    const auto read_all = [&] {
        for (const std::string id : {"b", "c", "e"}) {
            if (!reader.find(id)) errors.push_back(id);
        }
    };
    for (int round = 0; round < 5; ++round) {
        publish(publisher, {{"a", "alpha " + std::to_string(round)}, {"x", "xray"}});
        read_all();
    }
    publisher.merge_all();
    read_all();
    const std::vector<std::string> ids{"a"};
    publisher.take_down(ids);
    read_all();
    CHECK(errors.empty());
    reader.refresh();
    CHECK_FALSE(reader.find("a"));
}
