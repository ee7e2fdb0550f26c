// Where tests find the project's own files and the real news data, which is not part of it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace broadsheet::tests {

/// The root of the source tree.
std::filesystem::path project_root();

/// The folder of real news data: BROADSHEET_NEWS_DATA, or ../shared/data beside the project.
/// Without it a test says so by WARN("skipped: …") and returns.
std::optional<std::filesystem::path> news_data();

/// The content of a file; fails the test if it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// The content of a zstd-compressed file.
std::string read_zstd_file(const std::filesystem::path& path);

}  // namespace broadsheet::tests

/// Leaves a test case, reported as skipped, where there is no real news data.
#define BROADSHEET_NEWS_DATA_OR_SKIP(name)                                                  \
    const auto name##_found = broadsheet::tests::news_data();                               \
    if (!name##_found) {                                                                    \
        WARN("skipped: no real news data (set BROADSHEET_NEWS_DATA)");                      \
        return;                                                                             \
    }                                                                                       \
    const std::filesystem::path& name = *name##_found
