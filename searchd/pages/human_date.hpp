// Dates as people write them.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::searchd::pages {

struct HumanDate {
    std::string text;     // "9 July 2025"; as it came where it is no date
    std::string time;     // ", 14:30 UTC+3", or nothing
    std::string machine;  // for <time datetime>; nothing where it is no date
};

/// Reads YYYY, YYYY-MM, YYYY-MM-DD and ISO 8601 with a time; the date is the one it says, in its
/// own zone.
HumanDate human_date(std::string_view raw);

}  // namespace broadsheet::searchd::pages
