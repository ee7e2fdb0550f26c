#include "query/syntax/date_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/ascii.hpp"

namespace broadsheet::query {

namespace {

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find_first_of("-/.");
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::optional<DateValue> checked(DateValue date, std::string_view text, DateProblem& problem) {
    if (date.month > 12 || (date.day > 0 && date.month < 1)) {
        problem = {fmt::format("'{}' is no date: there is no month {}", text, date.month),
                   "write year, month, day: 2025-07-09"};
        return std::nullopt;
    }
    if (date.day > 0 && date.day > days_in_month(date.year, date.month)) {
        problem = {fmt::format("'{}' is no date: that month has {} days", text,
                               days_in_month(date.year, date.month)),
                   fmt::format("the month is {:04}-{:02}", date.year, date.month)};
        return std::nullopt;
    }
    return date;
}

std::optional<DateValue> compact(std::string_view text, DateProblem& problem) {
    DateValue date{number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2))};
    if (date.month == 0 || date.day == 0) {
        problem = {fmt::format("'{}' is no date", text), "write year, month, day: 2025-07-09"};
        return std::nullopt;
    }
    return checked(date, text, problem);
}

}  // namespace

int days_in_month(int year, int month) {
    static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<DateValue> parse_date(std::string_view text, DateProblem& problem) {
    if (text.size() == 8 && text::all_digits(text)) return compact(text, problem);
    const auto parts = split(text);
    const bool digits = std::ranges::all_of(parts, text::all_digits);
    if (digits && parts.size() == 3 && parts[0].size() <= 2 && parts[2].size() == 4) {
        const std::string one = fmt::format("{}-{:02}-{:02}", parts[2], number(parts[1]),
                                            number(parts[0]));
        const std::string other = fmt::format("{}-{:02}-{:02}", parts[2], number(parts[0]),
                                              number(parts[1]));
        problem = {fmt::format("'{}' could be read as two dates", text),
                   fmt::format("write {} or {}", one, other)};
        return std::nullopt;
    }
    const bool sizes = parts[0].size() == 4 && parts.size() <= 3 &&
                       std::all_of(parts.begin() + 1, parts.end(),
                                   [](auto part) { return part.size() >= 1 && part.size() <= 2; });
    if (!digits || !sizes) {
        problem = {fmt::format("'{}' is no date", text),
                   "write a year, month or day: 2025, 2025-07, 2025-07-09"};
        return std::nullopt;
    }
    DateValue date{number(parts[0]), 0, 0};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const int value = number(parts[i]);
        (i == 1 ? date.month : date.day) = value;
        if (value == 0) {
            problem = {fmt::format("'{}' is no date: months and days count from 1", text),
                       "write year, month, day: 2025-07-09"};
            return std::nullopt;
        }
    }
    return checked(date, text, problem);
}

std::string print(const DateValue& date) {
    if (date.month == 0) return fmt::format("{:04}", date.year);
    if (date.day == 0) return fmt::format("{:04}-{:02}", date.year, date.month);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string first_day(const DateValue& date) {
    return fmt::format("{:04}{:02}{:02}", date.year, std::max(date.month, 1),
                       std::max(date.day, 1));
}

std::string last_day(const DateValue& date) {
    const int month = date.month == 0 ? 12 : date.month;
    const int day = date.day == 0 ? days_in_month(date.year, month) : date.day;
    return fmt::format("{:04}{:02}{:02}", date.year, month, day);
}

}  // namespace broadsheet::query
