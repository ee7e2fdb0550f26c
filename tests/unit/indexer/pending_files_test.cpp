#include "indexer/pending_files.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/watch.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::indexer;
using broadsheet::tests::TemporaryDirectory;
using enum FileState;
using Noted = PendingFiles::Noted;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const PendingFiles::Time start{seconds(1'000)};
const FileStamp stamp{10, 1};

std::vector<std::string> paths(const std::vector<PendingFiles::Ready>& files) {
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.path);
    return names;
}

}  // namespace

TEST_CASE("a file is complete when none writes to it, or it was closed, or is quiet for long") {
    struct Look {
        Arrival arrival;
        FileState state;
        FileStamp stamp;
        seconds at;
        Noted noted;
    };
    const FileStamp grown{20, 2};
    for (const std::vector<Look>& looks : std::vector<std::vector<Look>>{
             {{Arrival::finished, finished, stamp, seconds(0), Noted::ready}},
             {{Arrival::found, finished, stamp, seconds(0), Noted::ready}},
             {{Arrival::finished, untold, stamp, seconds(0), Noted::ready}},
             {{Arrival::finished, written, stamp, seconds(0), Noted::waits},
              {Arrival::found, finished, grown, seconds(1), Noted::ready}},
             {{Arrival::finished, written, stamp, seconds(0), Noted::waits},
              {Arrival::found, untold, grown, seconds(1), Noted::ready}},  // it was closed once
             {{Arrival::found, untold, stamp, seconds(0), Noted::waits},
              {Arrival::found, untold, stamp, seconds(9), Noted::waits},
              {Arrival::found, untold, grown, seconds(11), Noted::waits},
              {Arrival::found, untold, grown, seconds(20), Noted::waits},
              {Arrival::found, untold, grown, seconds(21), Noted::ready}},
             {{Arrival::found, written, stamp, seconds(0), Noted::waits},
              {Arrival::found, written, stamp, seconds(3600), Noted::waits}},
             {{Arrival::found, unreadable, {}, seconds(0), Noted::unreadable}},
             {{Arrival::finished, gone, {}, seconds(0), Noted::gone}}}) {
        PendingFiles pending;
        for (const Look& look : looks) {
            const auto noted =
                pending.note("a", look.arrival, {look.state, look.stamp}, start + look.at);
            CHECK(noted == look.noted);
        }
        CHECK(pending.has_waiting() == (looks.back().noted == Noted::waits));
        CHECK(pending.take(10).size() == (looks.back().noted == Noted::ready ? 1U : 0U));
    }
}

TEST_CASE("a file that is ready and then written to again, or taken away, is not indexed") {
    for (const FileState state : {written, gone, unreadable}) {
        PendingFiles pending;
        pending.note("a", Arrival::finished, {finished, stamp}, start);
        pending.note("a", Arrival::found, {state, stamp}, start);
        CHECK_FALSE(pending.batch_due());
        CHECK(pending.take(10).empty());
    }
}

TEST_CASE("a batch is due when nothing has come for a while, or the first has waited for long") {
    PendingFiles pending;
    CHECK_FALSE(pending.batch_due());
    pending.note("a", Arrival::finished, {finished, stamp}, start);
    CHECK(pending.batch_due() == start + settle_time);
    pending.note("b", Arrival::finished, {finished, stamp}, start + milliseconds(300));
    CHECK(pending.batch_due() == start + milliseconds(300) + settle_time);
    pending.note("c", Arrival::finished, {finished, stamp}, start + longest_wait);
    CHECK(pending.batch_due() == start + longest_wait);
    CHECK(pending.take(10).size() == 3);
    CHECK_FALSE(pending.batch_due());
    pending.note("d", Arrival::finished, {finished, stamp}, start + seconds(60));
    CHECK(pending.batch_due() == start + seconds(60) + settle_time);
    for (std::size_t i = 1; i < most_batch_files; ++i) {
        pending.note(std::to_string(i), Arrival::finished, {finished, stamp}, start + seconds(60));
    }
    CHECK(pending.batch_due() == start + seconds(60));  // it is full
}

TEST_CASE("a batch is in the order of the files' times, and the rest stays for the next") {
    PendingFiles pending;
    pending.note("b", Arrival::finished, {finished, {1, 30}}, start);
    pending.note("z", Arrival::finished, {finished, {1, 10}}, start);
    pending.note("c", Arrival::finished, {finished, {1, 20}}, start);
    pending.note("a", Arrival::finished, {finished, {1, 20}}, start);
    CHECK(paths(pending.take(3)) == std::vector<std::string>{"z", "a", "c"});
    CHECK(pending.size() == 1);
    CHECK(paths(pending.take(3)) == std::vector<std::string>{"b"});
}

TEST_CASE("a look at a file tells whether it is open for writing") {
    ::signal(SIGIO, SIG_IGN);
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "a.xml";
    CHECK(look_at(file).state == gone);
    {
        std::ofstream out(file);
        out << "text" << std::flush;
        CHECK(look_at(file).state == written);
        CHECK(look_at(file).stamp.size == 4);
    }
    CHECK(look_at(file).state == finished);
    const std::ifstream reader(file);
    CHECK(look_at(file).state == finished);
    const FileStamp before = look_at(file).stamp;
    fs::last_write_time(file, fs::last_write_time(file) + seconds(1));
    CHECK(look_at(file).stamp != before);
    CHECK(look_at(directory.path()).state == gone);
    fs::create_symlink(file, directory.path() / "link");
    CHECK(look_at(directory.path() / "link").state == gone);
    REQUIRE(::mkfifo((directory.path() / "pipe").c_str(), 0600) == 0);
    CHECK(look_at(directory.path() / "pipe").state == gone);
}
