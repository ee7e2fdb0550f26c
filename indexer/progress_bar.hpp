// What the person at the terminal sees while `add` runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "indexer/ingest.hpp"

namespace broadsheet::indexer {

/// What all files of some inputs take on disk, packed as they are; 0 where that is not known before they are
/// read, or would take long to find out.
std::uint64_t input_size(std::span<const std::filesystem::path> inputs);

/// "12 files  1,204 articles  3.1 MB/s  0 refused  2 min left"; without the last where `all_bytes` is 0, or
/// it is too early to tell.
std::string progress_line(const IngestProgress& progress, double seconds, std::uint64_t all_bytes);

/// One line on standard error, rewritten in place some times a second. Writes nothing where standard error
/// is no terminal.
class ProgressBar {
  public:
    explicit ProgressBar(std::span<const std::filesystem::path> inputs);
    /// Takes the line away.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const IngestProgress& progress);
    /// Seconds since it was made.
    double seconds() const;

  private:
    using Clock = std::chrono::steady_clock;
    bool on_terminal_;
    std::uint64_t all_bytes_ = 0;
    Clock::time_point start_, next_;
    std::size_t shown_ = 0;  ///< characters on the line
};

}  // namespace broadsheet::indexer
