#include "searchd/metrics.hpp"

#include <catch2/catch.hpp>

using namespace broadsheet::searchd;

namespace {

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("Requests are counted by route and status, and timed in cumulative buckets") {
    Metrics metrics;
    metrics.count_request(Route::search, 200, 0.0005);
    metrics.count_request(Route::search, 200, 0.001);
    metrics.count_request(Route::search, 504, 60);
    const std::string text = metrics.text({});
    CHECK(has_line(text, R"(broadsheet_requests_total{route="/search",status="200"} 2)"));
    CHECK(has_line(text, R"(broadsheet_requests_total{route="/search",status="504"} 1)"));
    CHECK(has_line(text, R"(broadsheet_request_seconds_bucket{route="/search",le="0.001"} 2)"));
    CHECK(has_line(text, R"(broadsheet_request_seconds_bucket{route="/search",le="5"} 2)"));
    CHECK(has_line(text, R"(broadsheet_request_seconds_bucket{route="/search",le="+Inf"} 3)"));
    CHECK(has_line(text, R"(broadsheet_request_seconds_count{route="/search"} 3)"));
}

TEST_CASE("Counters and gauges are told with their kinds") {
    Metrics metrics;
    metrics.count_connection();
    metrics.count_timeout("write");
    const std::string text = metrics.text({3, 2, 1, 12, 72});
    CHECK(has_line(text, "broadsheet_connections_total 1"));
    CHECK(has_line(text, R"(broadsheet_timeouts_total{phase="head"} 0)"));
    CHECK(has_line(text, R"(broadsheet_timeouts_total{phase="write"} 1)"));
    CHECK(has_line(text, "# TYPE broadsheet_connections gauge"));
    CHECK(has_line(text, "broadsheet_connections 3"));
    CHECK(has_line(text, "broadsheet_search_queue 2"));
    CHECK(has_line(text, "broadsheet_search_running 1"));
    CHECK(has_line(text, "broadsheet_archive_generation 12"));
    CHECK(has_line(text, "broadsheet_archive_articles 72"));
}
