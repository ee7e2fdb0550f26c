#include "indexer/readers/web_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/iso_date.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

// A header has a dozen lines; what goes on is none.
constexpr int most_header_lines = 500;

std::optional<std::uint64_t> number_of(std::string_view text) {
    text = trim(text);
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return out;
}

NextRecord broken(std::uint64_t offset, std::string problem) {
    NextRecord out;
    out.result = NextRecord::Result::broken;
    out.record.offset = offset;
    out.problem = std::move(problem);
    return out;
}

/// 20140216050221 as 2014-02-16T05:02:21Z, which ARC dates are; empty where it is none.
std::string date_of_arc(std::string_view digits) {
    if (digits.size() < 14) return {};
    const auto part = [&](std::size_t at, std::size_t size) { return digits.substr(at, size); };
    return read_iso_date(fmt::format("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 2), part(6, 2),
                                     part(8, 2), part(10, 2), part(12, 2)))
        .value_or("");
}

bool begins_warc(std::string_view line) {
    return line.starts_with("WARC/");
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.size(), line.find(' ', at));
        if (end > at) words.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool is_arc_date(std::string_view word) {
    return word.size() >= 8 && word.size() <= 18 &&
           std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// "http://…", an address, a date: how each record of an ARC file begins.
bool begins_arc(std::string_view line) {
    const auto words = words_of(line);
    return words.size() >= 5 && line.find(':') < line.find(' ') &&
           std::ranges::any_of(words, is_arc_date);
}

/// Moves on to the next line of which `begins` holds.
template <typename Begins>
void find_next(RecordStream& stream, Begins begins) {
    std::string line;
    while (!begins(stream.peek_line()) && stream.line(line)) {
    }
}

void skip_blank_lines(RecordStream& stream) {
    std::string line;
    while (trim(stream.peek_line()).empty() && stream.line(line)) {
    }
}

/// One header line of a record. False where its length cannot be read.
bool take_warc_line(WebRecord& record, std::string_view line, bool& has_length) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    const std::string name = ascii_lower(line.substr(0, colon));
    std::string_view value = trim(line.substr(colon + 1));
    if (name == "warc-type") record.type = ascii_lower(value);
    if (name == "content-type") record.content_type = ascii_lower(value);
    if (name == "warc-truncated") record.truncated = value;
    if (name == "warc-date") record.date = read_iso_date(value).value_or("");
    if (name == "warc-segment-number") record.segmented = true;
    if (name == "warc-target-uri") {
        // Old Wget puts it in brackets.
        if (value.starts_with('<') && value.ends_with('>'))
            value = value.substr(1, value.size() - 2);
        record.uri = value;
    }
    if (name == "content-length") {
        const auto length = number_of(value);
        has_length = length.has_value();
        record.length = length.value_or(0);
        return has_length;
    }
    return true;
}

}  // namespace

NextRecord next_warc_record(RecordStream& stream) {
    skip_blank_lines(stream);
    NextRecord next;
    next.record.offset = stream.offset();
    std::string line;
    if (!stream.line(line)) return next;
    if (!begins_warc(line)) {
        find_next(stream, begins_warc);
        return broken(next.record.offset, fmt::format("is no WARC record; {} bytes are passed over",
                                                      stream.offset() - next.record.offset));
    }
    bool has_length = false;
    for (int lines = 0; stream.line(line) && !line.empty(); ++lines) {
        if (take_warc_line(next.record, line, has_length) && lines < most_header_lines) continue;
        find_next(stream, begins_warc);
        return broken(next.record.offset, "has a WARC header whose length cannot be read");
    }
    if (!has_length) {
        find_next(stream, begins_warc);
        return broken(next.record.offset, "has a WARC header without Content-Length");
    }
    next.result = NextRecord::Result::record;
    return next;
}

NextRecord next_arc_record(RecordStream& stream, ArcLayout& layout) {
    skip_blank_lines(stream);
    NextRecord next;
    WebRecord& record = next.record;
    record.offset = stream.offset();
    std::string line;
    if (!stream.line(line)) return next;
    const auto words = words_of(line);
    const auto length = words.empty() ? std::nullopt : number_of(words.back());
    if (words.size() < layout.fields || !length) {
        find_next(stream, begins_arc);
        return broken(record.offset, words.size() < layout.fields
                                         ? "is no ARC record"
                                         : "has an ARC header whose length cannot be read");
    }
    // An address may have spaces within: the other fields are counted from the end.
    const std::size_t fields_after = layout.fields - 1;
    const std::string_view first_after = words[words.size() - fields_after];
    record.uri = trim(std::string_view(line).substr(
        0, static_cast<std::size_t>(first_after.data() - line.data())));
    record.date = date_of_arc(words[words.size() - fields_after + 1]);
    record.content_type = ascii_lower(words[words.size() - fields_after + 2]);
    record.length = *length;
    record.type = record.uri.starts_with("filedesc:") ? "warcinfo" : "response";
    next.result = NextRecord::Result::record;
    if (record.type == "warcinfo") {
        // "2 0 Alexa Internet": the version of all that follow.
        constexpr std::size_t fields_of_version_2 = 10;
        if (stream.peek_line().starts_with("2 ")) layout.fields = fields_of_version_2;
    }
    return next;
}

}  // namespace broadsheet::indexer
