// A disk that is really full: a small file system in memory, of every size from too little for
// anything to enough.
#include <fmt/format.h>
#include <sys/mount.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "tests/safety/delivery_changes.hpp"
#include "tests/safety/scenario.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;
using Catch::Contains;

namespace {

class SmallDisk {
  public:
    explicit SmallDisk(long kibibytes) : path_(directory_.path() / "disk") {
        fs::create_directory(path_);
        is_mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, size(kibibytes).c_str()) == 0;
    }
    ~SmallDisk() {
        if (is_mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_mounted() const { return is_mounted_; }
    const fs::path& path() const { return path_; }

    void resize(long kibibytes) const {
        REQUIRE(::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT, size(kibibytes).c_str()) == 0);
    }

  private:
    static std::string size(long kibibytes) { return fmt::format("size={}k", kibibytes); }

    TemporaryDirectory directory_;
    fs::path path_;
    bool is_mounted_ = false;
};

std::uintmax_t kibibytes_of(const fs::path& folder) {
    constexpr std::uintmax_t page = 4096;
    std::uintmax_t pages = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) pages += (entry.file_size() + page - 1) / page;
    }
    return pages * page / 1024;
}

constexpr long roomy = 1'000'000;

/// Runs the change with `room` KiB to spare; true if that was enough.
bool is_enough(Scenario& scenario, long room) {
    scenario.fresh();
    const auto held = fs::exists(scenario.archive()) ? static_cast<long>(kibibytes_of(scenario.archive())) : 0;
    const SmallDisk disk(held + room);
    REQUIRE(disk.is_mounted());
    const fs::path archive = disk.path() / "news";
    if (fs::exists(scenario.archive())) fs::copy(scenario.archive(), archive, fs::copy_options::recursive);
    const RunResult result = run(scenario.command_for(archive), scenario.input());
    INFO(scenario.name() << ", " << room << " KiB to spare: " << result.exit_code << " " << result.err);
    CHECK(scenario.wrong_with_wreck(archive) == "");
    if (result.exit_code == 0) {
        CHECK(scenario.is_complete(archive));
        return true;
    }
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.err, Contains("No space left on device") || Contains("disk full"));
    disk.resize(roomy);
    CHECK(scenario.wrong_after_rerun(archive) == "");
    return false;
}

}  // namespace

TEST_CASE("a full disk is told, harms nothing, and with more room the same command completes it") {
    if (!SmallDisk(100).is_mounted()) {
        WARN("skipped: may not mount a file system: " << std::strerror(errno));
        return;
    }
    for (const Scale scale : scales()) {
        for (const auto change : {first_add, replacing_add, takedown, merge, add_with_notices,
                                  deferred_takedown, purge}) {
            Scenario scenario(change(scale));
            const long step = scenario.is_large() ? 2'000 : is_soak() ? 4 : 24;
            long room = 4;
            while (!is_enough(scenario, room)) room += step;
            CHECK(room > 4);  // the first was not enough
        }
    }
}
