// Dates as people write them in a query: 2025, 2025-07, 2025-07-09.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::query {

/// A year, a month or a day. A part that was not given is 0.
struct DateValue {
    int year = 0;
    int month = 0;
    int day = 0;
    bool operator==(const DateValue&) const = default;
};

/// The date, or what is wrong with it and how to write it right.
struct DateProblem {
    std::string message;
    std::string hint;
};

/// Reads YYYY, YYYY-MM or YYYY-MM-DD (also with / as 2025/07/09, and YYYYMMDD). Dates that do not
/// begin with the year are ambiguous (03/04/2023 is two days) and refused.
std::optional<DateValue> parse_date(std::string_view text, DateProblem& problem);

std::string print(const DateValue& date);

/// Its first and last day, as YYYYMMDD.
std::string first_day(const DateValue& date);
std::string last_day(const DateValue& date);

/// The days of a month (Gregorian).
int days_in_month(int year, int month);

}  // namespace broadsheet::query
