#include "searchd/pages/links.hpp"

#include <boost/url.hpp>

#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

std::string encoded(std::string_view text) {
    return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

}  // namespace

SearchState state_of(const json::object& response) {
    SearchState state;
    state.query = string_at(object_at(response, "query"), "input");
    state.sort = string_at(response, "sort");
    if (state.sort == "relevance") state.sort.clear();
    for (const auto& filter : object_at(response, "filters")) {
        if (!filter.value().is_array()) continue;
        for (const auto& value : filter.value().get_array()) {
            if (value.is_string()) state.filters.emplace_back(filter.key(), string_of(value));
        }
    }
    state.from = string_at(object_at(response, "filters"), "from");
    state.to = string_at(object_at(response, "filters"), "to");
    state.cluster = string_at(object_at(response, "filters"), "cluster");
    state.all_copies = state.cluster.empty() && string_at(response, "collapse") == "none";
    return state;
}

Parameters parameters_but_query(const SearchState& state) {
    Parameters out = state.filters;
    if (!state.from.empty()) out.emplace_back("from", state.from);
    if (!state.to.empty()) out.emplace_back("to", state.to);
    if (!state.sort.empty()) out.emplace_back("sort", state.sort);
    if (!state.cluster.empty()) out.emplace_back("cluster", state.cluster);
    if (state.all_copies && state.cluster.empty()) out.emplace_back("collapse", "none");
    return out;
}

std::string search_url(const SearchState& state, std::int64_t page) {
    std::string parameters;
    const auto add = [&parameters](const std::string& name, const std::string& value) {
        parameters += (parameters.empty() ? "?" : "&") + encoded(name) + "=" + encoded(value);
    };
    if (state.query.empty() && !state.narrowed()) return "/";
    if (!state.query.empty()) add("q", state.query);
    for (const auto& [name, value] : parameters_but_query(state)) add(name, value);
    if (page > 1) add("page", std::to_string(page));
    return "/search" + parameters;
}

std::string search_url_for(std::string query) {
    return search_url(SearchState{std::move(query), "", {}, "", ""});
}

std::string url_with_filter(SearchState state, std::string name, std::string value) {
    state.filters.emplace_back(std::move(name), std::move(value));
    return search_url(state);
}

std::string url_without_filter(SearchState state, const std::string& name,
                               const std::string& value) {
    std::erase(state.filters, std::pair(name, value));
    return search_url(state);
}

std::string url_without_filters(const SearchState& state) {
    return search_url(SearchState{state.query, state.sort, {}, "", "", "", state.all_copies});
}

std::string url_of_copies(SearchState state, std::string_view cluster) {
    state.cluster = cluster;
    return search_url(state);
}

std::string url_with_copies(SearchState state, bool all_copies) {
    state.all_copies = all_copies;
    return search_url(state);
}

std::string url_with_query(SearchState state, std::string query) {
    state.query = std::move(query);
    return search_url(state);
}

std::string url_of_filter(std::string name, std::string value) {
    return url_with_filter(SearchState{}, std::move(name), std::move(value));
}

std::string field_query_url(std::string_view field, std::string_view value) {
    if (value.empty() || value.find('"') != std::string_view::npos) return {};
    return search_url_for(std::string(field) + ":\"" + std::string(value) + "\"");
}

std::string article_url(std::string_view id, std::string_view query, std::string_view fragment) {
    std::string url = "/article/" + encoded(id);
    if (!query.empty()) url += "?q=" + encoded(query);
    if (!fragment.empty()) url += "#" + std::string(fragment);
    return url;
}

std::string safe_external_url(std::string_view url) {
    const std::string start = lower(url.substr(0, 8));
    if (!start.starts_with("http://") && !start.starts_with("https://")) return {};
    const auto is_foul = [](char byte) {
        return static_cast<unsigned char>(byte) <= 0x20 || byte == 0x7F || byte == '\\';
    };
    if (std::any_of(url.begin(), url.end(), is_foul)) return {};
    return clean(url);
}

std::string host_of(const std::string& url) {
    const auto parsed = boost::urls::parse_uri_reference(url);
    if (!parsed.has_value()) return {};
    std::string host = clean(parsed->host());
    return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace broadsheet::searchd::pages
