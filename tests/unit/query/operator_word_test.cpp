// The spellings of operators and functions.
#include "query/syntax/operator_word.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace broadsheet::query;

namespace {

// "W/5", "PRE/3/S n=3", as far as it was read; "none" where it is no operator.
std::string shown(std::string_view word) {
    auto written = read_proximity(word);
    if (!written) return "none";
    if (written->n) written->rule.distance = static_cast<std::uint8_t>(std::min(*written->n, 255U));
    const std::string rule = print(written->rule);
    return written->n.value_or(0) > 255 ? rule + " too far" : rule;
}

std::string shown_function(std::string_view word) {
    const auto written = read_function(word);
    if (!written) return "none";
    if (const auto* count = std::get_if<std::uint32_t>(&written->kind)) return std::to_string(*count);
    if (const auto* rule = std::get_if<CaseRule>(&written->kind)) return std::string(case_rule_name(*rule));
    return std::string(number_name(std::get<GrammaticalNumber>(written->kind)));
}

}  // namespace

TEST_CASE("distance operators are read in all their spellings, and words that look alike are words") {
    const auto [word, rule] = GENERATE(table<std::string, std::string>({
        {"W/5", "W/5"},         {"w/5", "W/5"},           {"NEAR/5", "W/5"},      {"near/5", "W/5"},
        {"NEAR5", "W/5"},       {"PRE/2", "PRE/2"},       {"pre/2", "PRE/2"},     {"ADJ4", "PRE/4"},
        {"adj/4", "PRE/4"},     {"W/S", "W/S"},           {"w/p", "W/P"},         {"W/SEG", "W/SEG"},
        {"W/5/S", "W/5/S"},     {"w/5/seg", "W/5/SEG"},   {"PRE/9/P", "PRE/9/P"}, {"W/255", "W/255"},
        {"W/256", "W/255 too far"},                       {"W/99999999999", "W/255 too far"},
        {"W/0", "W"},           {"W/", "none"},           {"W", "none"},          {"W5", "none"},
        {"W/5X", "none"},       {"W/X", "none"},          {"W/5/", "none"},       {"W/5/X", "none"},
        {"W/S/5", "none"},      {"NEAR", "none"},         {"NEAR/", "none"},      {"NEARS", "none"},
        {"NEAR/S", "none"},     {"PRE", "none"},          {"PRE5", "none"},       {"PRE/S", "none"},
        {"ADJ", "none"},        {"ADJUST", "none"},       {"ADJ4X", "none"},      {"XW/5", "none"},
        {"W/-5", "none"},       {"W/5 ", "none"},         {"", "none"},
    }));
    CAPTURE(word);
    CHECK(shown(word) == rule);
}

TEST_CASE("functions are read in capitals only") {
    const auto [word, function] = GENERATE(table<std::string, std::string>({
        {"ATLEAST3", "3"},       {"ATLEAST0", "0"},     {"ATLEAST255", "255"}, {"ATLEAST99999999999", "4294967295"},
        {"ATLEAST", "none"},     {"ATLEAST3X", "none"}, {"atleast3", "none"},  {"CAPS", "CAPS"},
        {"ALLCAPS", "ALLCAPS"},  {"NOCAPS", "NOCAPS"},  {"caps", "none"},      {"SINGULAR", "SINGULAR"},
        {"PLURAL", "PLURAL"},    {"PLURALS", "none"},   {"", "none"},
    }));
    CAPTURE(word);
    CHECK(shown_function(word) == function);
}
