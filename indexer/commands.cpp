#include "indexer/commands.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <cerrno>
#include <cstdio>
#include <stdexcept>

#include "archive/archive_layout.hpp"
#include "archive/stored_article.hpp"
#include "indexer/backup.hpp"
#include "indexer/canonical_dump.hpp"
#include "indexer/ingest.hpp"
#include "indexer/number_format.hpp"
#include "indexer/progress_bar.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/publisher.hpp"
#include "indexer/stats.hpp"
#include "indexer/verify.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::ArchivePaths;

namespace {

std::atomic<bool> stop_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free, "it is set in a signal handler");

/// Only standard input can keep a read waiting for ever: from now on it is at its end. All that is
/// called here may be called in a signal handler.
void ask_to_stop(int) {
    stop_asked = true;
    const int error = errno;
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }
    errno = error;
}

/// The first SIGINT or SIGTERM asks to stop, the second stops at once, which is safe too.
void stop_on_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

void print_line(std::string_view line) {
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() ||
        std::fputc('\n', stdout) == EOF) {
        throw std::runtime_error("cannot write to standard output; is the disk full?");
    }
}

void finish_output() {
    if (std::fflush(stdout) != 0) {
        throw std::runtime_error("cannot write to standard output; is the disk full?");
    }
}

std::string summary_line(const IngestSummary& summary, double seconds) {
    std::string details = fmt::format("{} replaced", grouped(summary.replaced));
    if (summary.unchanged > 0) details += fmt::format(", {} unchanged", grouped(summary.unchanged));
    if (summary.withdrawn > 0) {
        details += fmt::format(", {} withdrawn ({} taken down)", grouped(summary.withdrawn),
                               grouped(summary.taken_down));
    }
    if (summary.embargoed > 0) details += fmt::format(", {} embargoed", grouped(summary.embargoed));
    details += fmt::format(", {} refused", grouped(summary.progress.refused));
    if (summary.reported > 0) details += fmt::format(", {} mended", grouped(summary.reported));
    std::string line = fmt::format("indexed {} ({}) in {:.1f} s",
                                   counted(summary.indexed, "article"), details, seconds);
    if (!summary.report.empty()) line += fmt::format("; report: {}", summary.report.string());
    return line;
}

std::string summary_json(const IngestSummary& summary, double seconds) {
    boost::json::object object{{"indexed", summary.indexed},
                               {"replaced", summary.replaced},
                               {"unchanged", summary.unchanged},
                               {"withdrawn", summary.withdrawn},
                               {"taken_down", summary.taken_down},
                               {"embargoed", summary.embargoed},
                               {"refused", summary.progress.refused},
                               {"mended", summary.reported},
                               {"files", summary.progress.files},
                               {"text_bytes", summary.progress.text_bytes},
                               {"seconds", seconds},
                               {"interrupted", summary.interrupted}};
    if (!summary.report.empty()) object["report"] = summary.report.string();
    return boost::json::serialize(object);
}

}  // namespace

void print_error(std::string_view message) {
    fmt::print(stderr, "broadsheet-indexer: {}\n", message);
}

ExitStatus run_add(const AddArguments& arguments) {
    stop_on_signals();
    IngestOptions options;
    options.reading = {arguments.format, arguments.source, {}};
    if (!arguments.map.empty()) {
        std::string problem;
        auto fields = read_field_map(arguments.map, problem);
        if (!fields) {
            print_error("--map: " + problem);
            return exit_usage;
        }
        options.reading.fields = std::move(*fields);
    }
    options.jobs = arguments.jobs;
    options.stop = &stop_asked;
    IngestSummary summary;
    double seconds = 0;
    {
        ProgressBar bar;
        options.on_progress = [&](const IngestProgress& progress) { bar.show(progress); };
        summary = ingest(ArchivePaths(arguments.archive), arguments.inputs, options);
        seconds = bar.seconds();
    }
    print_line(arguments.json ? summary_json(summary, seconds) : summary_line(summary, seconds));
    finish_output();
    if (summary.interrupted) {
        print_error("interrupted; what is indexed is kept, and the same command completes it");
        return exit_failed;
    }
    return summary.progress.refused > 0 ? exit_some_refused : exit_done;
}

ExitStatus run_delete(const fs::path& archive, const std::vector<std::string>& ids) {
    Publisher publisher{ArchivePaths(archive)};
    const Takedown takedown = publisher.take_down(ids);
    for (const std::string& id : takedown.unknown) {
        print_error(fmt::format("the archive has no article with the id {}", id));
    }
    print_line(fmt::format("deleted {} ({} unknown)", counted(takedown.deleted.size(), "article"),
                           grouped(takedown.unknown.size())));
    finish_output();
    return takedown.unknown.empty() ? exit_done : exit_some_refused;
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
    PublishedArticles(paths).for_each_stored([](std::string_view bytes) {
        print_line(archive::to_json(archive::decode_stored(bytes)));
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
