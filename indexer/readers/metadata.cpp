#include "indexer/readers/metadata.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/readers/typography.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

using enum MetadataField;

constexpr std::array names = {
    MetadataName{"id", id},
    MetadataName{"version", version},
    MetadataName{"headline", headline},
    MetadataName{"title", headline},
    MetadataName{"byline", byline},
    MetadataName{"author", byline},
    MetadataName{"authors", byline},
    MetadataName{"by", byline},
    MetadataName{"dateline", dateline},
    MetadataName{"date", date},
    MetadataName{"published", date},
    MetadataName{"source", source},
    MetadataName{"desk", desk},
    MetadataName{"section", desk},
    MetadataName{"category", desk},
    MetadataName{"language", language},
    MetadataName{"lang", language},
    MetadataName{"url", url},
    MetadataName{"places", places},
    MetadataName{"place", places},
    MetadataName{"topics", topics},
    MetadataName{"topic", topics},
    MetadataName{"deck", deck},
    MetadataName{"standfirst", deck},
    MetadataName{"summary", deck},
    MetadataName{"text", text},
    MetadataName{"body", text},
    MetadataName{"sections", sections},
};

// An id should fit a Xapian term (245 bytes with its prefix), a URL and a line of a report.
constexpr std::size_t longest_id_bytes = 180;

// Quoted in a report, a value of megabytes would help no one.
constexpr std::size_t longest_quoted_bytes = 60;

char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equal_in_any_case(std::string_view given, std::string_view lower) {
    return std::ranges::equal(given, lower, [](char a, char b) { return ascii_lower(a) == b; });
}

std::string quoted(std::string_view value) {
    const std::size_t length =
        text::floor_boundary(value, std::min(value.size(), longest_quoted_bytes));
    return fmt::format("'{}{}'", value.substr(0, length), length < value.size() ? "…" : "");
}

/// One line of text: what would break lines or terms becomes a space.
std::string clean(std::string_view value) {
    std::string out(trim(value));
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

void append_list(std::vector<std::string>& out, std::string_view value) {
    const char separator = value.find(';') != std::string_view::npos ? ';' : ',';
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.size(), value.find(separator, at));
        std::string item = clean(value.substr(at, end - at));
        if (!item.empty()) out.push_back(std::move(item));
        at = end + 1;
    }
}

std::string* plain_field(archive::Article& article, MetadataField field) {
    switch (field) {
        case id:
            return &article.id;
        case version:
            return &article.version;
        case headline:
            return &article.headline;
        case byline:
            return &article.byline;
        case dateline:
            return &article.dateline;
        case source:
            return &article.source;
        case desk:
            return &article.desk;
        case url:
            return &article.url;
        default:
            return nullptr;
    }
}

// --- dates ---

