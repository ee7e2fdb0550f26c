// Bits flip, files are cut short, zeroed or lost: `verify` names it or the archive is refused, and
// what is damaged is never served as text.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "tests/safety/scenario.hpp"
#include "tests/support/news_data.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace broadsheet::tests;
using broadsheet::archive::ArchivePaths;
using Catch::Contains;
using Catch::StartsWith;

namespace {

void write_file(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// The lines of a dump without the checksum of the index.
std::set<std::string> articles_in(const std::string& dump) {
    std::set<std::string> articles;
    std::istringstream lines(dump);
    for (std::string line; std::getline(lines, line);) articles.insert(line.substr(line.find(' ') + 1));
    return articles;
}

std::string plain(const json::value& parts) {
    std::string text;
    for (const auto& part : parts.as_array()) text += part.at("text").as_string();
    return text;
}

/// An archive of one segment that has lost articles, its dump, and a copy to be damaged.
class Patient {
  public:
    Patient() {
        const int count = is_soak() ? 400 : 12;
        must(run(indexer_command({"add", "--format", "jsonl", "-"}, healthy_.root),
                 article_lines(0, count, "morning")));
        must(run(indexer_command({"add", "--format", "jsonl", "-"}, healthy_.root),
                 article_lines(3, 5, "evening")));
        dump_ = run(indexer_command({"dump"}, healthy_.root)).out;
        articles_ = articles_in(dump_);
        for (const std::string& line : articles_) {
            const auto article = json::parse(line).as_object();
            headlines_[std::string(article.at("id").as_string())] =
                std::string(article.at("headline").as_string());
        }
        reset();
    }

    void reset() {
        fs::remove_all(paths_.root);
        fs::copy(healthy_.root, paths_.root, fs::copy_options::recursive);
    }

    const ArchivePaths& paths() const { return paths_; }

    /// Every file with bytes in it.
    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(paths_.root)) {
            if (entry.is_regular_file() && entry.file_size() > 0) found.push_back(entry.path());
        }
        std::ranges::sort(found);
        return found;
    }

    /// The file is not what was written: `verify` says so, naming it or its segment, or else it makes
    /// no difference to anybody.
    void check(const fs::path& file) const {
        const RunResult verified = run(indexer_command({"verify"}, paths_.root));
        const RunResult dumped = run(indexer_command({"dump"}, paths_.root));
        INFO("verify: " << verified.err << "dump: " << dumped.exit_code << " " << dumped.err);
        if (verified.exit_code == 0) {
            CHECK(dumped.exit_code == 0);
            CHECK(dumped.out == dump_);
        } else {
            CHECK(verified.exit_code == 1);
            CHECK_THAT(verified.err, StartsWith("broadsheet-indexer: "));
            const bool is_of_segment = file.parent_path().parent_path() == paths_.segments;
            const std::string name = is_of_segment ? file.parent_path().filename() : paths_.root;
            CHECK_THAT(verified.err, Contains(name));
        }
        for (const std::string& article : articles_in(dumped.out)) CHECK(articles_.contains(article));
        check_search();
    }

  private:
    static void must(const RunResult& result) {
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
    }

    /// What a search shows is what was written, or a word that it is damaged.
    void check_search() const {
        const RunResult result =
            run({program("query").string(), "--archive", paths_.root.string(), "--format", "json",
                 "--limit", "100", "mediators"});
        if (result.exit_code != 0) return;
        const json::value page = json::parse(result.out);
        for (const auto& hit : page.at("hits").as_array()) {
            const std::string id(hit.at("id").as_string()), headline = plain(hit.at("headline"));
            if (headline.find("damaged") != std::string::npos) continue;
            INFO(headline);
            REQUIRE(headlines_.contains(id));
            CHECK(headlines_.at(id) == headline);
        }
    }

