#include "indexer/readers/iso_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/readers/typography.hpp"

namespace broadsheet::indexer {

namespace {

/// Reads an ISO 8601 date from its left to its right.
class DateScanner {
  public:
    explicit DateScanner(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool skip(char expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest() const { return rest_; }

    bool begins_with_digit() const {
        return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
    }

    bool skip_digits() {
        const std::size_t end = std::min(rest_.size(), rest_.find_first_not_of("0123456789"));
        rest_.remove_prefix(end);
        return end > 0;
    }

    /// Exactly `digits` figures with a value within [low, high].
    std::optional<int> number(std::size_t digits, int low, int high) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        const bool all = error == std::errc() && end == rest_.data() + digits && rest_[0] != '-';
        if (!all || value < low || value > high) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }

  private:
    std::string_view rest_;
};

int days_in_month(int year, int month) {
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

bool read_offset(DateScanner& scanner) {
    if (scanner.skip('Z') || scanner.skip('z')) return true;
    if (!scanner.skip('+') && !scanner.skip('-')) return false;
    if (!scanner.number(2, 0, 23)) return false;
    if (scanner.at_end()) return true;
    scanner.skip(':');
    return scanner.number(2, 0, 59).has_value();
}

/// The time after T, with its zone as given: 14:30, 14:30:05.25+03:00, 143005; null for anything
/// else. Seconds may be 60, as leap seconds are.
std::optional<std::string> read_time(std::string_view text) {
    DateScanner scanner(text);
    const auto hour = scanner.number(2, 0, 24);
    const bool extended = scanner.skip(':');
    const auto minute = hour ? scanner.number(2, 0, 59) : std::nullopt;
    if (!minute) return std::nullopt;
    std::string out = fmt::format("{:02}:{:02}", *hour, *minute);
    if (extended ? scanner.skip(':') : scanner.begins_with_digit()) {
        const auto second = scanner.number(2, 0, 60);
        if (!second) return std::nullopt;
        out += fmt::format(":{:02}", *second);
        const std::string_view before = scanner.rest();
        if ((scanner.skip('.') || scanner.skip(',')) && !scanner.skip_digits()) return std::nullopt;
        out += before.substr(0, before.size() - scanner.rest().size());
    }
    out += scanner.rest();
    const bool ends = scanner.at_end() || (read_offset(scanner) && scanner.at_end());
    return ends ? std::optional(out) : std::nullopt;
}

std::optional<std::string> read_basic_date(std::string_view value) {
    DateScanner scanner(value);
    const auto year = scanner.number(4, 1000, 2999);
    const auto month = year ? scanner.number(2, 1, 12) : year;
    const auto day = month ? scanner.number(2, 1, days_in_month(*year, *month)) : month;
    if (!day || !scanner.at_end()) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
}

}  // namespace

std::optional<std::string> read_iso_date(std::string_view value) {
    value = trim(value);
    if (value.size() == 8) {
        if (auto basic = read_basic_date(value)) return basic;
    }
    DateScanner scanner(value);
    const auto year = scanner.number(4, 1000, 2999);
    if (!year) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    const auto month = scanner.skip('-') ? scanner.number(2, 1, 12) : std::nullopt;
    if (!month) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    const auto day =
        scanner.skip('-') ? scanner.number(2, 1, days_in_month(*year, *month)) : std::nullopt;
    if (!day) return std::nullopt;
    if (scanner.at_end()) return std::string(value);
    if (!scanner.skip('T') && !scanner.skip('t') && !scanner.skip(' ')) return std::nullopt;
    const auto time = read_time(scanner.rest());
    if (!time) return std::nullopt;
    return fmt::format("{}T{}", value.substr(0, 10), *time);
}

}  // namespace broadsheet::indexer
