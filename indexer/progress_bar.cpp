#include "indexer/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "indexer/number_format.hpp"

namespace broadsheet::indexer {

namespace {

// Often enough to look alive, seldom enough to cost nothing.
constexpr std::chrono::milliseconds refresh_interval{200};

}  // namespace

ProgressBar::ProgressBar()
    : on_terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), next_(start_) {}

ProgressBar::~ProgressBar() {
    if (shown_ > 0) fmt::print(stderr, "\r{:{}}\r", "", shown_);
}

void ProgressBar::show(const IngestProgress& progress) {
    if (!on_terminal_ || Clock::now() < next_) return;
    next_ = Clock::now() + refresh_interval;
    const double megabytes = static_cast<double>(progress.text_bytes) / 1e6;
    const std::string line =
        fmt::format("{} files  {} articles  {:.1f} MB/s  {} refused", grouped(progress.files),
                    grouped(progress.articles), megabytes / std::max(seconds(), 0.001),
                    grouped(progress.refused));
    fmt::print(stderr, "\r{:<{}}", line, shown_);
    std::fflush(stderr);
    shown_ = std::max(shown_, line.size());
}

double ProgressBar::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace broadsheet::indexer
