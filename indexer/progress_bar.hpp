// What the person at the terminal sees while `add` runs.
#pragma once

#include <chrono>
#include <cstddef>

#include "indexer/ingest.hpp"

namespace broadsheet::indexer {

/// One line on standard error, rewritten in place some times a second: files, articles, MB/s,
/// refused. Writes nothing where standard error is no terminal.
class ProgressBar {
  public:
    ProgressBar();
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
    Clock::time_point start_, next_;
    std::size_t shown_ = 0;  ///< characters on the line
};

}  // namespace broadsheet::indexer
