// A small file beside the segments, an entry a line: read as a whole, replaced as a whole.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// Calls `visit` with each line; with none where there is no such file. Throws archive::ArchiveError where it
/// cannot be read, and where `visit` throws: "line N of FILE is damaged (REASON); remove the line" and then
/// `advice`, on what that costs.
void read_lines(const std::filesystem::path& file, std::string_view advice,
                const std::function<void(std::string line)>& visit);

/// Replaces the file, durably; no file is left where there are no lines. Throws archive::ArchiveError.
void write_lines(const std::filesystem::path& file, std::string_view lines);

}  // namespace broadsheet::indexer
