// Is an export all that was added? Added to an empty archive, it must give the same dump.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "tests/safety/scenario.hpp"
#include "tests/support/news_data.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;

namespace {

/// Adds what `paths` or `input` hold; exports that to another archive; compares. The number of articles.
std::size_t check_export(const std::vector<std::string>& paths, const std::string& input = {}) {
    const TemporaryDirectory directory;
    const fs::path archive = directory.path() / "news", copy = directory.path() / "copy";
    std::vector<std::string> command{"add"};
    command.insert(command.end(), paths.begin(), paths.end());
    const RunResult added = run(indexer_command(command, archive), input);
    INFO(fmt::format("{}: {}", fmt::join(command, " "), added.err));
    CHECK((added.exit_code == 0 || added.exit_code == 3));
    const RunResult exported = run(indexer_command({"export"}, archive));
    CHECK(exported.exit_code == 0);
    const RunResult again =
        run(indexer_command({"add", "--format", "jsonl", "-"}, copy), exported.out);
    INFO(again.err << again.out);
    CHECK(again.exit_code == 0);
    const std::vector<std::string> first = dump_lines(archive), second = dump_lines(copy);
    CHECK(first.size() == second.size());
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        if (first[i] == second[i]) continue;
        INFO(first[i]);
        INFO(second[i]);
        CHECK(first[i] == second[i]);
        break;
    }
    return first.size();
}

std::string first_lines(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    while (count-- > 0 && end != std::string::npos) end = text.find('\n', end + 1);
    return text.substr(0, end == std::string::npos ? end : end + 1);
}

}  // namespace

TEST_CASE("the export of the sample corpora, of every format, is lossless") {
    CHECK(check_export({(project_root() / "corpus").string()}) > 90);
}

TEST_CASE("the export of real news is lossless") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    CHECK(check_export({(data / "wikinews").string()}) == 295);
    const std::size_t count = is_soak() ? 10'000 : 2'000;
    const auto check_set = [&](const std::string& set, std::size_t expected) {
        const std::string lines =
            first_lines(read_zstd_file(data / set / "articles.jsonl.zst"), count);
        CHECK(check_export({"--format", "jsonl", "-"}, lines) == std::min(count, expected));
    };
    check_set("reuters21578", 21'577);
    if (!is_soak()) return;
    check_set("arabic", 10'138);
    check_set("chinese", 19'594);
    check_set("thai", 2'000);
    for (const std::string folder : {"time", "ntrex", "feeds", "formats", "html", "warc", "seed"}) {
        CHECK(check_export({(data / folder).string()}) > 0);
    }
}
