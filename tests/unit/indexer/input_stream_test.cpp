#include "indexer/readers/input_stream.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/readers/line_reader.hpp"
#include "indexer/readers/packed_input.hpp"
#include "indexer/readers/reader.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

namespace {

namespace fs = std::filesystem;
using namespace broadsheet::indexer;
using broadsheet::tests::CollectingSink;
using broadsheet::tests::TemporaryDirectory;

const std::string story = "Truce talks resume\n\nMediators met both sides on Tuesday.\n";

void write(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

CollectingSink read(const fs::path& path, const ReadOptions& options = {}) {
    CollectingSink sink;
    read_path(path, options, sink);
    return sink;
}

std::vector<std::string> ids(const CollectingSink& sink) {
    std::vector<std::string> out;
    for (const auto& article : sink.articles) out.push_back(article.id);
    return out;
}

struct Member {
    std::string path;
    std::string content;
    unsigned type = AE_IFREG;
};

/// Packs members by libarchive: `format` and `filter` set the kind.
using Setting = int (*)(archive*);
std::string pack(const std::vector<Member>& members, Setting format, Setting filter) {
    std::string out(64 << 20, '\0');
    std::size_t used = 0;
    archive* handle = archive_write_new();
    format(handle);
    filter(handle);
    archive_write_set_bytes_in_last_block(handle, 1);
    REQUIRE(archive_write_open_memory(handle, out.data(), out.size(), &used) == ARCHIVE_OK);
    for (const Member& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.path.c_str());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, 0644);
        if (member.type == AE_IFLNK) archive_entry_set_symlink(entry, "/etc/passwd");
        if (member.type == AE_IFREG)
            archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
        archive_write_header(handle, entry);
        archive_write_data(handle, member.content.data(), member.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    out.resize(used);
    return out;
}

std::string compress(const std::string& content, Setting filter) {
    return pack({{"data", content}}, archive_write_set_format_raw, filter);
}

}  // namespace

TEST_CASE("a stream can be looked at before it is read") {
    MemorySource source("0123456789");
    InputStream stream(source);
    CHECK(stream.peek(3) == "012");
    CHECK(stream.peek(20) == "0123456789");
    char out[4];
    CHECK(stream.read(out, 4) == 4);
    CHECK(std::string(out, 4) == "0123");
    CHECK(stream.peek(2) == "45");
    CHECK(stream.offset() == 4);
    CHECK(stream.read_all(100) == "456789");
    CHECK(stream.read(out, 4) == 0);
    CHECK(stream.offset() == 10);
}

TEST_CASE("reading all stops at the limit") {
    const std::string bytes(1000, 'x');
    MemorySource exact(bytes);
    CHECK(InputStream(exact).read_all(1000).size() == 1000);
    MemorySource over(bytes);
    CHECK_THROWS_AS(InputStream(over).read_all(999), InputError);
}

TEST_CASE("lines are given with their offsets, whatever their length") {
    const std::string longer(600'000, 'x');
    const std::string text = "a\n\n" + longer + "\nlast";
    MemorySource source(text);
    InputStream stream(source);
    LineReader lines(stream, 1'000'000);
    std::string_view line;
    std::vector<std::pair<std::size_t, std::uint64_t>> seen;
    while (lines.next(line) == LineReader::Result::line)
        seen.emplace_back(line.size(), lines.offset());
    CHECK(seen == std::vector<std::pair<std::size_t, std::uint64_t>>{
                      {1, 0}, {0, 2}, {600'000, 3}, {4, 600'004}});
}

TEST_CASE("lines over the limit are passed over") {
    for (const std::size_t size : {11U, 300'000U, 3'000'000U}) {
        const std::string text = "a\n" + std::string(size, 'x') + "\nb\n" + std::string(size, 'y');
        MemorySource source(text);
        InputStream stream(source);
        LineReader lines(stream, 10);
        std::string_view line;
        CHECK(lines.next(line) == LineReader::Result::line);
        CHECK(lines.next(line) == LineReader::Result::too_long);
        CHECK(lines.offset() == 2);
        CHECK(lines.next(line) == LineReader::Result::line);
        CHECK(line == "b");
        CHECK(lines.next(line) == LineReader::Result::too_long);
        CHECK(lines.next(line) == LineReader::Result::end);
    }
}

TEST_CASE("a folder is read to its depths, in the order of names, without hidden files") {
    const TemporaryDirectory folder;
    write(folder.path() / "b.txt", story);
    write(folder.path() / "a" / "2.txt", story);
    write(folder.path() / "a" / "1.jsonl", R"({"id": "from-jsonl", "title": "Truce"})");
    write(folder.path() / ".hidden" / "x.txt", story);
    write(folder.path() / ".DS_Store", story);
    const auto sink = read(folder.path());
    CHECK(ids(sink) == std::vector<std::string>{"from-jsonl", "a/2", "b"});
    CHECK(sink.refusals.empty());
    REQUIRE(sink.files.size() == 3);
    CHECK(sink.files[2].first == (folder.path() / "b.txt").string());
    CHECK(sink.files[2].second == story.size());
}

TEST_CASE("ids do not depend on where in the dated folders one begins") {
    const TemporaryDirectory folder;
    write(folder.path() / "2025" / "07" / "09" / "truce.txt", story);
    for (const fs::path from : {"", "2025", "2025/07/", "2025/07/09", "2025/07/09/truce.txt"}) {
        const auto sink = read(folder.path() / from);
        REQUIRE(ids(sink) == std::vector<std::string>{"2025/07/09/truce"});
        CHECK(sink.articles[0].date == "2025-07-09");
    }
}

TEST_CASE("what is no regular file is refused, and the rest goes on") {
    const TemporaryDirectory folder;
    write(folder.path() / "z.txt", story);
    REQUIRE(mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    fs::create_directory_symlink(folder.path(), folder.path() / "loop");
    fs::create_symlink("nowhere", folder.path() / "dangling");
    fs::create_symlink("/dev/null", folder.path() / "null");
    fs::create_symlink("z.txt", folder.path() / "link.txt");
    const auto sink = read(folder.path());
    CHECK(ids(sink) == std::vector<std::string>{"link", "z"});
    CHECK(sink.refusals.size() == 4);
    CHECK(sink.has_reason("leads nowhere"));
    CHECK(sink.has_reason("back to a folder above"));
    CHECK(sink.has_reason("no regular file"));
}

TEST_CASE("a path that is not there is refused") {
    CHECK(read("/nonexistent/news").has_reason("No such file"));
}

TEST_CASE("formats are told by content, not by name") {
    const TemporaryDirectory folder;
    struct Row {
        std::string content;
        std::size_t articles;
        std::string reason;
    };
    for (const auto& [content, articles, reason] : std::vector<Row>{
             {story, 1, ""},
             {"{\"title\": \"Truce\"}\n{\"title\": \"Talks\"}\n", 2, ""},
             {"  \n{\"title\": \"Truce\"}", 1, ""},
             {"{\"title\": \"Tru\n{\"title\": \"Talks\"}\n", 1, "line 1 is not JSON"},
             {"{\"title\": \"" + std::string(200'000, 'x') + "\"}", 1, ""},
             {"{sic} is no JSON\n\nBut text.", 1, ""},
             {"{\n  \"title\": \"Truce\"\n}\n", 1, ""},
             {"[{\"title\": \"Truce\"}, {\"title\": \"Talks\"}]", 2, ""},
             {"{\"status\": \"ok\", \"articles\": [{\"title\": \"Truce\"}]}", 1, ""},
             {"<nitf><body><body.head><hedline><hl1>Truce</hl1></hedline></body.head></body></"
              "nitf>",
              1, ""},
             {"[Photo] Talks resume\n\nText.", 1, ""},
             {"<?xml version=\"1.0\"?><planningItem/>", 0, "holds no article, but 1 planning item"},
             {"<!DOCTYPE html><p>Truce", 1, ""},
             {"<HTML><p>Truce", 1, ""},
             {"<MARK'S WORK WEARHOUSE LTD> YEAR NET\n\nText.", 1, ""},
             {"id\ttitle\ttext\n1\tTruce\tText.\n2\tTalks\tText.\n", 2, ""},
             {"1\tTruce\tText.\n2\tTalks\tText.\n", 0, "whose columns are not named"},
             {"<svg><text>Truce</text></svg>", 0, "not a format that this version reads"},
             {"%PDF-1.7\n", 0, "PDF"},
             {std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), 0, "binary"},
             {"", 0, "is empty"},
             {" \n\n", 0, "is empty"},
             {std::string("\xff\xfe{\0\"\0t\0i\0t\0l\0e\0\"\0:\0\"\0T\0\"\0}\0", 28), 1, ""},
         }) {
        const fs::path path = folder.path() / "input.dat";
        write(path, content);
        const auto sink = read(path);
        INFO(content.substr(0, 50));
        CHECK(sink.articles.size() == articles);
        if (reason.empty()) {
            CHECK(sink.refusals.empty());
        } else {
            CHECK(sink.has_reason(reason));
        }
    }
}

TEST_CASE("a format can be forced") {
    const TemporaryDirectory folder;
    write(folder.path() / "a", R"({"id": "1", "title": "Truce"})");
    CHECK(read(folder.path() / "a", {"text", ""}).articles.at(0).id == "a");
    CHECK(read(folder.path() / "a", {"jsonl", ""}).articles.at(0).id == "1");
    CHECK(read(folder.path() / "a", {"docx", ""}).has_reason("'docx' is not known"));
}

TEST_CASE("compressed files are read as what is in them") {
    const TemporaryDirectory folder;
    for (const auto& [name, filter] :
         {std::pair<std::string, Setting>{"a.gz", archive_write_add_filter_gzip},
          {"a.bz2", archive_write_add_filter_bzip2},
          {"a.xz", archive_write_add_filter_xz},
          {"a.zst", archive_write_add_filter_zstd}}) {
        INFO(name);
        const fs::path path = folder.path() / name;
        const std::string packed = compress(story, filter);
        write(path, packed);
        CHECK(ids(read(path)) == std::vector<std::string>{"a"});
        // Two files packed on their own and put together are one: as gzip and zstd define it.
        write(path, compress("{\"title\": \"Truce\"}\n", filter) +
                        compress("{\"title\": \"Talks\"}\n", filter));
        CHECK(read(path).articles.size() == 2);
        write(path, packed.substr(0, packed.size() / 2));
        const auto cut = read(path);
        CHECK(cut.articles.empty());
        REQUIRE(cut.refusals.size() == 1);
        CHECK(cut.has_reason("cannot be unpacked"));
    }
}

TEST_CASE("members of an archive are files of their own") {
    const TemporaryDirectory folder;
    const std::vector<Member> members = {
        {"2025/", "", AE_IFDIR},
        {"./2025/truce.txt", story},
        {"/2025/هدنة.txt", story},
        {"2025/.DS_Store", "hidden"},
        {"__MACOSX/truce.txt", "hidden"},
        {"../../etc/evil.txt", story},
        {"a/../../evil.txt", story},
        {"link.txt", "", AE_IFLNK},
        {"picture.png", std::string("\x89PNG\0\0\0\0", 8)},
        {"inner.zst",
         compress(R"({"id": "inner", "title": "Truce"})", archive_write_add_filter_zstd)},
        {"broken.gz", compress(story, archive_write_add_filter_gzip).substr(0, 30)},
        {"last.txt", story},
    };
    for (const auto& [name, format, filter] :
         std::vector<std::tuple<std::string, Setting, Setting>>{
             {"day.tar", archive_write_set_format_pax, archive_write_add_filter_none},
             {"day.tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
             {"day.zip", archive_write_set_format_zip, archive_write_add_filter_none}}) {
        INFO(name);
        const fs::path path = folder.path() / name;
        write(path, pack(members, format, filter));
        const auto sink = read(path);
        const std::string stem = name.substr(0, name.rfind('.'));
        CHECK(ids(sink) == std::vector<std::string>{stem + "/2025/truce", stem + "/2025/هدنة",
                                                    "inner", stem + "/last"});
        CHECK(sink.has_reason("leads out of its archive"));
        CHECK(sink.has_reason("symbolic link"));
        CHECK(sink.has_reason("binary"));
        CHECK(sink.has_reason("cannot be unpacked"));
        CHECK(sink.refusals.size() == 5);
        for (const auto& refusal : sink.refusals)
            CHECK(refusal.path.starts_with(path.string() + "!"));
        CHECK(sink.files.size() == 1);
    }
}

TEST_CASE("bombs are refused before they go off") {
    const TemporaryDirectory folder;
    const fs::path path = folder.path() / "bomb";
    const std::string zeros(1 << 20, '0');
    std::string lines;
    for (int i = 0; i < 50; ++i) lines += zeros + "\n";
    SECTION("by their ratio") {
        std::string packed = compress(lines, archive_write_add_filter_gzip);
        // gzip files one after the other unpack to one.
        std::string much;
        for (int i = 0; i < 4; ++i) much += packed;
        write(path, much);
        CHECK(read(path, {"jsonl", ""}).has_reason("decompression bomb"));
    }
    SECTION("in members that nobody wants") {
        std::vector<Member> members;
        for (int i = 0; i < 4; ++i) members.push_back({"." + std::to_string(i), lines});
        write(path, pack(members, archive_write_set_format_pax, archive_write_add_filter_xz));
        CHECK(read(path).has_reason("decompression bomb"));
    }
    SECTION("by their depth") {
        std::string packed = story;
        for (int i = 0; i <= max_nesting; ++i) {
            packed =
                pack({{"a", packed}}, archive_write_set_format_zip, archive_write_add_filter_none);
        }
        write(path, packed);
        const auto sink = read(path);
        CHECK(sink.articles.empty());
        CHECK(sink.has_reason("times over"));
    }
    SECTION("but not what is nested with reason") {
        std::string packed = story;
        for (int i = 0; i < max_nesting; ++i) {
            packed =
                pack({{"a", packed}}, archive_write_set_format_zip, archive_write_add_filter_none);
        }
        write(path, packed);
        CHECK(read(path).articles.size() == 1);
    }
}

TEST_CASE("a sink may stop the run") {
    struct Stop {};
    struct StoppingSink : CollectingSink {
        void article(broadsheet::archive::Article&&) override { throw Stop{}; }
    };
    const TemporaryDirectory folder;
    write(folder.path() / "a.zst", compress(story, archive_write_add_filter_zstd));
    StoppingSink sink;
    CHECK_THROWS_AS(read_path(folder.path(), {}, sink), Stop);
}
