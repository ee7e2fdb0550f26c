// What is counted, and how it is told to Prometheus (text exposition format 0.0.4).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "searchd/router.hpp"

namespace broadsheet::searchd {

/// Upper bounds of the latency histogram in seconds: a search takes a few milliseconds, and a
/// request ends at its deadline.
inline constexpr std::array<double, 12> latency_bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,   0.5,   1,    2.5,   5};

/// What is read off at the moment of asking.
struct Gauges {
    std::size_t connections = 0;
    std::size_t queued = 0;   ///< waiting for a worker
    std::size_t running = 0;  ///< at a worker
    std::uint64_t generation = 0;
    std::uint64_t articles = 0;
};

/// Not thread-safe: of the one thread that runs the connections.
class Metrics {
  public:
    void count_request(Route route, unsigned status, double seconds);

    void count_connection() { ++connections_; }
    void count_refused_connection() { ++refused_connections_; }
    void count_refused_request() { ++refused_requests_; }
    void count_gone_client() { ++gone_clients_; }
    void count_timeout(const std::string& phase) { ++timeouts_[phase]; }
    void count_accept_failure() { ++accept_failures_; }

    std::string text(const Gauges& gauges) const;

  private:
    struct Histogram {
        std::array<std::uint64_t, latency_bounds.size() + 1> buckets{};
        double sum = 0;
        std::uint64_t count = 0;
    };

    void write_requests(std::string& out) const;
    void write_latencies(std::string& out) const;

    std::map<std::pair<Route, unsigned>, std::uint64_t> requests_;
    std::map<Route, Histogram> latencies_;
    // Of what a connection can be too slow at: all are always told, so that rates can be computed
    // from the first one on.
    std::map<std::string, std::uint64_t> timeouts_ = {{"head", 0}, {"idle", 0}, {"write", 0}};
    std::uint64_t connections_ = 0;
    std::uint64_t refused_connections_ = 0;
    std::uint64_t refused_requests_ = 0;
    std::uint64_t gone_clients_ = 0;
    std::uint64_t accept_failures_ = 0;
};

}  // namespace broadsheet::searchd