    TemporaryDirectory directory_;
    ArchivePaths healthy_{directory_.path() / "healthy"}, paths_{directory_.path() / "damaged"};
    std::string dump_;
    std::set<std::string> articles_;
    std::map<std::string, std::string> headlines_;
};

}  // namespace

TEST_CASE("a flipped bit in any file is found by verify, or changes nothing") {
    Patient patient;
    const unsigned seed = is_soak() ? std::random_device()() : 3;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const int flips = is_soak() ? 150 : 5;
    for (const fs::path& file : patient.files()) {
        const std::string whole = read_file(file);
        for (int i = 0; i < flips; ++i) {
            std::string bytes = whole;
            const std::size_t at = random() % bytes.size();
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
            patient.reset();
            write_file(file, bytes);
            INFO(file.filename() << ", a bit of byte " << at << " of " << bytes.size());
            patient.check(file);
        }
    }
}

TEST_CASE("a file that is cut short, zeroed or lost is found by verify, or changes nothing") {
    Patient patient;
    for (const fs::path& file : patient.files()) {
        const std::string whole = read_file(file);
        const std::size_t half = whole.size() / 2;
        for (const std::string& bytes :
             {whole.substr(0, half), std::string(), std::string(whole.size(), '\0'),
              whole.substr(0, half) + std::string(whole.size() - half, '\0')}) {
            patient.reset();
            write_file(file, bytes);
            INFO(file.filename() << " of " << bytes.size() << " bytes for " << whole.size());
            patient.check(file);
        }
        patient.reset();
        fs::remove(file);
        INFO(file.filename() << " is not there");
        patient.check(file);
    }
}

TEST_CASE("a writer touches nothing where the list or a segment of it cannot be believed") {
    Patient patient;
    const ArchivePaths& paths = patient.paths();
    const std::string list = read_file(paths.stub);
    const std::string segment = broadsheet::archive::read_segment_list(paths).names.at(0);
    const fs::path elsewhere = paths.root.parent_path() / "elsewhere";
    struct Row {
        std::string what;
        std::function<void()> damage;
        std::string told;
    };
    for (const Row& row : std::vector<Row>{
             {"a line lost", [&] { write_file(paths.stub, list.substr(0, list.find("glass"))); },
              "segments.stub is damaged"},
             {"another name",
              [&] {
                  std::string other = list;
                  other[other.find("segments/") + 12] ^= 1;
                  write_file(paths.stub, other);
              },
              "segments.stub is damaged"},
             {"no list", [&] { fs::remove(paths.stub); }, "segments.stub"},
             {"a segment moved away", [&] { fs::rename(paths.segment(segment), elsewhere); },
              "is on the published list but not there"},
             {"debts that are garbage", [&] { write_file(paths.pending, "{\"generation\":1"); },
              "pending.json is damaged"},
             {"debts that were changed",
              [&] {
                  write_file(paths.pending,
                             R"({"generation":2,"delete":{},"purge":[],"checksum":"0000000000000000"})");
              },
              "pending.json is damaged"},
             {"settings of zeros", [&] { write_file(paths.settings, std::string(60, '\0')); },
              "archive.json is damaged"},
         }) {
        INFO(row.what);
        patient.reset();
        fs::remove_all(elsewhere);
        row.damage();
        const std::size_t files = patient.files().size();
        for (const std::vector<std::string>& command :
             {std::vector<std::string>{"add", "--format", "jsonl", "-"}, {"delete", "n000001"}, {"merge"}}) {
            const RunResult result =
                run(indexer_command(command, paths.root), article_line(1, "late"));
            CHECK(result.exit_code == 1);
            CHECK_THAT(result.err, StartsWith("broadsheet-indexer: ") && Contains(row.told));
            CHECK(patient.files().size() == files);
        }
        const RunResult verified = run(indexer_command({"verify"}, paths.root));
        CHECK(verified.exit_code == 1);
        CHECK_THAT(verified.err, Contains(row.told));
    }
}
