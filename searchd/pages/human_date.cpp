#include "searchd/pages/human_date.hpp"

#include <array>
#include <chrono>
#include <optional>

#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
    if (at + length > text.size()) return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(at, length)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

// "+03:00" as " UTC+3", "Z" as " UTC", nothing as nothing; no value for what is none of these.
std::optional<std::string> zone_text(std::string_view zone) {
    if (zone.empty()) return "";
    if (zone == "Z" || zone == "z") return " UTC";
    const auto hours = digits(zone, 1, 2);
    const auto minutes = digits(zone, zone.size() == 5 ? 3 : 4, 2);
    const bool shaped = zone.size() == 5 || (zone.size() == 6 && zone[3] == ':');
    if (!shaped || !hours || !minutes || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
    if (*hours == 0 && *minutes == 0) return " UTC";
    std::string out = " UTC" + std::string(zone[0] == '+' ? "+" : "−") + std::to_string(*hours);
    if (*minutes != 0) out += ":" + std::string(zone.substr(zone.size() - 2));
    return out;
}

// "T14:30:00.123+03:00" as ", 14:30 UTC+3"; no value where it is not a time.
std::optional<std::string> time_text(std::string_view time) {
    const auto hour = digits(time, 1, 2);
    const auto minute = digits(time, 4, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59 || time[3] != ':') return std::nullopt;
    std::size_t end = 6;
    if (end < time.size() && time[end] == ':' && digits(time, 7, 2)) end = 9;
    if (end == 9 && end < time.size() && time[end] == '.') {
        for (++end; digits(time, end, 1);) ++end;
    }
    const auto zone = zone_text(time.substr(end));
    if (!zone) return std::nullopt;
    return ", " + std::string(time.substr(1, 5)) + *zone;
}

}  // namespace

HumanDate human_date(std::string_view raw) {
    const HumanDate unread{clean(raw), "", ""};
    const auto year = digits(raw, 0, 4);
    if (!year) return unread;
    if (raw.size() == 4) return {clean(raw), "", clean(raw)};
    const auto month = digits(raw, 5, 2);
    if (!month || raw[4] != '-' || *month < 1 || *month > 12) return unread;
    const std::string month_and_year =
        std::string(month_names.at(static_cast<std::size_t>(*month - 1))) + " " +
        std::string(raw.substr(0, 4));
    if (raw.size() == 7) return {month_and_year, "", clean(raw)};
    const auto day = digits(raw, 8, 2);
    if (!day || raw[7] != '-') return unread;
    const std::chrono::year_month_day calendar{std::chrono::year(*year),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*day))};
    if (!calendar.ok()) return unread;
    const std::string text = std::to_string(*day) + " " + month_and_year;
    if (raw.size() == 10) return {text, "", clean(raw)};
    if (raw[10] != 'T' && raw[10] != ' ') return unread;
    const auto time = time_text(raw.substr(10));
    if (!time) return {text, "", clean(raw.substr(0, 10))};
    return {text, *time, clean(raw)};
}

}  // namespace broadsheet::searchd::pages
