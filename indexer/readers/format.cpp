#include "indexer/readers/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

constexpr std::string_view what_is_read = "this version reads plain text and JSON Lines";

struct OtherFormat {
    std::string_view opening;  // in lower case
    std::string_view name;
};

// What news comes in, too: better refused than indexed with its markup as words.
constexpr std::array other_formats = {
    OtherFormat{"%pdf-", "PDF"},        OtherFormat{"{\\rtf", "RTF"},
    OtherFormat{"warc/", "WARC"},       OtherFormat{"filedesc://", "ARC"},
    OtherFormat{"<?xml", "XML"},        OtherFormat{"<!doctype", "HTML or SGML"},
    OtherFormat{"<html", "HTML"},       OtherFormat{"<head", "HTML"},
    OtherFormat{"<rss", "RSS"},         OtherFormat{"<feed", "Atom"},
    OtherFormat{"<nitf", "NITF"},       OtherFormat{"<newsml", "NewsML"},
    OtherFormat{"<newsitem", "NewsML"}, OtherFormat{"<newsmessage", "NewsML"},
    OtherFormat{"<doc>", "TREC SGML"},  OtherFormat{"<reuters", "Reuters SGML"},
};

// A first line may be spoilt; that several are and the file is still JSON Lines is not to be
// expected.
constexpr int most_lines_tried = 3;

bool begins_in_any_case(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           std::ranges::equal(text.substr(0, lower.size()), lower, [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b;
           });
}

/// Whether `text` is JSON, or goes on as such: `whole` says whether it must end here.
bool is_json(std::string_view text, bool whole) {
    json::stream_parser parser;
    json::error_code error;
    parser.write_some({text.data(), text.size()}, error);
    if (!error && whole) parser.finish(error);
    return !error;
}

/// One of the first lines is a JSON object by itself. A line that the head cuts need only begin so.
bool is_json_lines(std::string_view head) {
    for (int i = 0; i < most_lines_tried && !head.empty(); ++i) {
        const std::size_t end = head.find('\n');
        const bool whole = end != std::string_view::npos || head.size() < format_mark_bytes;
        const std::string_view line = trim(head.substr(0, end));
        if (line.starts_with('{') && is_json(line, whole)) return true;
        head = end == std::string_view::npos ? std::string_view{} : trim(head.substr(end));
    }
    return false;
}

/// The first lines, two at least, all have the same two tabs or more, as no prose has.
bool is_tab_separated(std::string_view head) {
    constexpr int most_compared = 5;
    std::ptrdiff_t tabs = 0;
    int lines = 0;
    for (; lines < most_compared && !head.empty(); ++lines) {
        const std::size_t end = std::min(head.size(), head.find('\n'));
        const auto count = std::ranges::count(head.substr(0, end), '\t');
        if (count < 2 || (lines > 0 && count != tabs)) return false;
        tabs = count;
        head.remove_prefix(std::min(head.size(), end + 1));
    }
    return lines >= 2;
}

FormatGuess refused(std::string_view what) {
    return {std::nullopt,
            fmt::format("not a format that this version reads: {}; {}", what, what_is_read)};
}

}  // namespace

FormatGuess guess_format(std::string_view head) {
    if (begins_as_utf16(head)) return {Format::utf16, {}};
    if (!is_text(head)) return refused("binary data");
    const bool all = head.size() < format_mark_bytes;
    const std::string_view text = trim(head);
    if (text.empty()) return all ? FormatGuess{std::nullopt, "is empty"} : refused("blank text");
    for (const OtherFormat& other : other_formats) {
        if (begins_in_any_case(text, other.opening)) return refused(other.name);
    }
    if (text.front() == '{' && is_json_lines(text)) return {Format::jsonl, {}};
    if (is_tab_separated(text)) return refused("a table with tabs (TSV)");
    const bool json = (text.front() == '{' || text.front() == '[') && is_json(text, all);
    if (json) return refused("JSON that is not one object a line");
    return {Format::text, {}};
}

std::optional<Format> format_named(std::string_view name) {
    if (name == "text") return Format::text;
    if (name == "jsonl") return Format::jsonl;
    return std::nullopt;
}

}  // namespace broadsheet::indexer
