// Where a page leads to.
#pragma once

#include <algorithm>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::searchd::pages {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// What a search asks for: everything that a link to another page, order or filter must keep.
struct SearchState {
    std::string query;
    std::string sort;    // nothing for relevance
    Parameters filters;  // repeatable ones, in the order of the response
    std::string from, to;
    std::string cluster = {};  // whose copies alone are listed
    bool all_copies = false;   // listed one by one, which is not usual

    bool has(const std::string& name, const std::string& value) const {
        return std::find(filters.begin(), filters.end(), std::pair(name, value)) != filters.end();
    }
    bool narrowed() const { return !filters.empty() || !from.empty() || !to.empty() || !cluster.empty(); }
};

/// The state that a search response, or a problem, is the answer to.
SearchState state_of(const boost::json::object& response);

Parameters parameters_but_query(const SearchState& state);

/// The address of a page of results; the front page's where nothing is asked for.
std::string search_url(const SearchState& state, std::int64_t page = 1);
std::string search_url_for(std::string query);
std::string url_with_filter(SearchState state, std::string name, std::string value);
std::string url_without_filter(SearchState state, const std::string& name,
                               const std::string& value);
std::string url_without_filters(const SearchState& state);
std::string url_of_copies(SearchState state, std::string_view cluster);
std::string url_with_copies(SearchState state, bool all_copies);
std::string url_with_query(SearchState state, std::string query);

/// All articles that have one value of a filter.
std::string url_of_filter(std::string name, std::string value);

/// A query for one value of a field, or nothing if the value cannot be written as a phrase.
std::string field_query_url(std::string_view field, std::string_view value);

/// An article; with the query whose matches it shows, and a place in it ("m1", "p17"), if any.
std::string article_url(std::string_view id, std::string_view query, std::string_view place);

/// The address of the original where it may be linked, else nothing: http or https, and free of
/// what no address has. It comes from the article's source, so anything may stand there.
std::string safe_external_url(std::string_view url);

/// The host alone, without user name and port, so that "https://bank.example@evil.example" says
/// evil.
std::string host_of(const std::string& url);

}  // namespace broadsheet::searchd::pages
