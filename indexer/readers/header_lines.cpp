#include "indexer/readers/header_lines.hpp"

#include <algorithm>
#include <optional>

#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

// "Corrections and clarifications" would be a long name; whole sentences have colons, too.
constexpr std::size_t longest_name = 32;

bool is_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == ' ';
    };
    return !name.empty() && name.size() <= longest_name && name.front() != ' ' &&
           name.front() != '-' && std::ranges::all_of(name, fits);
}

std::optional<HeaderLine> read_line(std::string_view line, std::size_t offset) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    // "http://…" is no header.
    if (!is_name(name) || line.substr(colon).starts_with("://")) return std::nullopt;
    return HeaderLine{std::string(trim(name)), std::string(trim(line.substr(colon + 1))), offset,
                      find_metadata_name(trim(name))};
}

/// The offset past the line that begins at `from`; `line` is it without its end (LF, CR LF or CR).
std::size_t take_line(std::string_view text, std::size_t from, std::string_view& line) {
    const std::size_t end = std::min(text.size(), text.find_first_of("\r\n", from));
    line = text.substr(from, end - from);
    if (text.substr(end).starts_with("\r\n")) return end + 2;
    return std::min(text.size(), end + 1);
}

bool goes_on(std::string_view line) {
    return line.front() == ' ' || line.front() == '\t';
}

}  // namespace

Header read_header(std::string_view text) {
    Header header;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view line;
        const std::size_t next = take_line(text, at, line);
        if (trim(line).empty()) {
            if (!header.lines.empty()) header.end = next;
            return header;
        }
        if (!header.lines.empty() && goes_on(line)) {
            header.lines.back().value += ' ';
            header.lines.back().value += trim(line);
        } else if (auto read = read_line(line, at);
                   read && (read->known || !header.lines.empty())) {
            header.lines.push_back(std::move(*read));
        } else {
            return {};
        }
        at = next;
    }
    header.end = text.size();
    return header;
}

}  // namespace broadsheet::indexer
