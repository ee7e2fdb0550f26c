#include "indexer/verify.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "archive/dictionary.hpp"
#include "indexer/embargoed_articles.hpp"
#include "indexer/index_check.hpp"
#include "indexer/pending.hpp"
#include "indexer/segment_builder.hpp"
#include "indexer/segment_lexicon.hpp"
#include "indexer/segment_positions.hpp"
#include "indexer/segment_sketches.hpp"
#include "indexer/withdrawals.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr int finished = 0;
constexpr int failed = 1;

/// One finding a line; some may be empty.
std::string findings_in(const fs::path& segment, const archive::Dictionaries& dictionaries) {
    std::string lines;
    for (const std::string& finding : find_damage(segment, dictionaries)) lines += finding + "\n";
    if (lines.empty()) {
        lines = find_lexicon_damage(segment) + "\n" + find_positions_damage(segment) + "\n" +
                find_sketch_damage(segment, dictionaries) + "\n";
    }
    if (lines.find_first_not_of('\n') == std::string::npos) {
        for (const std::string& finding : find_index_damage(segment, dictionaries)) lines += finding + "\n";
    }
    return lines;
}

/// In the child: the findings, or why there are none, into the pipe.
[[noreturn]] void check_and_exit(const fs::path& segment, const archive::Dictionaries& dictionaries, int pipe) {
    int status = finished;
    std::string lines;
    try {
        lines = findings_in(segment, dictionaries);
    } catch (const std::exception& error) {
        lines = error.what();
        status = failed;
    }
    for (std::size_t at = 0; at < lines.size();) {
        const ssize_t written = ::write(pipe, lines.data() + at, lines.size() - at);
        if (written < 0) ::_exit(failed);
        at += static_cast<std::size_t>(written);
    }
    ::_exit(status);
}

std::string read_all(int pipe) {
    std::string content;
    char buffer[4096];
    ssize_t count = 0;
    while ((count = ::read(pipe, buffer, sizeof buffer)) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0) content.append(buffer, static_cast<std::size_t>(count));
    }
    return content;
}

void check_segment(const fs::path& segment, const archive::Dictionaries& dictionaries,
                   std::vector<std::string>& damage) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    const pid_t child = ::fork();
    if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0) {
        ::close(ends[0]);
        check_and_exit(segment, dictionaries, ends[1]);
    }
    ::close(ends[1]);
    std::istringstream findings(read_all(ends[0]));
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    for (std::string line; std::getline(findings, line);) {
        if (!line.empty()) damage.push_back(fmt::format("{}: {}", segment.string(), line));
    }
    if (WIFSIGNALED(status)) {
        damage.push_back(fmt::format("{}: reading it crashed ({}): its files are damaged",
                                     segment.string(), ::strsignal(WTERMSIG(status))));
    } else if (WEXITSTATUS(status) != finished) {
        damage.push_back(fmt::format("{}: could not be checked to the end", segment.string()));
    }
}

/// What lies beside the segments: reading it checks it.
template <typename File>
void check_file(const fs::path& path, std::vector<std::string>& damage) {
    try {
        const File file(path);
    } catch (const archive::ArchiveError& error) {
        damage.push_back(error.what());
    }
}

}  // namespace

std::vector<std::string> verify(const archive::ArchivePaths& paths) {
    std::vector<std::string> damage;
    try {
        read_pending(paths);
    } catch (const archive::ArchiveError& error) {
        damage.push_back(error.what());
    }
    for (std::string& finding : archive::Dictionaries::damage(paths.dictionaries)) {
        damage.push_back(std::move(finding));
    }
    const archive::Dictionaries dictionaries(paths.dictionaries);
    for (const std::string& name : archive::read_segment_list(paths).names) {
        if (fs::is_directory(paths.segment(name))) {
            check_segment(paths.segment(name), dictionaries, damage);
        } else {
            damage.push_back(fmt::format("{}: is on the published list but not there",
                                         paths.segment(name).string()));
        }
    }
    check_file<EmbargoedArticles>(paths.embargoed, damage);
    check_file<Withdrawals>(paths.withdrawn, damage);
    return damage;
}

}  // namespace broadsheet::indexer
