#include "indexer/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "indexer/number_format.hpp"
#include "indexer/readers/input_files.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

// Often enough to look alive, seldom enough to cost nothing.
constexpr std::chrono::milliseconds refresh_interval{200};

// To look at so many files takes a second at most.
constexpr std::size_t most_files = 100'000;

// Before this, and before a hundredth is read, no time is foretold.
constexpr double first_foretold_seconds = 3;
constexpr std::uint64_t first_foretold_part = 100;

std::string duration(double seconds) {
    constexpr double minute = 60, hour = 3600;
    if (seconds < minute) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < hour) return fmt::format("{:.0f} min", std::ceil(seconds / minute));
    return fmt::format("{:.1f} h", seconds / hour);
}

}  // namespace

std::uint64_t input_size(std::span<const fs::path> inputs) {
    std::uint64_t bytes = 0;
    std::size_t files = 0;
    for (const fs::path& input : inputs) {
        std::error_code error;
        if (fs::is_regular_file(input, error)) bytes += fs::file_size(input, error);
        if (input == standard_input || ++files > most_files) return 0;
        for (fs::recursive_directory_iterator entry(input, error), end; !error && entry != end;
             entry.increment(error)) {
            std::error_code unreadable;
            if (!entry->is_regular_file(unreadable)) continue;
            const auto size = entry->file_size(unreadable);
            if (!unreadable) bytes += size;
            if (++files > most_files) return 0;
        }
    }
    return bytes;
}

std::string progress_line(const IngestProgress& progress, double seconds, std::uint64_t all_bytes) {
    const double megabytes = static_cast<double>(progress.text_bytes) / 1e6;
    std::string line =
        fmt::format("{} files  {} articles  {:.1f} MB/s  {} refused", grouped(progress.files),
                    grouped(progress.articles), megabytes / std::max(seconds, 0.001),
                    grouped(progress.refused));
    const bool is_early = seconds < first_foretold_seconds ||
                          progress.read_bytes < all_bytes / first_foretold_part;
    if (progress.read_bytes == 0 || progress.read_bytes >= all_bytes || is_early) return line;
    const double done = static_cast<double>(progress.read_bytes) / static_cast<double>(all_bytes);
    return line + fmt::format("  {} left", duration(seconds / done * (1 - done)));
}

ProgressBar::ProgressBar(std::span<const fs::path> inputs)
    : on_terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), next_(start_) {
    if (on_terminal_) all_bytes_ = input_size(inputs);
}

ProgressBar::~ProgressBar() {
    if (shown_ > 0) fmt::print(stderr, "\r{:{}}\r", "", shown_);
}

void ProgressBar::show(const IngestProgress& progress) {
    if (!on_terminal_ || Clock::now() < next_) return;
    next_ = Clock::now() + refresh_interval;
    const std::string line = progress_line(progress, seconds(), all_bytes_);
    fmt::print(stderr, "\r{:<{}}", line, shown_);
    std::fflush(stderr);
    shown_ = std::max(shown_, line.size());
}

double ProgressBar::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace broadsheet::indexer
