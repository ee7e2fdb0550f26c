#include "indexer/readers/format.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/readers/alto.hpp"
#include "indexer/readers/atom.hpp"
#include "indexer/readers/csv_reader.hpp"
#include "indexer/readers/html_reader.hpp"
#include "indexer/readers/json_reader.hpp"
#include "indexer/readers/jsonl_reader.hpp"
#include "indexer/readers/newsml1.hpp"
#include "indexer/readers/newsml_g2.hpp"
#include "indexer/readers/nitf.hpp"
#include "indexer/readers/plain_text_reader.hpp"
#include "indexer/readers/rss.hpp"
#include "indexer/readers/sgml_news.hpp"
#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"
#include "indexer/readers/warc_reader.hpp"
#include "indexer/readers/wire_text.hpp"

namespace broadsheet::indexer {

namespace {

// A first line may be spoilt; that several are and the file is still JSON Lines is not to be
// expected.
constexpr int most_lines_tried = 3;

/// One of the first lines is a JSON object by itself. A line that the head cuts need only begin so.
bool is_json_lines(const Opening& opening) {
    if (!opening.text.starts_with('{')) return false;
    std::string_view rest = opening.text;
    // A whole document on one line, with its articles within, is no row of articles.
    const bool one_line = opening.whole && rest.find('\n') == std::string_view::npos;
    if (one_line && holds_json_articles(rest)) return false;
    for (int i = 0; i < most_lines_tried && !rest.empty(); ++i) {
        const std::size_t end = rest.find('\n');
        const bool whole = end != std::string_view::npos || opening.whole;
        const std::string_view line = trim(rest.substr(0, end));
        if (line.starts_with('{') && is_json(line, whole)) return true;
        rest = end == std::string_view::npos ? std::string_view{} : trim(rest.substr(end));
    }
    return false;
}

template <std::size_t Count>
constexpr bool is_one_of(const std::string& root,
                         const std::array<std::string_view, Count>& names) {
    return std::ranges::find(names, root) != names.end();
}

bool is_nitf(const Opening& opening) {
    return opening.root == "nitf";
}

bool is_newsml1(const Opening& opening) {
    return opening.root == "newsml";
}

bool is_newsml_g2(const Opening& opening) {
    constexpr std::array<std::string_view, 7> roots = {
        "newsmessage",   "newsitem",     "packageitem", "conceptitem",
        "knowledgeitem", "planningitem", "catalogitem"};
    return is_one_of(opening.root, roots);
}

bool is_reuters_sgml(const Opening& opening) {
    return opening.root == "reuters" || opening.doctype == "lewis";
}

bool is_trec(const Opening& opening) {
    return opening.root == "doc" && (opening.has("<DOCNO>") || opening.has("<docno>") ||
                                     opening.has("<DOC id=") || opening.has("<DOCID>"));
}

bool is_alto(const Opening& opening) {
    return opening.root == "alto";
}

bool is_wxr(const Opening& opening) {
    return opening.root == "rss" && opening.has("wordpress.org/export/");
}

bool is_rss(const Opening& opening) {
    return opening.root == "rss" || (opening.root == "rdf" && opening.has("purl.org/rss/1.0/"));
}

bool is_atom(const Opening& opening) {
    return opening.root == "feed";
}

/// A document of one or several articles; one object a line is JSON Lines, and stands above it.
bool is_json_document(const Opening& opening) {
    return opening.begins_as_json() && is_json(opening.text, opening.whole);
}

bool is_any_text(const Opening&) {
    return true;
}

// Each format: its name, how it is told, who reads it. Tried from the top, so what is told by more
// stands above what is told by less; plain text, which has no mark at all, is the last.
constexpr std::array format_table = {
    Format{"anpa", "ANPA 1312", is_anpa, read_anpa},
    Format{"iptc7901", "IPTC 7901", is_iptc7901, read_iptc7901},
    Format{"nitf", "NITF", is_nitf, read_nitf},
    Format{"newsml1", "NewsML 1", is_newsml1, read_newsml1},
    Format{"newsml-g2", "NewsML-G2", is_newsml_g2, read_newsml_g2},
    Format{"wxr", "WordPress export", is_wxr, read_wxr},
    Format{"rss", "RSS", is_rss, read_rss},
    Format{"atom", "Atom", is_atom, read_atom},
    Format{"reuters-sgml", "Reuters-21578", is_reuters_sgml, read_reuters_sgml},
    Format{"trec", "TREC SGML", is_trec, read_trec},
    Format{"alto", "ALTO", is_alto, read_alto},
    Format{"jsonl", "JSON Lines", is_json_lines, read_jsonl},
    Format{"json", "JSON (ninjs, JSON Feed and others)", is_json_document, read_json},
    Format{"warc", "WARC", is_warc, read_warc},
    Format{"arc", "ARC", is_arc, read_arc},
    Format{"html", "HTML", is_html_page, read_html},
    Format{"csv", "CSV and TSV", is_csv, read_csv},
    Format{"text", "plain text", is_any_text, read_plain_text},
};

struct OtherFormat {
    std::string_view opening;  // in lower case
    std::string_view title;
};

// What news comes in, too: better refused than indexed with its markup as words.
constexpr std::array other_formats = {
    OtherFormat{"%pdf-", "PDF"},
    OtherFormat{"{\\rtf", "RTF"},
};

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

std::string titles_of_formats() {
    std::vector<std::string_view> titles;
    for (const Format& format : format_table) titles.push_back(format.title);
    return fmt::format("{}", fmt::join(titles, ", "));
}

FormatGuess refused(std::string_view what) {
    return {nullptr, fmt::format("not a format that this version reads: {}; it reads {}", what,
                                 titles_of_formats())};
}

/// What it is by its marks, where that is nothing that is read; empty for text.
std::string other_format(const Opening& opening) {
    for (const OtherFormat& other : other_formats) {
        if (opening.begins(other.opening)) return std::string(other.title);
    }
    if (opening.root == "mets")
        return "METS, which lists the pages of an issue; the text is in its ALTO files";
    const bool closed =
        !opening.root.empty() && opening.whole && opening.text.ends_with('>') && opening.has("</");
    const bool markup = opening.begins("<?xml") || !opening.doctype.empty() || closed;
    if (markup && !opening.root.empty()) return fmt::format("XML or HTML of <{}>", opening.root);
    if (markup) return "XML";
    if (is_tab_separated(opening.text))
        return "a table with tabs whose columns are not named; name them by --format csv --map";
    return {};
}

}  // namespace

std::span<const Format> formats() {
    return format_table;
}

std::vector<std::string> format_names() {
    std::vector<std::string> names = {"auto"};
    for (const Format& format : format_table) names.emplace_back(format.name);
    return names;
}

const Format* format_named(std::string_view name) {
    const auto found = std::ranges::find(format_table, name, &Format::name);
    return found == format_table.end() ? nullptr : &*found;
}

FormatGuess guess_format(std::string_view head) {
    const Opening opening(head);
    if (opening.text.empty()) {
        return opening.whole ? FormatGuess{nullptr, "is empty"} : refused("blank text");
    }
    const Format& plain_text = format_table.back();
    for (const Format& format : format_table) {
        if (&format != &plain_text && format.fits(opening)) return {&format, {}};
    }
    if (!is_text(head)) return refused("binary data");
    if (const std::string other = other_format(opening); !other.empty()) return refused(other);
    return {&plain_text, {}};
}

}  // namespace broadsheet::indexer
