#include "indexer/version_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "indexer/news_instant.hpp"
#include "text/ascii.hpp"

namespace broadsheet::indexer {

namespace {

using std::partial_ordering;

constexpr std::string_view digits = "0123456789";

/// Takes the run of digits off the front of `text`, and the zeros off the front of the run.
std::string_view take_digits(std::string_view& text) {
    const std::size_t end = std::min(text.size(), text.find_first_not_of(digits));
    std::string_view run = text.substr(0, end);
    text.remove_prefix(end);
    run.remove_prefix(std::min(run.size(), run.find_first_not_of('0')));
    return run;
}

partial_ordering compare_naturally(std::string_view left, std::string_view right) {
    while (!left.empty() && !right.empty()) {
        if (text::is_digit(left.front()) && text::is_digit(right.front())) {
            const std::string_view a = take_digits(left), b = take_digits(right);
            if (a.size() != b.size()) return a.size() <=> b.size();
            if (a != b) return a <=> b;
            continue;
        }
        const auto a = static_cast<unsigned char>(text::ascii_lower(left.front()));
        const auto b = static_cast<unsigned char>(text::ascii_lower(right.front()));
        if (a != b) return a <=> b;
        left.remove_prefix(1);
        right.remove_prefix(1);
    }
    return left.size() <=> right.size();
}

/// A year, or any other number, is no date.
std::optional<NewsInstant> version_date(std::string_view version) {
    if (version.find('-') == std::string_view::npos) return std::nullopt;
    return instant_of(version);
}

/// Of a time with a zone and one without, or a time and a day, the order is not told.
partial_ordering compare_instants(const NewsInstant& left, const NewsInstant& right) {
    const bool alike = left.has_time == right.has_time && left.has_zone == right.has_zone;
    return alike ? partial_ordering(left.at <=> right.at) : partial_ordering::unordered;
}

partial_ordering compare_dates(std::string_view left, std::string_view right) {
    const auto a = instant_of(left), b = instant_of(right);
    if (!a || !b || !a->has_time || !b->has_time) return partial_ordering::unordered;
    return compare_instants(*a, *b);
}

}  // namespace

VersionMark version_mark(const archive::Article& article) {
    return {article.version, article.date};
}

std::string to_text(const VersionMark& mark) {
    if (mark.version.empty()) return fmt::format("that of {}", mark.date);
    return fmt::format("version {}{}{}", mark.version, mark.date.empty() ? "" : " of ", mark.date);
}

partial_ordering compare_versions(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty()) return partial_ordering::unordered;
    const auto a = version_date(left), b = version_date(right);
    if (a && b) return compare_instants(*a, *b);
    return a || b ? partial_ordering::unordered : compare_naturally(left, right);
}

partial_ordering compare(const VersionMark& left, const VersionMark& right) {
    const auto by_version = compare_versions(left.version, right.version);
    return std::is_neq(by_version) && by_version != partial_ordering::unordered
               ? by_version
               : compare_dates(left.date, right.date);
}

bool is_older(const VersionMark& left, const VersionMark& right) {
    return compare(left, right) == partial_ordering::less;
}

}  // namespace broadsheet::indexer
