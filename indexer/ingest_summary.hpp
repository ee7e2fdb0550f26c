// What did a run of the writer do?
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace broadsheet::indexer {

/// As many as a batch of `watch` has; more are refused as well, and in the report.
inline constexpr std::size_t most_unread = 5'000;

struct IngestProgress {
    std::uint64_t files = 0;
    std::uint64_t articles = 0;    ///< read, be they new, unchanged or refused for their size
    std::uint64_t text_bytes = 0;  ///< of these
    std::uint64_t refused = 0;
    std::uint64_t read_bytes = 0;  ///< of files, packed as they are
};

struct IngestSummary {
    IngestProgress progress;
    std::uint64_t indexed = 0;    ///< articles that the archive took; `replaced` of them
    std::uint64_t replaced = 0;   ///< took the place of a former version
    std::uint64_t unchanged = 0;  ///< articles that the archive had already, the same to the letter
    std::uint64_t outdated = 0;   ///< articles and withdrawals of which it has a newer version
    std::uint64_t embargoed = 0;   ///< read, and put aside or left out until their time has come
    std::uint64_t released = 0;    ///< articles put aside whose time has come, before any input
    std::uint64_t withdrawn = 0;   ///< items that withhold or withdraw an article
    std::uint64_t taken_down = 0;  ///< articles that the archive lost by them
    std::uint64_t reported = 0;    ///< things wrong with articles that were kept
    std::filesystem::path report;  ///< of all these; empty if there was nothing to tell
    bool interrupted = false;
    /// Files that the system failed to give, or all of; the first most_unread of them, in order.
    std::vector<std::filesystem::path> unread;
    /// When the next of the articles that wait is due.
    std::optional<std::chrono::sys_seconds> next_release;
};

}  // namespace broadsheet::indexer
