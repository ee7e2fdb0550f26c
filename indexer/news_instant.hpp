// When was that? The dates of articles as instants.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace broadsheet::indexer {

struct NewsInstant {
    /// The beginning of the year, month, day, minute or second that is given; as if it were UTC
    /// where no zone is.
    std::chrono::sys_time<std::chrono::microseconds> at;
    bool has_time = false;  ///< not a whole day, month or year
    bool has_zone = false;
};

/// The instant of a date of ISO 8601, as Article keeps it and readers/iso_date.hpp reads it; null
/// for anything else.
std::optional<NewsInstant> instant_of(std::string_view date);

}  // namespace broadsheet::indexer
