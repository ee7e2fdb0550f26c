// The dictionary by which an archive's articles are stored, as the real programs make it, use it and miss it.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/shared_news.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet::tests;
using broadsheet::archive::ArchivePaths;
using Catch::Contains;

namespace {

std::string rows(int first, int last) {
    std::string lines;
    for (int i = first; i < last; ++i) {
        lines += json::serialize(json::object{{"id", fmt::format("n{:04}", i)},
                                              {"title", fmt::format("Report {}", i)},
                                              {"date", "2025-07-09"},
                                              {"source", "Test Wire"},
                                              {"lang", "en"},
                                              {"text", news_text(i)}}) +
                 "\n";
    }
    return lines;
}

RunResult indexer(const fs::path& archive, std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin() + 1, {"--archive", archive.string()});
    arguments.insert(arguments.begin(), program("indexer").string());
    return run(arguments, input);
}

std::string must(const RunResult& result) {
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result.out;
}

RunResult search(const fs::path& archive, const std::string& query) {
    return run({program("query").string(), "--archive", archive.string(), "--format", "json", query});
}

constexpr int article_count = 600;

/// An archive whose first articles made a dictionary.
class Library {
  public:
    Library() { must(indexer(paths.root, {"add", "--format", "jsonl", "-"}, rows(0, article_count))); }

    fs::path dictionary() const { return paths.dictionaries / "1.zdict"; }
    std::string dump() const { return must(indexer(paths.root, {"dump"})); }
    std::vector<fs::path> files() const {
        std::vector<fs::path> all;
        for (const auto& entry : fs::recursive_directory_iterator(paths.root)) {
            if (entry.is_regular_file()) all.push_back(entry.path());
        }
        return all;
    }

  private:
    TemporaryDirectory directory_;

  public:
    const ArchivePaths paths{directory_.path() / "news"};
    const fs::path backup = directory_.path() / "backup";
};

}  // namespace

TEST_CASE("an archive's first articles make its dictionary, and later runs use it") {
    const Library library;
    const std::string first = read_file(library.dictionary());
    CHECK(first.find("officials told reporters") != std::string::npos);
    must(indexer(library.paths.root, {"add", "--format", "jsonl", "-"}, rows(article_count, 2 * article_count)));
    CHECK(read_file(library.dictionary()) == first);
    CHECK(std::distance(fs::directory_iterator(library.paths.dictionaries), fs::directory_iterator()) == 1);
    CHECK_THAT(must(indexer(library.paths.root, {"verify"})), Contains("found no damage"));
    CHECK_THAT(must(search(library.paths.root, "harbour AND Lisbon")), Contains("\"value\":172"));

    // An archive that is made of its export is stored by one that the same articles make.
    const std::string whole = must(indexer(library.paths.root, {"export"}));
    must(indexer(library.backup, {"add", "--format", "jsonl", "-"}, whole));
    CHECK(must(indexer(library.backup, {"export"})) == whole);
}

TEST_CASE("an archive that few articles at a time came to has a dictionary once it has enough") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    for (int i = 0; i < 1'000; i += 150) {
        CHECK_FALSE(fs::exists(paths.dictionaries));
        must(indexer(paths.root, {"add", "--format", "jsonl", "-"}, rows(i, i + 150)));
    }
    CHECK(fs::exists(paths.dictionaries / "1.zdict"));

    // It knows the articles that it was made from: nothing is lost to a purge.
    must(indexer(paths.root, {"delete", "n0001", "n0002", "n0003", "n0004", "n0006", "n0007", "n0008"}));
    CHECK(fs::exists(paths.dictionaries / "1.zdict"));
    CHECK_FALSE(fs::exists(paths.dictionaries / "2.zdict"));
}

TEST_CASE("a few articles are stored without a dictionary") {
    const TemporaryDirectory directory;
    const ArchivePaths paths(directory.path() / "news");
    must(indexer(paths.root, {"add", "--format", "jsonl", "-"}, rows(0, 50)));
    CHECK_FALSE(fs::exists(paths.dictionaries));
}

TEST_CASE("a backup has the dictionary, and reads as the archive does") {
    const Library library;
    must(indexer(library.paths.root, {"backup", library.backup.string()}));
    CHECK(read_file(library.backup / "dictionaries" / "1.zdict") == read_file(library.dictionary()));
    CHECK(must(indexer(library.backup, {"dump"})) == library.dump());
}

TEST_CASE("a takedown of all that say a word takes it out of the dictionary too") {
    const Library library;
    const auto saying = [&] {
        int files = 0;
        for (const fs::path& file : library.files()) {
            const std::string bytes = read_file(file);
            files += bytes.find("Zorblaxian") != std::string::npos || bytes.find("zorblaxian") != std::string::npos;
        }
        return files;
    };
    CHECK(saying() > 1);  // the dictionary, and the tables and the lexicon of the segment
    std::vector<std::string> command{"delete"};
    for (int i = 0; i < article_count; i += rare_share) command.push_back(fmt::format("n{:04}", i));
    must(indexer(library.paths.root, command));
    CHECK(saying() == 0);
    CHECK_FALSE(fs::exists(library.dictionary()));
    CHECK(fs::exists(library.paths.dictionaries / "2.zdict"));
    must(indexer(library.paths.root, {"verify"}));
    CHECK_THAT(must(search(library.paths.root, "harbour")), Contains("\"value\":570"));
}

TEST_CASE("a dictionary that is missing or damaged is named by whoever needs it, and harms nothing") {
    const bool is_missing = GENERATE(true, false);
    const Library library;
    const std::string dump = library.dump(), bytes = read_file(library.dictionary());
    fs::remove(library.dictionary());
    std::string damaged = bytes;
    damaged[bytes.size() / 2] ^= 1;
    if (!is_missing) broadsheet::archive::write_file_atomically(library.dictionary(), damaged);

    const std::string finding = is_missing ? "1.zdict is missing" : "1.zdict is damaged";
    const std::vector<RunResult> results{
        indexer(library.paths.root, {"verify"}), indexer(library.paths.root, {"export"}),
        indexer(library.paths.root, {"dump"}), search(library.paths.root, "harbour"),
        indexer(library.paths.root, {"add", "--format", "jsonl", "-"}, rows(0, 20))};
    for (const RunResult& result : results) {
        INFO(result.out << result.err);
        CHECK(result.exit_code == 1);
        CHECK_THAT(result.err, Contains(finding) && Contains("restore it from a backup"));
    }
    broadsheet::archive::write_file_atomically(library.dictionary(), bytes);
    CHECK(library.dump() == dump);
    must(indexer(library.paths.root, {"verify"}));
}
