#include "indexer/commands.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "indexer/backup.hpp"
#include "indexer/canonical_dump.hpp"
#include "indexer/ingest.hpp"
#include "indexer/ingest_text.hpp"
#include "indexer/iso_time.hpp"
#include "indexer/number_format.hpp"
#include "indexer/output.hpp"
#include "indexer/progress_bar.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/publisher.hpp"
#include "indexer/removal.hpp"
#include "indexer/stats.hpp"
#include "indexer/stop_signal.hpp"
#include "indexer/verify.hpp"
#include "indexer/watch.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::ArchivePaths;

namespace {

/// What is wrong with --map is told.
std::optional<ReadOptions> read_options(const AddArguments& arguments) {
    ReadOptions options{arguments.format, arguments.source, {}};
    if (arguments.map.empty()) return options;
    std::string problem;
    auto fields = read_field_map(arguments.map, problem);
    if (!fields) {
        print_error("--map: " + problem);
        return std::nullopt;
    }
    options.fields = std::move(*fields);
    return options;
}

/// What `add` and `watch` have in common, signals that ask to stop included; none where --map is wrong.
std::optional<IngestOptions> begin_ingesting(const AddArguments& arguments) {
    const auto reading = read_options(arguments);
    if (!reading) return std::nullopt;
    stop_on_signals();
    IngestOptions options;
    options.reading = *reading;
    options.jobs = arguments.jobs;
    options.memory = arguments.memory_mib << 20;
    options.purge = arguments.defer_purge ? Purge::later : Purge::now;
    options.stop = &stop_asked();
    return options;
}

}  // namespace

ExitStatus run_add(const AddArguments& arguments) {
    auto options = begin_ingesting(arguments);
    if (!options) return exit_usage;
    IngestSummary summary;
    double seconds = 0;
    {
        ProgressBar bar(arguments.inputs);
        options->on_progress = [&](const IngestProgress& progress) { bar.show(progress); };
        summary = ingest(ArchivePaths(arguments.archive), arguments.inputs, *options);
        seconds = bar.seconds();
    }
    print_line(arguments.json ? to_json(summary, seconds) : to_text(summary, seconds));
    finish_output();
    if (summary.interrupted) {
        print_error("interrupted; what is indexed is kept, and the same command completes it");
        return exit_failed;
    }
    return summary.progress.refused > 0 ? exit_some_refused : exit_done;
}

ExitStatus run_watch(const AddArguments& arguments) {
    auto ingesting = begin_ingesting(arguments);
    if (!ingesting) return exit_usage;
    const auto say = [](const std::string& line) {
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        print_line(fmt::format("{} {}", iso_time(now), line));
        finish_output();
    };
    WatchOptions options;
    options.ingesting = std::move(*ingesting);
    options.say = say;
    if (arguments.json) options.say = [](const std::string& line) { print_error(line); };
    options.on_batch = [&](const IngestSummary& summary, std::size_t files, double seconds) {
        if (!arguments.json) {
            return say(fmt::format("{} from {}", to_text(summary, seconds), counted(files, "file")));
        }
        print_line(to_json(summary, seconds));
        finish_output();
    };
    watch(ArchivePaths(arguments.archive), arguments.inputs.at(0), options);
    if (!arguments.json) say("stopped");
    return exit_done;
}

ExitStatus run_delete(const fs::path& archive, const std::vector<std::string>& ids, Purge purge) {
    const Takedown takedown = remove_articles(ArchivePaths(archive), ids, purge);
    for (const std::string& id : takedown.unknown) {
        print_error(fmt::format("the archive has no article with the id {}", id));
    }
    print_line(fmt::format("deleted {} ({} unknown){}", counted(takedown.deleted.size(), "article"),
                           grouped(takedown.unknown.size()),
                           purge == Purge::now ? "" : "; their bytes wait for a purge"));
    finish_output();
    return takedown.unknown.empty() ? exit_done : exit_some_refused;
}

ExitStatus run_purge(const fs::path& archive) {
    Publisher publisher{ArchivePaths(archive)};
    print_line(fmt::format("purged {}", counted(publisher.purge(), "segment")));
    finish_output();
    return exit_done;
}

ExitStatus run_merge(const fs::path& archive) {
    Publisher publisher{ArchivePaths(archive)};
    const std::size_t before = publisher.list().names.size();
    publisher.merge_all();
    print_line(fmt::format("merged {} into {}", counted(before, "segment"),
                           grouped(publisher.list().names.size())));
    finish_output();
    return exit_done;
}

ExitStatus run_verify(const fs::path& archive) {
    const ArchivePaths paths(archive);
    archive::check_archive(paths);
    const archive::WriterLock lock(paths);
    const std::vector<std::string> damage = verify(paths);
    for (const std::string& finding : damage) print_error(finding);
    const std::size_t segments = archive::read_segment_list(paths).names.size();
    if (damage.empty()) {
        print_line(fmt::format("found no damage in {}", counted(segments, "segment")));
    } else {
        print_line(fmt::format("found {} in {}", counted(damage.size(), "fault"),
                               counted(segments, "segment")));
    }
    finish_output();
    return damage.empty() ? exit_done : exit_failed;
}

ExitStatus run_stats(const fs::path& archive, bool json) {
    const ArchivePaths paths(archive);
    archive::check_archive(paths);
    const ArchiveStats stats = collect_stats(paths);
    std::string text = json ? to_json(stats) : to_text(stats);
    if (!json) text.pop_back();  // its last line end, which print_line adds
    print_line(text);
    finish_output();
    return exit_done;
}

ExitStatus run_export(const fs::path& archive) {
    const ArchivePaths paths(archive);
    archive::check_archive(paths);
    PublishedArticles published(paths);
    published.for_each_stored([&](std::string_view bytes) {
        print_line(archive::to_json(archive::decode_stored(bytes, published.dictionaries())));
    });
    finish_output();
    return exit_done;
}

ExitStatus run_backup(const fs::path& archive, const fs::path& target) {
    const BackupSummary summary = back_up(ArchivePaths(archive), target);
    print_line(fmt::format("backed up {} in {} (generation {}, {:.1f} MB) to {}",
                           counted(summary.articles, "article"),
                           counted(summary.segments, "segment"), summary.generation,
                           static_cast<double>(summary.bytes) / 1e6, target.string()));
    finish_output();
    return exit_done;
}

ExitStatus run_dump(const fs::path& archive) {
    const ArchivePaths paths(archive);
    archive::check_archive(paths);
    write_canonical_dump(paths, print_line);
    finish_output();
    return exit_done;
}

}  // namespace broadsheet::indexer