/// Reads an ISO 8601 date from its left to its right.
class DateScanner {
  public:
    explicit DateScanner(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool skip(char expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest() const { return rest_; }

    bool begins_with_digit() const {
        return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
    }

    bool skip_digits() {
        const std::size_t end = std::min(rest_.size(), rest_.find_first_not_of("0123456789"));
        rest_.remove_prefix(end);
        return end > 0;
    }

    /// Exactly `digits` figures with a value within [low, high].
    std::optional<int> number(std::size_t digits, int low, int high) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        const bool all = error == std::errc() && end == rest_.data() + digits && rest_[0] != '-';
        if (!all || value < low || value > high) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }

  private:
    std::string_view rest_;
};

int days_in_month(int year, int month) {
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

bool read_offset(DateScanner& scanner) {
    if (scanner.skip('Z') || scanner.skip('z')) return true;
    if (!scanner.skip('+') && !scanner.skip('-')) return false;
    if (!scanner.number(2, 0, 23)) return false;
    if (scanner.at_end()) return true;
    scanner.skip(':');
    return scanner.number(2, 0, 59).has_value();
}

/// The time after T, with its zone as given: 14:30, 14:30:05.25+03:00, 143005; null for anything
/// else. Seconds may be 60, as leap seconds are.
std::optional<std::string> read_time(std::string_view text) {
    DateScanner scanner(text);
    const auto hour = scanner.number(2, 0, 24);
    const bool extended = scanner.skip(':');
    const auto minute = hour ? scanner.number(2, 0, 59) : std::nullopt;
    if (!minute) return std::nullopt;
    std::string out = fmt::format("{:02}:{:02}", *hour, *minute);
    if (extended ? scanner.skip(':') : scanner.begins_with_digit()) {
        const auto second = scanner.number(2, 0, 60);
        if (!second) return std::nullopt;
        out += fmt::format(":{:02}", *second);
        const std::string_view before = scanner.rest();
        if ((scanner.skip('.') || scanner.skip(',')) && !scanner.skip_digits()) return std::nullopt;
        out += before.substr(0, before.size() - scanner.rest().size());
    }
    out += scanner.rest();
    const bool ends = scanner.at_end() || (read_offset(scanner) && scanner.at_end());
    return ends ? std::optional(out) : std::nullopt;
}

std::optional<std::string> read_basic_date(std::string_view value) {
    DateScanner scanner(value);
    const auto year = scanner.number(4, 1000, 2999);
    const auto month = year ? scanner.number(2, 1, 12) : year;
    const auto day = month ? scanner.number(2, 1, days_in_month(*year, *month)) : month;
    if (!day || !scanner.at_end()) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
}

// --- paths ---

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
        const char lower = ascii_lower(c);
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

const MetadataName* find_metadata_name(std::string_view name) {
    const auto found = std::ranges::find_if(
        names, [&](const MetadataName& entry) { return equal_in_any_case(name, entry.name); });
    return found == names.end() ? nullptr : &*found;
}

std::optional<std::string> set_metadata(archive::Article& article, MetadataField field,
                                        std::string_view value) {
    value = trim(value);
    if (value.empty()) return std::nullopt;
    if (field == date) {
        if (auto read = read_iso_date(value)) {
            article.date = std::move(*read);
            return std::nullopt;
        }
        return fmt::format(
            "date {} cannot be read as ISO 8601 (2025-07-09, 2025-07-09T14:30Z); "
            "the article is kept without one",
            quoted(value));
    }
    if (field == language) {
        if (auto read = read_language_tag(value)) {
            article.language = std::move(*read);
            return std::nullopt;
        }
        return fmt::format(
            "language {} is not a BCP 47 tag (en, pt-BR); the article is kept without "
            "one",
            quoted(value));
    }
    if (field == places || field == topics) {
        append_list(field == places ? article.places : article.topics, value);
    } else if (std::string* plain = plain_field(article, field)) {
        *plain = clean(value);
    }
    return std::nullopt;
}

std::optional<std::string> read_iso_date(std::string_view value) {
    value = trim(value);
    if (value.size() == 8) {
        if (auto basic = read_basic_date(value)) return basic;
    }
    DateScanner scanner(value);
    const auto year = scanner.number(4, 1000, 2999);
    if (!year) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    const auto month = scanner.skip('-') ? scanner.number(2, 1, 12) : std::nullopt;
    if (!month) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    const auto day =
        scanner.skip('-') ? scanner.number(2, 1, days_in_month(*year, *month)) : std::nullopt;
    if (!day) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    if (!scanner.skip('T') && !scanner.skip('t') && !scanner.skip(' ')) return std::nullopt;
    const auto time = read_time(scanner.rest());
    if (!time) return std::nullopt;
    return fmt::format("{}T{}", value.substr(0, 10), *time);
}

std::optional<std::string> read_language_tag(std::string_view value) {
    // RFC 5646 recommends room for 35 characters.
    constexpr std::size_t longest_tag = 35;
    value = trim(value);
    if (value.empty() || value.size() > longest_tag) return std::nullopt;
    std::string tag;
    std::size_t subtag_length = 0;
    bool first = true;
    for (const char raw : value) {
        const char c = raw == '_' ? '-' : ascii_lower(raw);
        const bool letter = c >= 'a' && c <= 'z';
        if (c == '-') {
            if (subtag_length == 0 || (first && subtag_length < 2)) return std::nullopt;
            first = false;
            subtag_length = 0;
        } else if (letter || (!first && c >= '0' && c <= '9')) {
            if (++subtag_length > (first ? 3U : 8U)) return std::nullopt;
        } else {
            return std::nullopt;
        }
        tag += c;
    }
    if (subtag_length == 0 || (first && subtag_length < 2)) return std::nullopt;
    return tag;
}

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
    std::string out = safe_characters(kept);
    const bool changed =
        !std::ranges::equal(out, kept, [](char a, char b) { return a == ascii_lower(b); });
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
