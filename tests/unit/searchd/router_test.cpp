#include "searchd/router.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace broadsheet::searchd;

TEST_CASE("Each path has its route, and nothing near it has") {
    struct Row {
        std::string path;
        Route route;
        std::string argument;
    };
    const std::vector<Row> rows = {
        {"/", Route::home, ""},
        {"/search", Route::search, ""},
        {"/search/", Route::unknown, ""},
        {"/Search", Route::unknown, ""},
        {"/%73earch", Route::unknown, ""},
        {"//", Route::unknown, ""},
        {"//search", Route::unknown, ""},
        {"/help", Route::help, ""},
        {"/api/v1/search", Route::api_search, ""},
        {"/api/v1/search/", Route::unknown, ""},
        {"/api/v2/search", Route::unknown, ""},
        {"/api/v1/suggest", Route::api_suggest, ""},
        {"/api/v1/suggest/x", Route::unknown, ""},
        {"/healthz", Route::health, ""},
        {"/readyz", Route::ready, ""},
        {"/metrics", Route::metrics, ""},
        {"/opensearch.xml", Route::open_search, ""},
        {"/favicon.svg", Route::static_file, "favicon.svg"},
        {"/favicon.ico", Route::unknown, ""},
        {"/static/style.css", Route::static_file, "style.css"},
        {"/static/../main.cpp", Route::static_file, "../main.cpp"},  // a name, not a path
        {"/static/", Route::unknown, ""},
        {"/article/x", Route::article, "x"},
        {"/article/2020-09-17/x", Route::article, "2020-09-17/x"},
        {"/article/2020-09-17%2Fx", Route::article, "2020-09-17/x"},
        {"/article/a+b%20c", Route::article, "a+b c"},
        {"/article/%D9%82", Route::article, "ق"},
        {"/article/x/", Route::article, "x/"},
        {"/article/", Route::unknown, ""},
        {"/article", Route::unknown, ""},
        {"/api/v1/articles/a%2Fb", Route::api_article, "a/b"},
        {"/api/v1/articles/", Route::unknown, ""},
        {"/api/v1/articles", Route::unknown, ""},
    };
    for (const Row& row : rows) {
        INFO(row.path);
        const RouteMatch match = match_route(row.path);
        CHECK(match.route == row.route);
        CHECK(match.argument == row.argument);
        CHECK_FALSE(match.malformed);
    }
}

TEST_CASE("An id that is no text is told from one that is not there") {
    for (const char* path : {"/article/%", "/article/%FF", "/article/a%00b", "/article/%zz"}) {
        INFO(path);
        CHECK(match_route(path).route == Route::article);
        CHECK(match_route(path).malformed);
    }
    CHECK(match_route("/api/v1/articles/%FF").malformed);
}

TEST_CASE("Programs are told from people by their paths") {
    for (const char* path : {"/api", "/api/", "/api/v9/x", "/metrics", "/healthz", "/readyz"}) {
        CHECK(is_for_programs(path));
    }
    for (const char* path : {"/", "/search", "/apiary", "/article/api/", "/nothing"}) {
        CHECK_FALSE(is_for_programs(path));
    }
}
