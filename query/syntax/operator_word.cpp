#include "query/syntax/operator_word.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include "text/ascii.hpp"

namespace broadsheet::query {

namespace {

// The digits at the front of `rest`, which are taken from it; a number too large for any is cut.
std::optional<std::uint32_t> take_number(std::string_view& rest) {
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0) return std::nullopt;
    std::uint32_t number = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + digits, number);
    if (read.ec != std::errc()) number = std::numeric_limits<std::uint32_t>::max();
    rest.remove_prefix(digits);
    return number;
}

std::optional<Stretch> stretch_named(std::string_view name) {
    if (name == "S") return Stretch::sentence;
    if (name == "P") return Stretch::paragraph;
    if (name == "SEG") return Stretch::section;
    return std::nullopt;
}

struct Spelling {
    std::string_view name;
    bool ordered;
    bool takes_stretch;  ///< W/S without a number
};

// The longer name of two that begin alike comes first.
constexpr std::array spellings = {
    Spelling{"W/", false, true},     Spelling{"NEAR/", false, false}, Spelling{"NEAR", false, false},
    Spelling{"PRE/", true, false},   Spelling{"ADJ/", true, false},   Spelling{"ADJ", true, false},
};

std::optional<WrittenProximity> read_as(const Spelling& spelling, std::string_view word) {
    if (!word.starts_with(spelling.name)) return std::nullopt;
    word.remove_prefix(spelling.name.size());
    WrittenProximity written;
    written.rule.ordered = spelling.ordered;
    written.n = take_number(word);
    if (written.n.has_value() && word.empty()) return written;
    if (written.n.has_value()) {
        if (!word.starts_with('/')) return std::nullopt;
        word.remove_prefix(1);
    } else if (!spelling.takes_stretch) {
        return std::nullopt;
    }
    const auto stretch = stretch_named(word);
    if (!stretch) return std::nullopt;
    written.rule.within = *stretch;
    return written;
}

}  // namespace

std::optional<WrittenProximity> read_proximity(std::string_view word) {
    const std::string name = text::ascii_upper(word);
    for (const Spelling& spelling : spellings) {
        if (auto written = read_as(spelling, name)) return written;
    }
    return std::nullopt;
}

std::optional<WrittenFunction> read_function(std::string_view word) {
    constexpr std::string_view at_least = "ATLEAST";
    if (word.starts_with(at_least)) {
        std::string_view rest = word.substr(at_least.size());
        const auto count = take_number(rest);
        if (!count || !rest.empty()) return std::nullopt;
        return WrittenFunction{*count};
    }
    for (const CaseRule rule : {CaseRule::caps, CaseRule::all_caps, CaseRule::no_caps}) {
        if (word == case_rule_name(rule)) return WrittenFunction{rule};
    }
    for (const auto number : {GrammaticalNumber::singular, GrammaticalNumber::plural}) {
        if (word == number_name(number)) return WrittenFunction{number};
    }
    return std::nullopt;
}

std::string print(const ProximityRule& rule) {
    std::string out = rule.negated ? "NOT " : "";
    out += rule.ordered ? "PRE" : "W";
    if (rule.distance > 0) out += fmt::format("/{}", rule.distance);
    switch (rule.within) {
        case Stretch::article: break;
        case Stretch::section: out += "/SEG"; break;
        case Stretch::paragraph: out += "/P"; break;
        case Stretch::sentence: out += "/S"; break;
    }
    return out;
}

std::string_view case_rule_name(CaseRule rule) {
    switch (rule) {
        case CaseRule::caps: return "CAPS";
        case CaseRule::all_caps: return "ALLCAPS";
        case CaseRule::no_caps: return "NOCAPS";
    }
    return {};
}

std::string_view number_name(GrammaticalNumber number) {
    return number == GrammaticalNumber::singular ? "SINGULAR" : "PLURAL";
}

}  // namespace broadsheet::query
