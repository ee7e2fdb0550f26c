// What is asked of an archive, and what it answers: plain data, without Xapian and without JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "archive/article.hpp"
#include "query/patience.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

/// Text with highlights, never markup. The parts put together are the text.
struct TextPart {
    std::string text;
    bool hit = false;
    std::uint32_t match = 0;  ///< in an article view: the number of the match, from 1; else 0
    bool operator==(const TextPart&) const = default;
};
using TextParts = std::vector<TextPart>;

enum class Sort : std::uint8_t { relevance, newest, oldest };
std::string_view sort_name(Sort sort);
std::optional<Sort> sort_named(std::string_view name);

/// Facets by which results are counted and filtered.
enum class Facet : std::uint8_t { source, year, month, language, desk, phrase };
inline constexpr std::size_t facet_count = 6;
std::string_view facet_name(Facet facet);

/// Filters beside the query. Values of one facet are alternatives, but for phrases, which an article
/// has several of: all must be its own. Facets are joined by AND.
struct Filters {
    std::vector<std::string> values[facet_count];  ///< by Facet; as the facets show them
    std::string from;  ///< YYYY[-MM[-DD]], inclusive; empty: open
    std::string to;    ///< the same; a month or year includes its last day
    std::string cluster;  ///< the articles of this cluster of copies, as Hit::cluster has it

    const std::vector<std::string>& of(Facet facet) const {
        return values[static_cast<std::size_t>(facet)];
    }
    std::vector<std::string>& of(Facet facet) { return values[static_cast<std::size_t>(facet)]; }
};

/// The most hits on one page, and the farthest hit that can be paged to: a list is read from the
/// front, and who needs more than this exports.
inline constexpr std::uint32_t max_limit = 100;
inline constexpr std::uint32_t max_offset = 10'000;

/// Which hits are listed. Totals and facets count all matches in any case.
enum class Collapse : std::uint8_t {
    none,        ///< all
    duplicates,  ///< of matches that are copies of each other the best only
};
std::string_view collapse_name(Collapse collapse);
std::optional<Collapse> collapse_named(std::string_view name);

struct SearchRequest {
    std::string query;
    Filters filters;
    Sort sort = Sort::relevance;
    Collapse collapse = Collapse::none;
    std::uint32_t limit = 10;   ///< at most max_limit
    std::uint32_t offset = 0;   ///< at most max_offset
    bool facets = true;
    bool phrase_facet = true;  ///< with facets: the one of key phrases too, which costs most
    bool explain = false;  ///< with an Explanation in the answer
    TimeLimit limits;
};

struct Snippet {
    std::vector<std::string> section;  ///< headings, outermost first; empty in an unheaded part
    archive::Zone zone = archive::Zone::body;
    std::uint32_t paragraph = 0;  ///< number in the article, from 1; 0 for a heading
    TextParts parts;
};

struct Hit {
    std::string id, url, source, date, language, byline, desk;
    std::uint32_t words = 0;
    double score = 0;  ///< BM25; comparable within one answer only
    std::string cluster;  ///< of copies that it is in, maybe alone; empty where it has no words
    std::uint64_t copies = 0;  ///< with Collapse::duplicates: other matches that are copies of it
    TextParts headline;
    std::vector<Snippet> snippets;
};

struct FacetValue {
    std::string value;
    std::uint64_t count = 0;  ///< articles of the result with this value
    bool selected = false;    ///< one of the request's filters
};

enum class Relation : std::uint8_t { equal, at_least, about };
std::string_view relation_name(Relation relation);  ///< "eq", "ge", "about"

/// A word of the query with its forms in the archive.
struct ExplainedWord {
    std::string word;
    struct Form {
        std::string text;
        std::uint32_t articles = 0;
    };
    std::vector<Form> forms;  ///< none: no article holds it
};

/// One of the parts that AND, OR and NOT join.
struct ExplainedPart {
    std::string text;    ///< canonical
    bool exact = false;  ///< whether the index answers it; else the spans verify each candidate
};

/// How a query was read.
struct Explanation {
    std::string canonical;
    std::string tree;  ///< one node a line, indented
    std::vector<ExplainedWord> words;
    std::vector<ExplainedPart> parts;
    std::string plan;  ///< what Xapian is asked, in its own words
    Diagnostics notices;
};

/// The code of the notice that bare words are also found as a phrase. It mends nothing: strict requests
/// do not mind it.
inline constexpr std::string_view as_phrase_code = "as-phrase";

struct ResultPage {
    std::string input, canonical;
    Diagnostics notices;
    std::uint64_t total = 0;
    std::optional<std::uint64_t> distinct;  ///< with Collapse::duplicates: of these, copies counted once
    Relation relation = Relation::equal;
    double took_ms = 0;
    std::uint64_t generation = 0;
    SearchRequest request;  ///< as it was asked
    std::vector<Hit> hits;
    /// By Facet; years and months newest first, phrases by significance (phrase_facet.hpp), else by
    /// count. A facet by which the request filters counts the results without that filter, but for
    /// phrases.
    std::vector<FacetValue> facets[facet_count];
    std::optional<Explanation> explanation;  ///< where it was asked for

    /// How many hits there are on all pages.
    std::uint64_t listed() const { return distinct.value_or(total); }
    bool has_more() const { return request.offset + hits.size() < listed(); }
};

/// The query has no answer; at least one error.
struct QueryErrors {
    std::string input;
    Diagnostics errors;
};

/// The deadline passed, or the request was cancelled.
struct TimedOut {};

struct NotFound {};

using SearchOutcome = std::variant<ResultPage, QueryErrors, TimedOut>;

/// Speech quoted within a paragraph, in bytes of its text.
struct QuotedSpeech {
    std::uint32_t offset = 0, length = 0;
    std::string speaker = {};  ///< where the sentence plainly names one
};

struct ArticleParagraph {
    std::uint32_t number = 0;  ///< in the article, from 1
    archive::ParagraphKind kind = archive::ParagraphKind::paragraph;
    TextParts parts;
    std::string language = {};  ///< where it is another than the article's
    std::vector<QuotedSpeech> quotes = {};
};

struct ArticleSection {
    archive::SectionKind kind = archive::SectionKind::body;
    std::uint8_t level = 1;
    std::vector<std::string> path;
    TextParts heading;  ///< empty where the section has none
    std::vector<ArticleParagraph> paragraphs;
};

/// An article to read, with the matches of a query numbered in the order of the text.
struct ArticleView {
    std::string id, url, source, date, language, desk;
    std::uint32_t words = 0;
    std::vector<std::string> places, topics;
    std::vector<std::string> phrases;  ///< its key phrases, the first first
    TextParts headline, byline, dateline;
    std::vector<ArticleSection> sections;
    std::uint32_t match_count = 0;
    std::optional<std::string> query_input, query_canonical;  ///< set where a query was given
    Diagnostics notices;
};

using ArticleOutcome = std::variant<ArticleView, QueryErrors, NotFound, TimedOut>;

struct ArchiveSummary {
    std::uint64_t articles = 0;
    std::uint64_t segments = 0;
    std::uint64_t generation = 0;
    std::string from, to;  ///< days of the oldest and newest dated article; empty without one
    std::vector<FacetValue> sources, languages;  ///< most articles first
};

}  // namespace broadsheet::query
