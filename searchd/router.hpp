// Which route is a path?
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::searchd {

enum class Route {
    home,
    search,
    article,
    help,
    api_search,
    api_article,
    api_suggest,
    health,
    ready,
    metrics,
    open_search,
    static_file,
    unknown,
};
inline constexpr std::size_t route_count = 13;

/// As the metrics name it: "/api/v1/search", "/article/{id}"; "unknown".
std::string_view route_name(Route route);

struct RouteMatch {
    Route route = Route::unknown;
    std::string argument;    ///< an article's id, decoded; a static file's name, as it came
    bool malformed = false;  ///< the id cannot be decoded to text
};

/// `path` as it came, without the query. Paths are compared byte by byte: a trailing slash or an
/// encoded letter makes another path, and one that is not known. An article's id is all that
/// follows
/// "/article/", with slashes, encoded or not.
RouteMatch match_route(std::string_view path);

/// Whether those who ask for this path are programs, to be answered in JSON.
bool is_for_programs(std::string_view path);

}  // namespace broadsheet::searchd
