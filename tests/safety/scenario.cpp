#include "tests/safety/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "indexer/canonical_dump.hpp"
#include "indexer/published_articles.hpp"
#include "tests/support/shared_news.hpp"

namespace broadsheet::tests {

namespace fs = std::filesystem;
namespace json = boost::json;
using archive::ArchivePaths;
using Lines = std::vector<std::string>;

namespace {

int scaled(Scale scale, int small, int large) { return scale == Scale::large ? large : small; }

Lines sorted_unique(Lines lines) {
    std::ranges::sort(lines);
    lines.erase(std::ranges::unique(lines).begin(), lines.end());
    return lines;
}

/// The first line of `some` that `all` lacks. Both sorted.
std::string first_missing(const Lines& some, const Lines& all) {
    Lines missing;
    std::ranges::set_difference(some, all, std::back_inserter(missing));
    return missing.empty() ? std::string() : missing.front();
}

/// Both of `first` and `second`, each sorted.
template <typename Combine>
Lines combined(const Lines& first, const Lines& second, Combine combine) {
    Lines result;
    combine(first, second, std::back_inserter(result));
    return result;
}

void must_succeed(const RunResult& result, const std::vector<std::string>& command) {
    if (result.exit_code == 0) return;
    throw std::runtime_error(fmt::format("{} failed: {}", fmt::join(command, " "), result.err));
}

/// The folder of deliveries, and what stands for it in a command.
constexpr std::string_view delivered = "delivered";

// It takes as long as the rest of a round together, and most of what it would find, the dump shows.
constexpr int reruns_per_verify = 4;

int segment_articles(Scale scale) { return scaled(scale, 4, 600); }

std::string line_of(int number, const std::string& text) {
    return json::serialize(json::object{{"id", fmt::format("n{:06}", number)},
                                        {"title", fmt::format("Article {} on Talks", number)},
                                        {"date", fmt::format("2025-07-{:02}", number % 28 + 1)},
                                        {"source", "Test Wire"},
                                        {"lang", "en"},
                                        {"text", text}}) +
           "\n";
}

/// What is embargoed and withdrawn, a line each.
Lines aside_in(const fs::path& archive) {
    const ArchivePaths paths(archive);
    Lines lines;
    for (const fs::path& path : {paths.embargoed, paths.withdrawn}) {
        std::ifstream file(path, std::ios::binary);
        for (std::string line; std::getline(file, line);) lines.push_back(line);
    }
    return lines;
}

/// What is wrong with `found` where only what is in `before` or `after` may be, and what is in both must.
std::string wrong_between(const Lines& before, const Lines& found, const Lines& after) {
    const Lines old = sorted_unique(before), now = sorted_unique(found), done = sorted_unique(after);
    const Lines either = combined(old, done, std::ranges::set_union);
    const Lines both = combined(old, done, std::ranges::set_intersection);
    if (const auto line = first_missing(now, either); !line.empty()) return "it holds " + line;
    if (const auto line = first_missing(both, now); !line.empty()) return "it lacks " + line;
    return {};
}

}  // namespace

bool is_soak() { return std::getenv("BROADSHEET_SOAK") != nullptr; }

std::vector<Scale> scales() {
    if (is_soak()) return {Scale::small, Scale::large};
    return {Scale::small};
}

std::string article_line(int number, const std::string& edition) {
    std::string text = fmt::format("Report {} of the {} edition, with the word w{}.", number, edition,
                                   std::int64_t{number} * 7919 % 104'729);
    for (int i = 0; i < 3 + number % 5; ++i) {
        text += fmt::format("\n\nMediators met in Doha for a cease-fire of {} days. “Talks go on,” said "
                            "speaker {}.",
                            i + 2, number * 31 % 997);
    }
    return line_of(number, text);
}

std::string article_lines(int first, int last, const std::string& edition) {
    std::string lines;
    for (int i = first; i < last; ++i) lines += article_line(i, edition);
    return lines;
}

const std::vector<std::string> add_lines{"add", "--jobs", "2", "--format", "jsonl", "-"};

void prepare(Change& change, std::string lines) {
    change.edits_before.push_back(add_lines);
    change.inputs_before.push_back(std::move(lines));
}

Change prepared(std::string name, Scale scale, const std::vector<int>& segments) {
    Change change{.name = std::move(name), .scale = scale};
    const int articles = segment_articles(scale);
    for (const int i : segments) {
        prepare(change, article_lines(i * articles, (i + 1) * articles, "morning"));
    }
    return change;
}

Change first_add(Scale scale) {
    Change add{.name = "the first add", .scale = scale, .command = add_lines};
    add.input = article_lines(0, scaled(scale, 12, 12'000), "morning");
    return add;
}

// All of the third segment, one of the fifth, and new ones; with it there are enough to merge.
Change replacing_add(Scale scale) {
    const int articles = segment_articles(scale);
    Change add = prepared("an add that replaces and merges", scale, {0, 1, 2, 3, 4, 5, 6});
    add.command = add_lines;
    add.input = article_lines(2 * articles, 3 * articles, "evening") +
                article_lines(4 * articles, 4 * articles + 1, "evening") +
                article_lines(500'000, 500'000 + scaled(scale, 5, 9'000), "evening") +
                article_lines(5 * articles, 5 * articles + 1, "late evening");
    return add;
}

// Of one article whose former version lies in the files of another segment, one that has none, and
// one whose segment holds no other.
Change takedown(Scale scale) {
    Change takedown = prepared("a takedown", scale, {0, 1, 2});
    prepare(takedown, article_line(1, "noon"));
    prepare(takedown, article_line(700'000, "noon"));
    takedown.command = {"delete", "n000001", fmt::format("n{:06}", segment_articles(scale)), "n700000"};
    takedown.purges = true;
    return takedown;
}

Change dictionary_takedown(Scale scale) {
    Change takedown{"a takedown that retires a dictionary", scale, {}, {}, {}, {}};
    const int articles = scaled(scale, 240, 2'400);
    std::string lines;
    takedown.command = {"delete"};
    for (int i = 0; i < articles; ++i) {
        lines += line_of(i, news_text(i));
        if (i % rare_share == 0) takedown.command.push_back(fmt::format("n{:06}", i));
    }
    prepare(takedown, std::move(lines));
    prepare(takedown, article_lines(900'000, 900'003, "morning"));
    return takedown;
}

Change merge(Scale scale) {
    Change merge = prepared("a merge", scale, {0, 1, 2});
    prepare(merge, article_line(1, "noon"));
    merge.command = {"merge"};
    return merge;
}

std::vector<std::string> indexer_command(const std::vector<std::string>& command,
                                         const fs::path& archive) {
    std::vector<std::string> line{program("indexer").string(), command.at(0), "--archive",
                                  archive.string()};
    line.insert(line.end(), command.begin() + 1, command.end());
    return line;
}

Lines dump_lines(const fs::path& archive) {
    Lines lines;
    indexer::write_canonical_dump(ArchivePaths(archive),
                                  [&](std::string_view line) { lines.emplace_back(line); });
    return lines;
}

std::string wrong_with_settled(const fs::path& archive) {
    const ArchivePaths paths(archive);
    if (fs::exists(paths.pending)) return "pending.json is still there";
    std::set<std::string> listed;
    for (const auto& name : archive::read_segment_list(paths).names) listed.insert(name);
    for (const auto& entry : fs::directory_iterator(paths.segments)) {
        const std::string name = entry.path().filename().string();
        if (listed.erase(name) == 0) return "garbage in segments/: " + name;
    }
    if (!listed.empty()) return "a listed segment is not there: " + *listed.begin();
    for (const auto& entry : fs::recursive_directory_iterator(archive)) {
        if (entry.path().extension() == ".new") return "garbage: " + entry.path().string();
    }
    return {};
}

std::string found_by_verify(const fs::path& archive) {
    const RunResult verified = run(indexer_command({"verify"}, archive));
    return verified.exit_code == 0 ? "" : "verify finds: " + verified.err;
}

Scenario::Scenario(Change change)
    : change_(std::move(change)),
      pristine_(directory_.path() / "pristine"),
      place_(directory_.path() / "place") {
    for (std::size_t i = 0; i < change_.edits_before.size(); ++i) {
        const auto command = indexer_command(change_.edits_before[i], pristine_);
        must_succeed(run(command, change_.inputs_before[i]), command);
    }
    if (change_.then) change_.then(ArchivePaths(pristine_));
    if (!change_.edits_before.empty()) before_ = dump_lines(pristine_);
    aside_before_ = aside_in(pristine_);
    fresh();
    must_succeed(rerun(archive()), command());
    after_ = dump_lines(archive());
    aside_after_ = aside_in(archive());
    const std::string wrong = wrong_with_settled(archive());
    if (!wrong.empty()) throw std::runtime_error("undisturbed: " + wrong);
}

const fs::path& Scenario::fresh() {
    fs::remove_all(place_);
    fs::create_directory(place_);
    if (fs::exists(pristine_)) fs::copy(pristine_, archive(), fs::copy_options::recursive);
    if (!change_.delivered.empty()) deliver();
    return place_;
}

void Scenario::deliver() const {
    fs::create_directory(place_ / delivered);
    using std::chrono::file_clock, std::chrono::sys_seconds, std::chrono::seconds;
    auto time = file_clock::from_sys(sys_seconds{std::chrono::sys_days{std::chrono::year{2025} / 7 / 9}});
    for (const auto& [name, content] : change_.delivered) {
        std::ofstream(place_ / delivered / name, std::ios::binary) << content;
        fs::last_write_time(place_ / delivered / name, time += seconds{1});
    }
}

Lines Scenario::command_for(const fs::path& archive) const {
    Lines command = change_.command;
    std::ranges::replace(command, std::string(delivered), (archive.parent_path() / delivered).string());
    return indexer_command(command, archive);
}

RunResult Scenario::rerun(const fs::path& archive) const {
    return change_.runner(command_for(archive), change_.input);
}

std::string Scenario::wrong_with_wreck(const fs::path& archive) const {
    // Before the first archive is made there is nothing to be read.
    if (before_.empty() && !fs::exists(ArchivePaths(archive).settings)) return {};
    Lines found;
    try {
        archive::check_archive(ArchivePaths(archive));
        found = dump_lines(archive);
    } catch (const std::exception& error) {
        return fmt::format("cannot be read: {}", error.what());
    }
    const std::string wrong = wrong_between(before_, found, after_);
    return wrong.empty() ? wrong_between(aside_before_, aside_in(archive), aside_after_) : wrong;
}

bool Scenario::is_complete(const fs::path& archive) const {
    return dump_lines(archive) == after_ && aside_in(archive) == aside_after_;
}

std::string Scenario::wrong_after_rerun(const fs::path& archive) {
    const RunResult result = rerun(archive);
    // A takedown that was complete but for its last word finds its articles unknown.
    const bool is_done = result.exit_code == 0 || (change_.command[0] == "delete" && result.exit_code == 3);
    if (!is_done) return fmt::format("run again, it ends with {}: {}", result.exit_code, result.err);
    if (!is_complete(archive)) return "its dump, or what is put aside, is not that of an undisturbed run";
    std::string wrong = wrong_with_settled(archive);
    if (wrong.empty() && change_.purges && indexer::PublishedArticles(ArchivePaths(archive)).unpurged_segments() > 0) {
        wrong = "a segment still holds bytes of what was deleted";
    }
    if (wrong.empty() && reruns_++ % reruns_per_verify == 0) wrong = found_by_verify(archive);
    return wrong;
}

}  // namespace broadsheet::tests
