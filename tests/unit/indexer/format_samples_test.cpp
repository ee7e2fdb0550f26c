// Reads corpus/formats, a sample of each format, and compares all that it gives with
// tests/golden/format-samples.txt.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "indexer/readers/format.hpp"
#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"
#include "tests/unit/indexer/golden_lines.hpp"
#include "tests/unit/indexer/section_lines.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;

namespace {

std::string fact(std::string_view name, const std::string& value) {
    return value.empty() ? "" : fmt::format("{}: {}\n", name, value);
}

std::string listed(const archive::Article& article) {
    return fact("id", article.id) + fact("version", article.version) +
           fact("headline", article.headline) + fact("byline", article.byline) +
           fact("dateline", article.dateline) + fact("date", article.date) +
           fact("source", article.source) + fact("desk", article.desk) +
           fact("language", article.language) + fact("url", article.url) +
           fact("places", fmt::format("{}", fmt::join(article.places, "; "))) +
           fact("topics", fmt::format("{}", fmt::join(article.topics, "; "))) +
           fact("embargo", article.embargo) + tests::section_lines(article.sections) + "\n";
}

std::string listed_file(const fs::path& path) {
    const std::string content = tests::read_file(path);
    const auto guess =
        indexer::guess_format(std::string_view(content).substr(0, indexer::format_mark_bytes));
    std::string out = fmt::format("=== {} ({})\n", path.filename().string(),
                                  guess.format ? guess.format->name : guess.refusal);
    tests::CollectingSink sink;
    indexer::read_path(path, {}, sink);
    for (const auto& article : sink.articles) out += listed(article);
    for (const auto& refusal : sink.refusals)
        out +=
            fmt::format("{}: {}\n\n", refusal.article_kept ? "mended" : "refused", refusal.reason);
    return out;
}

}  // namespace

TEST_CASE("the samples of each format give the articles that they should") {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(tests::project_root() / "corpus/formats"))
        files.insert(entry.path());
    std::string actual;
    for (const fs::path& file : files) actual += listed_file(file);
    const fs::path beside = fs::temp_directory_path() / "broadsheet-format-samples.txt";
    std::ofstream(beside, std::ios::binary) << actual;
    INFO("what was read stands in " << beside);
    const std::string golden =
        tests::read_file(tests::project_root() / "tests/golden/format-samples.txt");
    CHECK(tests::first_difference(actual, golden) == "");
}

TEST_CASE("every format has a sample that is told as it, and can be forced") {
    std::set<std::string_view> seen;
    for (const auto& entry : fs::directory_iterator(tests::project_root() / "corpus/formats")) {
        const std::string content = tests::read_file(entry.path());
        const auto guess = indexer::guess_format(content);
        INFO(entry.path());
        REQUIRE(guess.format != nullptr);
        seen.insert(guess.format->name);
        tests::CollectingSink told, forced;
        indexer::read_path(entry.path(), {}, told);
        indexer::ReadOptions options;
        options.format = std::string(guess.format->name);
        indexer::read_path(entry.path(), options, forced);
        CHECK(told.articles == forced.articles);
    }
    for (const indexer::Format& format : indexer::formats()) {
        // Plain text and JSON Lines have folders of their own.
        if (format.name == "text" || format.name == "jsonl") continue;
        INFO(format.name);
        CHECK(seen.contains(format.name));
    }
}
