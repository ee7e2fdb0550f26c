#include "indexer/delivery_folder.hpp"

#include <poll.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using namespace broadsheet::indexer;
using tests::TemporaryDirectory;

namespace {

/// A watched folder, and what was told of each file: "found" and "finished", in order.
class Watched {
  public:
    Watched() : watch_(directory_.path().string(), [this](const auto& problem) {
        problems.push_back(problem);
    }) {}

    using Told = std::map<std::string, std::string>;

    Told scan() {
        return collect([&](const auto& visit) { watch_.scan(visit); });
    }
    Told read() {
        return collect([&](const auto& visit) { watch_.read(visit); });
    }

    bool has_news() const {
        pollfd polled{watch_.descriptor(), POLLIN, 0};
        return ::poll(&polled, 1, 0) == 1;
    }

    fs::path path(const std::string& name) const { return directory_.path() / name; }

    void write(const std::string& name) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name)) << "text";
    }

    std::vector<std::string> problems;

  private:
    template <typename Run>
    Told collect(Run run) {
        Told told;
        run([&](const std::string& file, Arrival arrival) {
            std::string& words = told[fs::path(file).lexically_relative(directory_.path()).string()];
            words += words.empty() ? "" : " ";
            words += arrival == Arrival::finished ? "finished" : "found";
        });
        return told;
    }

    TemporaryDirectory directory_;
    DeliveryFolder watch_;
};

using Told = Watched::Told;

}  // namespace

TEST_CASE("names that begin with a dot, or end as unfinished files do, are not taken") {
    for (const std::string name : {"a.xml", "part", "tmp.txt", "a.partial", "x.part.xml", "ä"}) {
        INFO(name);
        CHECK(is_delivered(name));
    }
    for (const std::string name : {"", ".", ".a.xml", "a.part", "A.TMP", "a.xml.filepart", ".part"}) {
        INFO(name);
        CHECK_FALSE(is_delivered(name));
    }
}

TEST_CASE("what lies there is found, what is written there is told as finished") {
    Watched folder;
    folder.write("a.xml");
    folder.write("below/deep/b.xml");
    folder.write("x.tmp");
    CHECK(folder.scan() == Told{{"a.xml", "found"}, {"below/deep/b.xml", "found"}});
    folder.read();
    folder.write("below/c.xml");
    CHECK(folder.has_news());
    CHECK(folder.read() == Told{{"below/c.xml", "found finished"}});
    CHECK_FALSE(folder.has_news());
    fs::rename(folder.path("x.tmp"), folder.path("x.xml"));
    CHECK(folder.read() == Told{{"x.xml", "finished"}});
    fs::remove(folder.path("x.xml"));
    CHECK(folder.read().empty());
}

TEST_CASE("a file that is open is told as found only, and as finished once it is closed") {
    Watched folder;
    folder.scan();
    std::ofstream file(folder.path("a.xml"));
    file << "text" << std::flush;
    CHECK(folder.read() == Told{{"a.xml", "found"}});
    file.close();
    CHECK(folder.read() == Told{{"a.xml", "finished"}});
}

TEST_CASE("folders are followed as they come, move and go") {
    Watched folder;
    folder.scan();
    folder.write("new/a.xml");  // it may have come before the folder was watched
    CHECK(folder.read().contains("new/a.xml"));
    folder.write("new/b.xml");
    CHECK(folder.read() == Told{{"new/b.xml", "found finished"}});

    fs::rename(folder.path("new"), folder.path("old"));
    CHECK(folder.read() == Told{{"old/a.xml", "found"}, {"old/b.xml", "found"}});
    folder.write("old/c.xml");
    CHECK(folder.read() == Told{{"old/c.xml", "found finished"}});

    const TemporaryDirectory elsewhere;
    fs::rename(folder.path("old"), elsewhere.path() / "x");
    folder.read();
    std::ofstream(elsewhere.path() / "x" / "d.xml") << "text";
    CHECK(folder.read().empty());

    folder.write("last/a.xml");
    folder.read();
    fs::remove_all(folder.path("last"));
    folder.read();
    folder.write("last/b.xml");
    CHECK(folder.read().contains("last/b.xml"));
    CHECK(folder.problems.empty());
}

TEST_CASE("when the kernel's queue runs over nothing is lost") {
    std::size_t queued = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> queued;
    constexpr std::size_t usual = 16'384;
    if (queued == 0 || queued > usual) {
        WARN("skipped: the queue holds " << queued << " events");
        return;
    }
    Watched folder;
    folder.scan();
    const std::size_t files = queued / 2 + 1'000;  // each is two events
    for (std::size_t i = 0; i < files; ++i) std::ofstream(folder.path(std::to_string(i)));
    CHECK(folder.read().size() == files);
    folder.write("after");
    CHECK(folder.read() == Told{{"after", "found finished"}});
}

TEST_CASE("a folder that is gone is an error that says so") {
    TemporaryDirectory directory;
    const fs::path root = directory.path() / "in";
    CHECK_THROWS_WITH(DeliveryFolder(root.string()), Catch::Contains("is gone"));
    fs::create_directory(root);
    DeliveryFolder folder(root.string());
    const auto ignore = [](const std::string&, Arrival) {};
    CHECK_NOTHROW(folder.read(ignore));
    SECTION("removed") { fs::remove(root); }
    SECTION("moved") { fs::rename(root, directory.path() / "out"); }
    SECTION("moved and another in its place") {
        fs::rename(root, directory.path() / "out");
        fs::create_directory(root);
    }
    CHECK_THROWS_WITH(folder.read(ignore), Catch::Contains(root.string() + " is gone"));
}
