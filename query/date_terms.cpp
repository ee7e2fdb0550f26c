#include "query/date_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace broadsheet::query {

namespace {

struct Day {
    int year, month, day;
    auto operator<=>(const Day&) const = default;
};

Day first_of(const DateValue& date) {
    return {date.year, std::max(date.month, 1), std::max(date.day, 1)};
}

Day last_of(const DateValue& date) {
    const int month = date.month == 0 ? 12 : date.month;
    return {date.year, month, date.day == 0 ? days_in_month(date.year, month) : date.day};
}

Day after(Day day) {
    if (++day.day <= days_in_month(day.year, day.month)) return day;
    day.day = 1;
    if (++day.month <= 12) return day;
    return {day.year + 1, 1, 1};
}

Day before(Day day) {
    if (--day.day >= 1) return day;
    if (--day.month >= 1) return {day.year, day.month, days_in_month(day.year, day.month)};
    return {day.year - 1, 12, 31};
}

// The years that the archive holds; articles dated to the month or year only count too.
std::pair<int, int> years_of(const Columns& columns) {
    int first = 9999, last = 0;
    for (const std::string& value : columns.of(Facet::month).values()) {
        if (value.size() < 4) continue;
        const int year = std::stoi(value.substr(0, 4));
        first = std::min(first, year);
        last = std::max(last, year);
    }
    return {first, last};
}

// First day of the month and of the year after a day.
Day next_month(Day day) { return after({day.year, day.month, days_in_month(day.year, day.month)}); }

}  // namespace

std::vector<std::string> date_terms(const DateRange& range, const Columns& columns) {
    const auto [first_year, last_year] = years_of(columns);
    Day from{first_year, 1, 1}, to{last_year, 12, 31};
    switch (range.kind) {
        case RangeKind::equal:
            from = std::max(from, first_of(range.from));
            to = std::min(to, last_of(range.from));
            break;
        case RangeKind::between:
            from = std::max(from, first_of(range.from));
            to = std::min(to, last_of(range.to));
            break;
        case RangeKind::at_least: from = std::max(from, first_of(range.from)); break;
        case RangeKind::greater: from = std::max(from, after(last_of(range.from))); break;
        case RangeKind::at_most: to = std::min(to, last_of(range.from)); break;
        case RangeKind::less: to = std::min(to, before(first_of(range.from))); break;
    }
    std::vector<std::string> terms;
    while (from <= to) {
        if (from.month == 1 && from.day == 1 && Day{from.year, 12, 31} <= to) {
            terms.push_back(fmt::format("Y{:04}", from.year));
            from = {from.year + 1, 1, 1};
        } else if (from.day == 1 &&
                   Day{from.year, from.month, days_in_month(from.year, from.month)} <= to) {
            terms.push_back(fmt::format("M{:04}{:02}", from.year, from.month));
            from = next_month(from);
        } else {
            terms.push_back(fmt::format("D{:04}{:02}{:02}", from.year, from.month, from.day));
            from = after(from);
        }
    }
    return terms;
}

}  // namespace broadsheet::query
