// broadsheet-indexer: makes and keeps archives.
#include <CLI/CLI.hpp>
#include <cctype>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "indexer/commands.hpp"
#include "indexer/output.hpp"
#include "indexer/readers/format.hpp"

namespace {

using namespace broadsheet::indexer;

constexpr const char* examples = R"(
Examples:
  broadsheet-indexer add --archive news articles/ more.jsonl.zst
  broadsheet-indexer add --archive news --map title=hl,text=body_html export.csv
  zcat wire.jsonl.gz | broadsheet-indexer add --archive news --format jsonl --source Reuters -
  broadsheet-indexer watch --archive news --source Reuters /srv/deliveries
  broadsheet-indexer delete --archive news reuters-1987-0042
  xargs broadsheet-indexer delete --archive news --defer-purge < ids
  broadsheet-indexer purge --archive news
  broadsheet-indexer stats --archive news
  broadsheet-indexer export --archive news | gzip > news.jsonl.gz

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were refused or ids
unknown, 75 another program is writing to the archive.)";

/// The command line as read. Its commands run through `command`.
struct CommandLine {
    CLI::App app{"Makes and keeps archives of news articles.", "broadsheet-indexer"};
    AddArguments add;
    std::vector<std::string> ids;
    bool stats_json = false;
    std::function<ExitStatus()> command;

    CommandLine() {
        app.set_version_flag("--version", "broadsheet-indexer " BROADSHEET_VERSION);
        app.set_config("--config", "", "a TOML file with the same options, by command: [add]");
        app.require_subcommand(0, 1);
        app.fallthrough();
        app.footer(examples);
        add_command();
        watch_command();
        delete_command();
        plain_command("purge", "rewrite what still holds bytes of deleted articles", run_purge);
        plain_command("merge", "merge all segments into one", run_merge);
        plain_command("verify", "check every article and table; names what is broken", run_verify);
        stats_command();
        plain_command("export", "print every article as a line of JSON, which add takes",
                      run_export);
    }

    CLI::App* subcommand(const std::string& name, const std::string& help) {
        CLI::App* sub = app.add_subcommand(name, help);
        sub->add_option("--archive", add.archive, "the archive's folder")
            ->required()
            ->type_name("DIR");
        return sub;
    }

    void plain_command(const std::string& name, const std::string& help,
                       ExitStatus (*run)(const std::filesystem::path&)) {
        subcommand(name, help)->callback([this, run] {
            command = [this, run] { return run(add.archive); };
        });
    }

    void add_command() {
        CLI::App* sub =
            subcommand("add", "index files, folders, packed files, or - for standard input");
        sub->add_option("PATH", add.inputs, "what to index")->required();
        reading_options(sub);
        sub->callback([this] { command = [this] { return run_add(add); }; });
    }

    void watch_command() {
        CLI::App* sub = subcommand("watch", "index what lies in a folder and what arrives, for ever");
        sub->add_option("FOLDER", add.inputs, "where files are delivered")->required()->expected(1);
        reading_options(sub);
        sub->callback([this] { command = [this] { return run_watch(add); }; });
    }

    void reading_options(CLI::App* sub) {
        sub->add_option("--format", add.format, "what all inputs are, if not told by content")
            ->check(CLI::IsMember(format_names()))
            ->capture_default_str();
        sub->add_option("--source", add.source, "the source of articles that name none")
            ->type_name("NAME");
        sub->add_option("--map", add.map,
                        "what JSON and tables call the fields: title=hl,text=body_html")
            ->type_name("FIELD=NAME,...");
        sub->add_option("--jobs", add.jobs,
                        "threads that build; as many as there are cores if not given")
            ->check(CLI::Range(1, 1024))
            ->type_name("N");
        sub->add_flag("--defer-purge", add.defer_purge,
                      "leave the bytes of what its source withdraws to purge, merge or delete");
        sub->add_flag("--json", add.json, "print the summary as JSON");
    }

    void delete_command() {
        CLI::App* sub =
            subcommand("delete", "take articles down: gone from everything, also from disk");
        sub->add_option("ID", ids, "ids of articles")->required();
        sub->add_flag("--defer-purge", add.defer_purge,
                      "hide them at once, but leave their bytes to purge, merge or the next delete");
        sub->callback([this] {
            command = [this] {
                return run_delete(add.archive, ids, add.defer_purge ? Purge::later : Purge::now);
            };
        });
    }

    void stats_command() {
        CLI::App* sub = subcommand("stats", "what the archive holds, in numbers");
        sub->add_flag("--json", stats_json, "print it as JSON");
        sub->callback([this] { command = [this] { return run_stats(add.archive, stats_json); }; });
    }
};

/// CLI11 begins its messages with a capital letter; a name in capitals stays as it is.
std::string lower_first(std::string message) {
    const auto is_lower = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
    if (message.size() > 1 && (is_lower(message[1]) || message[1] == ' ')) {
        message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
    }
    return message;
}

int run(int argc, char** argv) {
    CommandLine line;
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return line.app.exit(error);  // --help, --version
        print_error(lower_first(error.what()) + "; see broadsheet-indexer --help");
        return exit_usage;
    }
    if (!line.command) {
        print_error(
            "name a command: add, watch, delete, purge, merge, verify, stats or export; see "
            "broadsheet-indexer --help");
        return exit_usage;
    }
    return line.command();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const broadsheet::archive::ArchiveLocked& error) {
        print_error(error.what());
        return exit_locked;
    } catch (const std::exception& error) {
        print_error(error.what());
        return exit_failed;
    }
}
