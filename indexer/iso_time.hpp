// How is a moment written?
#pragma once

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <string>

namespace broadsheet::indexer {

/// In ISO 8601, in UTC: 2999-01-01T00:00:00Z. (By way of seconds: libfmt counts the nanoseconds of a time_point, of
/// which 64 bits hold those until 2262.)
inline std::string iso_time(std::chrono::sys_seconds moment) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(moment)));
}

}  // namespace broadsheet::indexer
