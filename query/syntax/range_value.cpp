#include "query/syntax/range_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace broadsheet::query {

namespace {

using Read = std::variant<Node, Diagnostic>;

/// A value as it is written: one end, or both.
struct Ends {
    RangeKind kind;
    std::string_view from, to;
};

Diagnostic reversed(InputRange at, std::string hint) {
    return {"reversed-range", at, "this range ends before it begins", std::move(hint)};
}

Read date_range(const Ends& ends, InputRange all, InputRange at) {
    DateRange node{ends.kind, {}, {}};
    DateProblem problem;
    const auto read = [&](std::string_view text, DateValue& date) {
        const auto parsed = parse_date(text, problem);
        if (parsed) date = *parsed;
        return parsed.has_value();
    };
    const bool between = ends.kind == RangeKind::between;
    if (!read(ends.from, node.from) || (between && !read(ends.to, node.to))) {
        return Diagnostic{"bad-date", at, problem.message, problem.hint};
    }
    if (between && first_day(node.from) > last_day(node.to)) {
        return reversed(at, fmt::format("write date:{}..{}", print(node.to), print(node.from)));
    }
    return Node{all, node};
}

std::optional<std::uint32_t> read_number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Read number_range(std::string_view field, const Ends& ends, InputRange all, InputRange at) {
    const bool between = ends.kind == RangeKind::between;
    const auto from = read_number(ends.from), to = between ? read_number(ends.to) : 0;
    if (!from || !to) {
        return Diagnostic{"bad-number", at, fmt::format("'{}' is no whole number", from ? ends.to : ends.from),
                          fmt::format("write digits: {}>800", field)};
    }
    if (between && *from > *to) return reversed(at, fmt::format("write {}:{}..{}", field, *to, *from));
    return Node{all, NumberRange{std::string(field), ends.kind, *from, *to}};
}

}  // namespace

Read read_range(const archive::Field& field, RangeKind kind, std::string_view value, InputRange all,
                InputRange at) {
    Ends ends{kind, value, {}};
    if (const std::size_t dots = value.find(".."); dots != std::string_view::npos) {
        ends = {RangeKind::between, value.substr(0, dots), value.substr(dots + 2)};
        if (kind != RangeKind::equal) {
            return Diagnostic{"bad-range", all, "a comparison takes one value, not a range",
                              fmt::format("write {}:{}..{}", field.name, ends.from, ends.to)};
        }
    }
    return field.kind == archive::FieldKind::date ? date_range(ends, all, at)
                                                  : number_range(field.name, ends, all, at);
}

}  // namespace broadsheet::query
