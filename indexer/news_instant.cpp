#include "indexer/news_instant.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "indexer/readers/iso_date.hpp"
#include "text/ascii.hpp"

namespace broadsheet::indexer {

namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t microsecond_digits = 6;

/// `digits` figures at `at`; `otherwise` where the text has ended or has none there.
int number_at(std::string_view text, std::size_t at, std::size_t digits, int otherwise) {
    int value = otherwise;
    if (text.size() < at + digits) return otherwise;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
}

/// The offset with which a time ends: Z, +03, +03:00, -0500.
std::optional<minutes> zone_of(std::string_view time) {
    if (time.ends_with('Z') || time.ends_with('z')) return minutes(0);
    const std::size_t sign = time.find_last_of("+-");
    if (sign == std::string_view::npos) return std::nullopt;
    const std::size_t colon = time.substr(sign).find(':') == std::string_view::npos ? 0 : 1;
    const minutes offset =
        hours(number_at(time, sign + 1, 2, 0)) + minutes(number_at(time, sign + 3 + colon, 2, 0));
    return time[sign] == '-' ? -offset : offset;
}

/// What stands behind the point or comma of a second: .25 is 250,000 microseconds.
microseconds fraction_of(std::string_view time) {
    const std::size_t point = std::min(time.size(), time.find_first_of(".,"));
    int value = 0;
    bool ended = false;
    for (std::size_t i = 1; i <= microsecond_digits; ++i) {
        ended = ended || point + i >= time.size() || !text::is_digit(time[point + i]);
        value = value * 10 + (ended ? 0 : time[point + i] - '0');
    }
    return microseconds(value);
}

}  // namespace

std::optional<NewsInstant> instant_of(std::string_view value) {
    const std::optional<std::string> date = read_iso_date(value);
    if (!date) return std::nullopt;
    const std::chrono::year_month_day day{
        std::chrono::year(number_at(*date, 0, 4, 0)),
        std::chrono::month(static_cast<unsigned>(number_at(*date, 5, 2, 1))),
        std::chrono::day(static_cast<unsigned>(number_at(*date, 8, 2, 1)))};
    if (!day.ok()) return std::nullopt;
    const std::size_t begin = std::min(date->size(), date->find('T'));
    const std::string_view time = std::string_view(*date).substr(std::min(date->size(), begin + 1));
    const auto zone = zone_of(time);
    const auto local = std::chrono::sys_days(day) + hours(number_at(time, 0, 2, 0)) +
                       minutes(number_at(time, 3, 2, 0)) + seconds(number_at(time, 6, 2, 0)) +
                       fraction_of(time);
    return NewsInstant{local - zone.value_or(minutes(0)), !time.empty(), zone.has_value()};
}

}  // namespace broadsheet::indexer
