#include "indexer/embargo.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include "indexer/readers/iso_date.hpp"

namespace broadsheet::indexer {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;

// The zone in which a day ends last.
constexpr minutes last_zone = -hours(12);

/// `digits` figures at `at`; `otherwise` where the text has ended or has none there.
int number_at(std::string_view text, std::size_t at, std::size_t digits, int otherwise) {
    int value = otherwise;
    if (text.size() < at + digits) return otherwise;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
}

/// The offset with which a time ends: Z, +03, +03:00, -0500.
minutes zone_of(std::string_view time) {
    if (time.ends_with('Z') || time.ends_with('z')) return minutes(0);
    const std::size_t sign = time.find_last_of("+-");
    if (sign == std::string_view::npos) return last_zone;
    const std::size_t colon = time.substr(sign).find(':') == std::string_view::npos ? 0 : 1;
    const minutes offset =
        hours(number_at(time, sign + 1, 2, 0)) + minutes(number_at(time, sign + 3 + colon, 2, 0));
    return time[sign] == '-' ? -offset : offset;
}

/// The instant of a date as read_news_date() writes it.
std::optional<sys_seconds> instant_of(std::string_view date) {
    const std::chrono::year_month_day day{
        std::chrono::year(number_at(date, 0, 4, 0)),
        std::chrono::month(static_cast<unsigned>(number_at(date, 5, 2, 1))),
        std::chrono::day(static_cast<unsigned>(number_at(date, 8, 2, 1)))};
    if (!read_iso_date(date) || !day.ok()) return std::nullopt;
    const std::size_t begin = date.find('T');
    const std::string_view time = begin == std::string_view::npos ? "" : date.substr(begin + 1);
    return sys_seconds(std::chrono::sys_days(day)) + hours(number_at(time, 0, 2, 0)) +
           minutes(number_at(time, 3, 2, 0)) + seconds(number_at(time, 6, 2, 0)) - zone_of(time);
}

}  // namespace

bool is_embargoed(const archive::Article& article, sys_seconds now) {
    if (article.embargo.empty()) return false;
    const auto end = instant_of(article.embargo);
    return !end || now < *end;
}

}  // namespace broadsheet::indexer
