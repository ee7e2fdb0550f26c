// How is a moment written?
#pragma once

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <string>

namespace broadsheet::indexer {

/// In ISO 8601, in UTC: 2999-01-01T00:00:00Z. (By its seconds: libfmt and to_time_t() count the nanoseconds of a
/// time_point, of which 64 bits hold those until 2262.)
inline std::string iso_time(std::chrono::sys_seconds moment) {
    const auto seconds = static_cast<std::time_t>(moment.time_since_epoch().count());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

}  // namespace broadsheet::indexer
