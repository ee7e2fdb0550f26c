#include "indexer/readers/path_facts.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "indexer/readers/iso_date.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

// An id should fit a Xapian term (245 bytes with its prefix), a URL and a line of a report.
constexpr std::size_t longest_id_bytes = 180;

std::vector<std::string_view> path_parts(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.size(), path.find_first_of("/!", at));
        if (end > at) parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

bool is_number_of(std::string_view part, std::size_t digits) {
    return part.size() == digits &&
           std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
}

/// The date with which a name begins: 2025-07-09-truce.txt, 20250709_truce.txt; its part `2025-07`.
std::string date_of_name(std::string_view name) {
    constexpr std::string_view figures = "0123456789";
    for (const std::size_t length : {10, 8, 7}) {
        if (name.size() < length) continue;
        const bool ends_there =
            name.size() == length || figures.find(name[length]) == std::string_view::npos;
        // "2025-07-truce" might be a file of 2025 about seven truces; as a folder it is a month.
        if (!ends_there || (length == 7 && name.size() > length)) continue;
        if (const auto read = read_iso_date(name.substr(0, length)); read) return *read;
    }
    return {};
}

/// news/2025/07/09/…: the date that folders spell, whose innermost is at `last`.
std::string date_of_folders(const std::vector<std::string_view>& parts, std::size_t last) {
    if (last >= 2 && is_number_of(parts[last - 2], 4)) {
        const auto day = fmt::format("{}-{}-{}", parts[last - 2], parts[last - 1], parts[last]);
        if (const auto read = read_iso_date(day); read) return *read;
    }
    if (last >= 1 && is_number_of(parts[last - 1], 4)) {
        const auto month = fmt::format("{}-{}", parts[last - 1], parts[last]);
        if (const auto read = read_iso_date(month); read) return *read;
    }
    return {};
}

bool is_safe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
           c == '/' || static_cast<unsigned char>(c) >= 0x80;
}

/// Runs of other characters as one hyphen, ASCII letters in lower case.
std::string safe_characters(std::string_view value) {
    std::string out;
    for (const char c : value) {
        const char lower = text::ascii_lower(c);
        if (is_safe(lower)) {
            out += lower;
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    return out;
}

std::string hash_of(const std::vector<std::string_view>& parts) {
    XXH3_state_t* state = XXH3_createState();
    XXH3_64bits_reset(state);
    for (const std::string_view part : parts) {
        XXH3_64bits_update(state, part.data(), part.size());
        XXH3_64bits_update(state, "", 1);  // its NUL parts "ab", "c" from "a", "bc"
    }
    const auto hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return fmt::format("{:016x}", hash);
}

}  // namespace

std::string date_of_path(std::string_view path) {
    const auto parts = path_parts(path);
    if (parts.empty()) return {};
    if (auto date = date_of_name(parts.back()); !date.empty()) return date;
    for (std::size_t i = parts.size() - 1; i-- > 0;) {
        if (auto date = date_of_folders(parts, i); !date.empty()) return date;
        if (auto date = date_of_name(parts[i]); !date.empty() && date.size() == parts[i].size())
            return date;
    }
    return {};
}

std::string id_of_path(std::string_view relative_path) {
    std::string_view kept = relative_path;
    if (kept.ends_with(".txt")) kept.remove_suffix(4);
    std::size_t malformed = 0;
    const std::string out = safe_characters(text::to_valid_utf8(kept, malformed));
    const bool changed = malformed > 0 || !std::ranges::equal(out, kept, [](char a, char b) {
                             return a == text::ascii_lower(b);
                         });
    if (!changed && out.size() <= longest_id_bytes) return out;
    return id_of_parts(out, {relative_path});
}

std::string id_of_parts(std::string_view stem, const std::vector<std::string_view>& parts) {
    std::string out = safe_characters(stem);
    out.resize(text::floor_boundary(out, std::min(out.size(), longest_id_bytes - 17)));
    if (!out.empty()) out += '-';
    return out + hash_of(parts);
}

}  // namespace broadsheet::indexer
