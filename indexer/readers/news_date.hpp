// When was it published? Reads the dates that news formats and the people who write them have.
//
//   2025-07-09T14:30:00+02:00            ISO 8601, and nearly so: see iso_date.hpp
//   20130515T120000Z, 20130515T120000    ISO 8601 basic: NITF, NewsML 1
//   Wed, 09 Jul 2025 14:30:00 GMT        RFC 822 and 2822, with any weekday, in any language
//   Wednesday, 09-Jul-25 14:30:00 GMT    RFC 850
//   Wed Jul  9 14:30:00 2025             asctime, and JavaScript's with its zone
//   26-FEB-1987 15:01:01.79              Reuters-21578
//   051200Z MAY 05, 212101 GMT Nov 18    IPTC 7901: day and time, zone, month, year
//   July 9, 2025 · 9. Juli 2025 · 9 de julio de 2025, 14h30 · 2025年7月9日
//   13/05/2011, 05.09.2011               where only one reading is possible
//   1752071400                           seconds since 1970: ten figures
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// The date as Article keeps it (ISO 8601), from any of the forms above. The zone is kept as an
/// offset, the time never moved to another; a time without a zone, or with one that has no clear
/// meaning, stays without. Years of two digits are those of RFC 2822: 00 to 49 are 20xx. Null for
/// what cannot be read, or could be read in two ways ("05/09/2011"), and for impossible dates.
std::optional<std::string> read_news_date(std::string_view value);

}  // namespace broadsheet::indexer
