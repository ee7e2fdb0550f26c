#include "indexer/progress_bar.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"

using namespace broadsheet::indexer;
namespace fs = std::filesystem;

TEST_CASE("the progress line tells the time that is left once it can be told") {
    struct Row {
        std::uint64_t read, all;
        double seconds;
        std::string left;
    };
    for (const Row& row : std::vector<Row>{{50, 100, 10, "  10 s left"},
                                           {10, 100, 60, "  9 min left"},
                                           {25, 100, 7200, "  6.0 h left"},
                                           {100, 100, 10, ""},
                                           {120, 100, 10, ""},
                                           {50, 0, 10, ""},
                                           {0, 100, 10, ""},
                                           {50, 100, 1, ""},
                                           {1, 1000, 10, ""}}) {
        IngestProgress progress;
        progress.files = 2;
        progress.articles = 1204;
        progress.text_bytes = 20'000'000;
        progress.read_bytes = row.read;
        CAPTURE(row.read, row.all, row.seconds);
        const std::string line = progress_line(progress, row.seconds, row.all);
        CHECK(line.starts_with("2 files  1,204 articles  "));
        CHECK(line.substr(line.find("refused") + std::string("refused").size()) == row.left);
    }
}

TEST_CASE("the size of inputs is that of their files, and unknown of standard input") {
    const broadsheet::tests::TemporaryDirectory directory;
    fs::create_directory(directory.path() / "below");
    std::ofstream(directory.path() / "a") << std::string(100, 'x');
    std::ofstream(directory.path() / "below" / "b") << std::string(23, 'x');
    const std::vector<fs::path> folder = {directory.path()}, files = {directory.path() / "a"},
                                input = {directory.path(), "-"}, nowhere = {directory.path() / "c"};
    CHECK(input_size(folder) == 123);
    CHECK(input_size(files) == 100);
    CHECK(input_size(input) == 0);
    CHECK(input_size(nowhere) == 0);
}
