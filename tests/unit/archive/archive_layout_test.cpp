#include "archive/archive_layout.hpp"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::archive;
using broadsheet::tests::read_file;
using broadsheet::tests::TemporaryDirectory;
using Catch::Contains;

namespace {

void write(const fs::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

void replace_in(const fs::path& path, const std::string& from, const std::string& to) {
    std::string content = read_file(path);
    const std::size_t at = content.find(from);
    REQUIRE(at != std::string::npos);
    write(path, content.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("a new archive is empty, and opens in Xapian as such") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "a" / "news");
    create_or_check_archive(paths);
    CHECK_NOTHROW(check_archive(paths));
    CHECK(read_segment_list(paths) == SegmentList{0, {}});
    CHECK(Xapian::Database(paths.stub.string()).get_doccount() == 0);
}

TEST_CASE("an archive that is there is left as it is") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    create_or_check_archive(paths);
    const SegmentList list{7, {"000003", "000012"}};
    write_segment_list(paths, list);
    create_or_check_archive(paths);
    CHECK(read_segment_list(paths) == list);
}

TEST_CASE("a creation that was interrupted is completed") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    fs::create_directory(paths.segments);
    write(paths.lock, "");
    write(paths.stub, "# gener");
    CHECK_THROWS_AS(check_archive(paths), ArchiveError);
    create_or_check_archive(paths);
    CHECK(read_segment_list(paths) == SegmentList{});
}

TEST_CASE("a folder that holds anything else is refused and not touched") {
    const TemporaryDirectory directory;
    write(directory.path() / "thesis.txt", "years of work");
    CHECK_THROWS_WITH(create_or_check_archive(ArchivePaths(directory.path())),
                      Contains("is not an archive") && Contains("thesis.txt"));
    CHECK(std::distance(fs::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("an archive of another schema or analyzer is refused, saying what to do") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    create_or_check_archive(paths);
    const std::string name = GENERATE("\"schema\":", "\"analyzer\":");
    SECTION("newer") {
        replace_in(paths.settings, name, name + "9");
        CHECK_THROWS_WITH(check_archive(paths), Contains("newer broadsheet"));
    }
    SECTION("older") {
        replace_in(paths.settings, name, name + "-");
        CHECK_THROWS_WITH(check_archive(paths), Contains("older broadsheet"));
    }
    SECTION("damaged") {
        replace_in(paths.settings, name, "\"x\":");
        CHECK_THROWS_WITH(check_archive(paths), Contains("archive.json is damaged"));
    }
}

TEST_CASE("what is no archive is not opened") {
    const TemporaryDirectory directory;
    CHECK_THROWS_WITH(check_archive(ArchivePaths(directory.path() / "nowhere")),
                      Contains("is not an archive"));
}

TEST_CASE("the published list comes back as it was written, relative to itself") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    create_or_check_archive(paths);
    const SegmentList list{41, {"000002", "1234567"}};
    write_segment_list(paths, list);
    CHECK(read_segment_list(paths) == list);
    CHECK(read_file(paths.stub) ==
          "# generation 41\nglass segments/000002\nglass segments/1234567\n"
          "# checksum af90edc1c93186e9\n");
    CHECK_FALSE(fs::exists(paths.root / "segments.stub.new"));
}

TEST_CASE("a malformed list is an error that names the line") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    const auto [content, line] = GENERATE(table<std::string, std::string>({
        {"", "line 1"},
        {"glass segments/000001\n", "line 1"},
        {"# generation x\n", "line 1"},
        {"# generation 1\nglass /etc/passwd\n", "line 2"},
        {"# generation 1\nglass segments/000001\nglass segments/../../x\n", "line 3"},
        {"# generation 1\nremote host:1\n", "line 2"},
    }));
    write(paths.stub, content);
    CHECK_THROWS_WITH(read_segment_list(paths), Contains("is damaged") && Contains(line));
}

TEST_CASE("a list with any bit flipped, or cut short anywhere, is refused") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    create_or_check_archive(paths);
    write_segment_list(paths, {41, {"000002", "000003"}});
    const std::string whole = read_file(paths.stub);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        write(paths.stub, whole.substr(0, at));
        CHECK_THROWS_WITH(read_segment_list(paths), Contains("segments.stub is damaged"));
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
            write(paths.stub, flipped);
            CHECK_THROWS_WITH(read_segment_list(paths), Contains("segments.stub is damaged"));
        }
    }
}

TEST_CASE("a missing list is an error that names the file") {
    const TemporaryDirectory directory;
    CHECK_THROWS_WITH(read_segment_list(ArchivePaths(directory.path())), Contains("segments.stub"));
}

TEST_CASE("a segment's name is new among the listed, the unlisted and the generations") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    create_or_check_archive(paths);
    CHECK(unused_segment_name(paths, {}) == "000001");
    CHECK(unused_segment_name(paths, {3, {"000007", "000002"}}) == "000008");
    CHECK(unused_segment_name(paths, {12, {"000007"}}) == "000013");
    fs::create_directory(paths.segment("000020"));
    fs::create_directory(paths.segments / "building-99");
    CHECK(unused_segment_name(paths, {12, {"000007"}}) == "000021");
    CHECK(unused_segment_name(paths, {0, {"999999"}}) == "1000000");
}

TEST_CASE("only one writer holds the lock, and it goes with its holder") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path());
    create_or_check_archive(paths);
    {
        const WriterLock lock(paths);
        CHECK_THROWS_AS(WriterLock(paths), ArchiveLocked);
        CHECK_NOTHROW(check_archive(paths));
    }
    CHECK_NOTHROW(WriterLock(paths));
}

TEST_CASE("an atomic write replaces the whole file, and errors name the path") {
    const TemporaryDirectory directory;
    const fs::path path = directory.path() / "x.json";
    write_file_atomically(path, "first and long");
    write_file_atomically(path, "second");
    CHECK(read_file(path) == "second");
    CHECK_THROWS_WITH(write_file_atomically(directory.path() / "no" / "x.json", ""),
                      Contains("no/x.json"));
    remove_file_durably(path);
    remove_file_durably(path);
    CHECK_FALSE(fs::exists(path));
}
