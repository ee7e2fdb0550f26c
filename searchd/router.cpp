#include "searchd/router.hpp"

#include <array>
#include <utility>

#include "searchd/query_string.hpp"

namespace broadsheet::searchd {

namespace {

struct FixedPath {
    std::string_view path;
    Route route;
};

constexpr std::array<FixedPath, 10> fixed_paths = {{{"/", Route::home},
                                                   {"/search", Route::search},
                                                   {"/help", Route::help},
                                                   {"/api/v1/search", Route::api_search},
                                                   {"/api/v1/suggest", Route::api_suggest},
                                                   {"/healthz", Route::health},
                                                   {"/readyz", Route::ready},
                                                   {"/metrics", Route::metrics},
                                                   {"/opensearch.xml", Route::open_search},
                                                   {"/favicon.svg", Route::static_file}}};

constexpr std::string_view article_prefix = "/article/";
constexpr std::string_view api_article_prefix = "/api/v1/articles/";
constexpr std::string_view static_prefix = "/static/";

RouteMatch article_match(Route route, std::string_view encoded_id) {
    if (encoded_id.empty()) return {};
    auto id = percent_decoded(encoded_id, Encoding::path);
    if (!id || !is_plain_text(*id)) return {route, std::string(encoded_id), true};
    return {route, std::move(*id), false};
}

}  // namespace

std::string_view route_name(Route route) {
    switch (route) {
        case Route::home:
            return "/";
        case Route::search:
            return "/search";
        case Route::article:
            return "/article/{id}";
        case Route::help:
            return "/help";
        case Route::api_search:
            return "/api/v1/search";
        case Route::api_article:
            return "/api/v1/articles/{id}";
        case Route::api_suggest:
            return "/api/v1/suggest";
        case Route::health:
            return "/healthz";
        case Route::ready:
            return "/readyz";
        case Route::metrics:
            return "/metrics";
        case Route::open_search:
            return "/opensearch.xml";
        case Route::static_file:
            return "/static/{name}";
        case Route::unknown:
            break;
    }
    return "unknown";
}

RouteMatch match_route(std::string_view path) {
    for (const FixedPath& fixed : fixed_paths) {
        if (fixed.path != path) continue;
        return {fixed.route, fixed.route == Route::static_file ? std::string(path.substr(1)) : "",
                false};
    }
    if (path.starts_with(article_prefix)) {
        return article_match(Route::article, path.substr(article_prefix.size()));
    }
    if (path.starts_with(api_article_prefix)) {
        return article_match(Route::api_article, path.substr(api_article_prefix.size()));
    }
    if (path.starts_with(static_prefix) && path.size() > static_prefix.size()) {
        return {Route::static_file, std::string(path.substr(static_prefix.size())), false};
    }
    return {};
}

bool is_for_programs(std::string_view path) {
    return path == "/api" || path.starts_with("/api/") || path == "/healthz" || path == "/readyz" ||
           path == "/metrics";
}

}  // namespace broadsheet::searchd
