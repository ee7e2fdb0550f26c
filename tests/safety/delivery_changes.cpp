#include "tests/safety/delivery_changes.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "indexer/embargoed_articles.hpp"

namespace broadsheet::tests {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr const char* far_future = "2999-01-01T00:00:00Z";
constexpr const char* past = "2001-01-01T00:00:00Z";

/// An article that says more of itself.
std::string notice(int number, const std::string& edition, const json::object& more) {
    json::object article = json::parse(article_line(number, edition)).as_object();
    for (const auto& [key, value] : more) article[key] = value;
    return json::serialize(article) + "\n";
}

constexpr int waiting = 600'001, due = 600'002, withdrawn_while_waiting = 600'003, good_again = 600'004;

std::string identifier(int number) { return fmt::format("n{:06}", number); }

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// As if the time of the article no. `due` had come.
void let_time_pass(const archive::ArchivePaths& paths) {
    indexer::EmbargoedArticles embargoed(paths.embargoed);
    archive::Article article = embargoed.article(identifier(due));
    article.embargo = past;
    if (!embargoed.hold(article)) throw std::runtime_error("no room for what waits");
    embargoed.save();
}

/// An archive in which articles wait and are withdrawn.
Change among_notices(std::string name, Scale scale) {
    Change change = prepared(std::move(name), scale, {0, 1});
    const json::object embargoed{{"embargo", far_future}};
    prepare(change, notice(waiting, "morning", embargoed) + notice(due, "morning", embargoed) +
                        notice(withdrawn_while_waiting, "morning", embargoed) +
                        notice(good_again, "morning", {{"status", "canceled"}, {"version", "2"}}));
    change.then = let_time_pass;
    change.purges = true;
    return change;
}

std::string notices() {
    const json::object canceled{{"status", "canceled"}, {"version", "2"}}, embargoed{{"embargo", far_future}};
    return notice(1, "morning", canceled) + notice(withdrawn_while_waiting, "morning", canceled) +
           notice(2, "evening", embargoed) + notice(waiting, "evening", embargoed) +
           notice(good_again, "evening", {{"version", "3"}});
}

/// Runs `watch` until it has indexed what there is, and asks it to stop.
RunResult watch_until_idle(const std::vector<std::string>& arguments, const std::string&) {
    const TemporaryDirectory directory;
    const fs::path errors = directory.path() / "errors";
    std::vector<std::string> command{"/bin/sh", "-c", "exec \"$@\" 2>\"$0\"", errors.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    BackgroundProgram program(command);
    try {
        const std::string line = program.wait_for_line("watching ");
        if (line.find(": 0 files to index") == std::string::npos) program.wait_for_line(" indexed ");
        program.signal(SIGTERM);
    } catch (const std::runtime_error&) {  // it ended by itself
    }
    RunResult result;
    result.exit_code = program.wait();
    result.err = content_of(errors);
    return result;
}

}  // namespace

Change add_with_notices(Scale scale) {
    Change add = among_notices("an add with notices", scale);
    add.command = add_lines;
    add.input = article_line(5, "evening") + notices();
    return add;
}

// One whose segment holds others, and all that another segment holds.
Change deferred_takedown(Scale scale) {
    Change takedown = prepared("a deferred takedown", scale, {0, 1});
    prepare(takedown, article_line(1, "noon") + article_line(700'000, "noon"));
    prepare(takedown, article_line(700'001, "noon"));
    takedown.command = {"delete", "--defer-purge", identifier(1), identifier(2), identifier(700'001)};
    return takedown;
}

Change purge(Scale scale) {
    Change purge = deferred_takedown(scale);
    purge.name = "a purge";
    purge.edits_before.push_back(std::move(purge.command));
    purge.inputs_before.emplace_back();
    purge.command = {"purge"};
    purge.purges = true;
    return purge;
}

Change watch(Scale scale) {
    Change watch = among_notices("a watch", scale);
    watch.delivered = {{"new.jsonl", article_lines(500'000, 500'003, "evening")},
                       {"newer.jsonl", article_lines(4, 6, "evening")},
                       {"notices.jsonl", notices()}};
    watch.command = {"watch", "--jobs", "2", "--format", "jsonl", "delivered"};
    watch.runner = watch_until_idle;
    watch.may_leave_work = true;
    watch.purges = false;  // former versions that a second batch replaces stay
    return watch;
}

}  // namespace broadsheet::tests
