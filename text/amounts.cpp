#include "text/amounts.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace broadsheet::text {

namespace {

constexpr auto units = std::to_array<Unit>({
    {"bn", "bn"}, {"bln", "bn"}, {"billion", "bn"},
    {"tn", "tn"}, {"trn", "tn"}, {"trillion", "tn"},
    {"m", "m", "m"}, {"mn", "million", "m"}, {"mln", "million", "m"}, {"million", "million", "m"},
    {"k", "k"}, {"am", "am"}, {"pm", "pm"},
    {"percent", "percent"}, {"pct", "percent"}, {"pc", "percent"},
    {"km", "km"}, {"cm", "cm"}, {"mm", "mm"}, {"kg", "kg"}, {"mph", "mph"}, {"kmh", "kmh"},
    {"mw", "mw"}, {"gw", "gw"}, {"kwh", "kwh"}, {"mb", "mb"}, {"gb", "gb"}, {"tb", "tb"},
});
constexpr std::size_t longest_unit = 8;  // "trillion"

const Unit* unit_of(std::string_view word) {
    const auto found = std::ranges::find(units, word, &Unit::written);
    return found == units.end() ? nullptr : &*found;
}

}  // namespace

FoundUnit find_unit(std::string_view text, std::size_t from) {
    const auto letter_at = [&](std::size_t at) {
        return at < text.size() && is_ascii_letter(text[at]);
    };
    if (letter_at(from) && text.substr(from + 1, 1) == "." && letter_at(from + 2)) {  // p.m.
        const char letters[] = {ascii_lower(text[from]), ascii_lower(text[from + 2])};
        const std::size_t end = from + (text.substr(from + 3, 1) == "." ? 4 : 3);
        return {unit_of({letters, 2}), end};
    }
    char letters[longest_unit];
    std::size_t end = from;
    for (; letter_at(end); ++end) {
        if (end - from == longest_unit) return {};
        letters[end - from] = ascii_lower(text[end]);
    }
    return {unit_of({letters, end - from}), end};
}

bool is_unit_word(std::string_view form) {
    return form == "per" || form == "cent" || unit_of(form) != nullptr;
}

bool is_percent_sign(char32_t c) { return c == '%' || c == 0x66A || c == 0xFF05; }

bool is_amount_space(char32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

}  // namespace broadsheet::text
