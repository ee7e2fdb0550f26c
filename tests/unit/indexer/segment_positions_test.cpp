#include "indexer/segment_positions.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "archive/positions_file.hpp"
#include "query/searcher.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

using namespace broadsheet;
using namespace broadsheet::indexer;
using Catch::Matchers::Contains;
using tests::TemporaryDirectory;

namespace fs = std::filesystem;

namespace {

const tests::Texts texts = {{"a", "the truce talks went on in Doha, and Qatar hosted them"},
                            {"b", "talks of a truce"},
                            {"c", "Doha had no talks"}};

fs::path only_segment(const archive::ArchivePaths& paths) {
    return paths.segment(archive::read_segment_list(paths).names.at(0));
}

std::vector<std::string> found(const archive::ArchivePaths& paths, const std::string& text) {
    query::Searcher searcher = tests::open_searcher(paths.root);
    query::SearchRequest request;
    request.query = text;
    return tests::all_ids(searcher, request);
}

void damage(const fs::path& file, std::size_t at) {
    std::string bytes = tests::read_file(file);
    bytes.at(at) ^= 1;
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("without its positions a segment answers as before, and the next writer makes them anew") {
    const std::string what = GENERATE("removed", "its head damaged", "cut short");
    CAPTURE(what);
    const TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    {
        Publisher publisher(paths);
        tests::publish(publisher, texts);
    }
    const fs::path segment = only_segment(paths), file = segment / archive::positions_file_name;
    const std::string whole = tests::read_file(file);
    CHECK(find_positions_damage(segment).empty());

    if (what == "removed") fs::remove(file);
    if (what == "its head damaged") damage(file, 20);
    if (what == "cut short") fs::resize_file(file, whole.size() / 2);
    CHECK_FALSE(has_current_positions(segment));
    CHECK_THAT(find_positions_damage(segment), Contains("positions"));
    CHECK(found(paths, "\"truce talks\"") == std::vector<std::string>{"a"});
    CHECK(found(paths, "truce W/3 talks").size() == 2);
    CHECK(found(paths, "headline:\"article c\"") == std::vector<std::string>{"c"});

    { const Publisher next(paths); }
    CHECK(tests::read_file(file) == whole);
    CHECK(find_positions_damage(segment).empty());
}

TEST_CASE("damage within an article's positions is found, and mended in a merge") {
    const TemporaryDirectory directory;
    const fs::path block = directory.path() / "0";
    BlockBuilder().build(tests::articles(texts), block);
    constexpr std::size_t within_first_article = 140;
    damage(block / archive::positions_file_name, within_first_article);
    CHECK(has_current_positions(block));
    CHECK_THAT(find_positions_damage(block), Contains("article no. 1"));
    merge_into({&block, 1}, directory.path() / "1", {});
    CHECK(find_positions_damage(directory.path() / "1").empty());
}

TEST_CASE("an interrupted takedown is finished by the next writer, though positions are gone meanwhile") {
    const TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    {
        Publisher publisher(paths);
        tests::publish(publisher, texts);
    }
    {
        Publisher publisher(paths, [](std::string_view step) {
            if (step == "delete from segment") throw std::runtime_error("stopped");
        });
        const std::vector<std::string> ids = {"b"};
        CHECK_THROWS_WITH(publisher.take_down(ids), "stopped");
    }
    fs::remove(only_segment(paths) / archive::positions_file_name);
    { const Publisher next(paths); }
    CHECK(find_positions_damage(only_segment(paths)).empty());
    CHECK(found(paths, "talks AND doha").size() == 2);
    CHECK(found(paths, "talks").size() == 2);
}

TEST_CASE("what is damaged within an article's positions is answered by what is stored of it") {
    const TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path());
    archive::create_or_check_archive(paths);
    {
        Publisher publisher(paths);
        tests::publish(publisher, texts);
    }
    const fs::path file = only_segment(paths) / archive::positions_file_name;
    const std::string whole = tests::read_file(file);
    const auto expected = found(paths, "\"truce talks\" OR (talks W/3 truce) OR headline:\"article c\"");
    constexpr std::size_t first_article = 112, behind = 330;
    for (std::size_t at = first_article; at < behind; ++at) {
        damage(file, at);
        CAPTURE(at);
        CHECK(found(paths, "\"truce talks\" OR (talks W/3 truce) OR headline:\"article c\"") == expected);
        query::Searcher searcher = tests::open_searcher(paths.root);
        CHECK(std::holds_alternative<query::ArticleView>(searcher.article("a", "\"truce talks\"")));
        std::ofstream(file, std::ios::binary) << whole;
    }
}

TEST_CASE("a merge takes so much memory for its words, and beyond that only for their numbers") {
    const TemporaryDirectory directory;
    // As much of a file of positions as says how many words it has.
    const auto folder_with = [&](std::uint32_t words) {
        const fs::path folder = directory.path() / std::to_string(words);
        fs::create_directories(folder);
        std::string head = "BSPOSIT\n" + std::string(104, '\0');
        std::memcpy(head.data() + 88, &words, sizeof words);
        std::ofstream(folder / archive::positions_file_name, std::ios::binary) << head;
        return folder;
    };
    const auto memory = [](const std::vector<fs::path>& sources) { return memory_to_merge(sources); };
    CHECK(memory({}) == 0);
    CHECK(memory({folder_with(1'000), folder_with(200)}) == 1'200 * memory_per_merged_word);
    CHECK(memory({folder_with(100'000'000)}) == most_memory_for_words + 400'000'000);
}
