// What is asked, from the parameters of a target; strictly.
//
// Nothing is corrected in silence: an unknown parameter, one given twice, a number out of range or
// a day that is none is a problem that names the parameter, the value and the mend. An empty value
// counts as absent, because forms send their empty fields.
//
//   q                                what to look for, at most max_query_bytes
//   limit                            hits on a page, 1 to query::max_limit
//   sort                             relevance, newest, oldest
//   from, to                         YYYY, YYYY-MM or YYYY-MM-DD, inclusive
//   source, desk, lang, year, month  filters, repeatable: values of one are alternatives
//   phrase                           filter, repeatable: all of them
//   collapse                         duplicates, none; for people duplicates where it is absent, but
//                                    with cluster
//   cluster                          filter: a name as hits have it
//   cursor, facets, strict           for programs
//   page                             for people, from 1
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "query/result_page.hpp"
#include "searchd/query_string.hpp"

namespace broadsheet::searchd {

/// Who asks: programs through the API, or people through the pages.
enum class Audience { programs, people };

/// A query is at most 256 words (query/syntax): 4 KiB is ample for those, and short enough to be
/// parsed in no time whatever it holds.
inline constexpr std::size_t max_query_bytes = 4096;

/// One filter's value, and how many of them: more than any facet shows.
inline constexpr std::size_t max_filter_bytes = 256;
inline constexpr std::size_t max_filter_values = 64;

struct SearchParams {
    query::SearchRequest request;      ///< without deadline and stop token
    std::vector<query::Facet> facets;  ///< those wanted; request.facets says whether any are
    bool strict = false;               ///< a notice counts as an error
    std::optional<std::uint64_t> cursor_generation;  ///< the archive's, where the list goes on

    /// Whether there is a query or a filter.
    bool asks_for_anything() const;

    /// Names the search apart from the page: cursors are of one search.
    std::uint64_t search_hash() const;
};

std::variant<SearchParams, ParameterProblem> parse_search_params(std::string_view query,
                                                                 Audience audience);

/// The first q in a query string, where it can be read and is not too long; else nothing. For
/// keeping it where another parameter is not right.
std::string query_in(std::string_view query);

struct ArticleParams {
    std::string query;  ///< marks its matches; empty marks nothing
};

std::variant<ArticleParams, ParameterProblem> parse_article_params(std::string_view query);

/// For routes that take no parameter.
std::optional<ParameterProblem> refuse_parameters(std::string_view query);

/// Whether `text` is a year, a month or a day of the calendar: YYYY, YYYY-MM or YYYY-MM-DD.
bool is_calendar_date(std::string_view text);

/// `text` as a message shows it: cut to some 60 bytes, between characters.
std::string shown(std::string_view text);

}  // namespace broadsheet::searchd
