#include "searchd/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace broadsheet::searchd {

namespace {

void write_head(std::string& out, std::string_view name, std::string_view kind,
                std::string_view help) {
    fmt::format_to(std::back_inserter(out),
                   "# HELP broadsheet_{0} {2}\n# TYPE broadsheet_{0} {1}\n", name, kind, help);
}

void write_plain(std::string& out, std::string_view name, std::string_view kind,
                 std::string_view help, std::uint64_t value) {
    write_head(out, name, kind, help);
    fmt::format_to(std::back_inserter(out), "broadsheet_{} {}\n", name, value);
}

}  // namespace

void Metrics::count_request(Route route, unsigned status, double seconds) {
    ++requests_[{route, status}];
    Histogram& histogram = latencies_[route];
    const auto bucket = std::lower_bound(latency_bounds.begin(), latency_bounds.end(), seconds);
    ++histogram.buckets[static_cast<std::size_t>(bucket - latency_bounds.begin())];
    histogram.sum += seconds;
    ++histogram.count;
}

void Metrics::write_requests(std::string& out) const {
    write_head(out, "requests_total", "counter", "Requests answered, by route and status.");
    for (const auto& [key, count] : requests_) {
        fmt::format_to(std::back_inserter(out),
                       "broadsheet_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                       route_name(key.first), key.second, count);
    }
}

void Metrics::write_latencies(std::string& out) const {
    write_head(out, "request_seconds", "histogram",
               "From the end of a request's head to the start of its answer, by route.");
    for (const auto& [route, histogram] : latencies_) {
        const std::string_view name = route_name(route);
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < latency_bounds.size(); ++i) {
            below += histogram.buckets[i];
            fmt::format_to(std::back_inserter(out),
                           "broadsheet_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name,
                           latency_bounds[i], below);
        }
        fmt::format_to(std::back_inserter(out),
                       "broadsheet_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                       "broadsheet_request_seconds_sum{{route=\"{0}\"}} {2}\n"
                       "broadsheet_request_seconds_count{{route=\"{0}\"}} {1}\n",
                       name, histogram.count, histogram.sum);
    }
}

std::string Metrics::text(const Gauges& gauges) const {
    std::string out;
    write_requests(out);
    write_latencies(out);
    write_plain(out, "connections_total", "counter", "Connections accepted.", connections_);
    write_plain(out, "connections_refused_total", "counter",
                "Connections turned away because there were too many.", refused_connections_);
    write_plain(out, "requests_refused_total", "counter",
                "Requests refused for the form of their head.", refused_requests_);
    write_plain(out, "clients_gone_total", "counter",
                "Requests given up because the client went away.", gone_clients_);
    write_plain(out, "accept_failures_total", "counter",
                "Times when a connection could not be accepted for want of descriptors or memory.",
                accept_failures_);
    write_head(
        out, "timeouts_total", "counter",
        "Connections ended because a head, the next request or the reading of an answer took "
        "too long.");
    for (const auto& [phase, count] : timeouts_) {
        fmt::format_to(std::back_inserter(out), "broadsheet_timeouts_total{{phase=\"{}\"}} {}\n",
                       phase, count);
    }
    write_plain(out, "connections", "gauge", "Connections open.", gauges.connections);
    write_plain(out, "search_queue", "gauge", "Requests waiting for a worker.", gauges.queued);
    write_plain(out, "search_running", "gauge", "Requests at a worker.", gauges.running);
    write_plain(out, "archive_generation", "gauge", "Generation of the archive served.",
                gauges.generation);
    write_plain(out, "archive_articles", "gauge", "Articles in the archive served.",
                gauges.articles);
    return out;
}

}  // namespace broadsheet::searchd
