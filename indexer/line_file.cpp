#include "indexer/line_file.hpp"

#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <new>
#include <utility>

#include "archive/archive_layout.hpp"

namespace broadsheet::indexer {

void read_lines(const std::filesystem::path& file, std::string_view advice,
                const std::function<void(std::string)>& visit) {
    if (!std::filesystem::exists(file)) return;
    std::ifstream lines(file, std::ios::binary);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        try {
            visit(std::exchange(line, {}));
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            throw archive::ArchiveError(fmt::format("line {} of {} is damaged ({}); remove the line{}",
                                                    number, file.string(), error.what(), advice));
        }
    }
    if (!lines.eof()) throw archive::ArchiveError(fmt::format("cannot read {}", file.string()));
}

void write_lines(const std::filesystem::path& file, std::string_view lines) {
    if (lines.empty()) {
        archive::remove_file_durably(file);
    } else {
        archive::write_file_atomically(file, lines);
    }
}

}  // namespace broadsheet::indexer
