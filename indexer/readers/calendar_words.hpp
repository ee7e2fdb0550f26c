// Which words stand in dates? Names of months, of days of the week and of time zones, and the small
// words between them, in the languages of the archive's news.
#pragma once

#include <optional>
#include <string_view>

namespace broadsheet::indexer {

/// 1 to 12 for a month's name or abbreviation, folded (text::fold) and without its stop: "sep",
/// "septembre", "июля", "يوليو". Null for other words, and for a name that is one month in one
/// language and another in another.
std::optional<int> month_named(std::string_view folded);

/// Whether it is the name, or a short name, of a day of the week.
bool is_weekday(std::string_view folded);

/// Whether it may stand in a date without meaning anything: "of", "de", "at", "uhr".
bool is_date_filler(std::string_view folded);

/// The offset of a zone as ISO 8601 writes it: "Z", "-05:00"; null for an unknown name, and for one
/// that stands for several zones (IST), of which the time is kept without a zone.
std::optional<std::string_view> zone_named(std::string_view folded);

}  // namespace broadsheet::indexer
