#include "query/syntax/foreign_syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "query/syntax/operator_word.hpp"
#include "text/ascii.hpp"

namespace broadsheet::query {

namespace {

struct Renamed {
    std::string_view there, here;
};

struct DistanceName {
    std::string_view there, here;
    bool takes_number, takes_stretch;
};

// "n/a", "p/e", "w/o" and "+5" are words.
constexpr std::array distance_names = {
    DistanceName{"/", "W/", true, true},       DistanceName{"W/", "W/", false, true},
    DistanceName{"NEAR/", "W/", false, true},  DistanceName{"WITHIN/", "W/", true, true},
    DistanceName{"N/", "W/", true, false},     DistanceName{"P/", "PRE/", true, false},
    DistanceName{"ONEAR/", "PRE/", true, true}, DistanceName{"PRE/", "PRE/", false, true},
    DistanceName{"+", "PRE/", false, true},
};

constexpr std::array stretch_names = {
    Renamed{"S", "S"},    Renamed{"SENT", "S"},  Renamed{"SENTENCE", "S"},
    Renamed{"P", "P"},    Renamed{"PAR", "P"},   Renamed{"PARA", "P"},
    Renamed{"PARAGRAPH", "P"},                   Renamed{"SEG", "SEG"},
    Renamed{"SEC", "SEG"}, Renamed{"SECT", "SEG"}, Renamed{"SECTION", "SEG"},
};

constexpr std::array distance_calls = {"AROUND", "NEAR", "WITHIN"};

constexpr std::array operator_hints = {
    Renamed{"NEAR", "write W/5 for a distance"},
    Renamed{"AROUND", "write W/5 for a distance"},
    Renamed{"WITHIN", "write W/5 for a distance"},
    Renamed{"W/", "write W/5 for a distance"},
    Renamed{"NEAR/", "write W/5 for a distance"},
    Renamed{"BEFORE", "write PRE/5 for words in this order"},
    Renamed{"ONEAR", "write PRE/5 for words in this order"},
    Renamed{"PRE", "write PRE/5 for words in this order"},
    Renamed{"PRE/", "write PRE/5 for words in this order"},
    Renamed{"ADJ", "write PRE/1 for words side by side"},
    Renamed{"SAME", "write W/P for the same paragraph"},
    Renamed{"XOR", "write (a OR b) NOT (a AND b) for one without the other"},
    Renamed{"ANDNOT", "write NOT for the operator"},
    Renamed{"BUTNOT", "write NOT for the operator"},
};

// By what stands here in place of it.
constexpr std::string_view write_source = "write source:reuters", write_date = "write date:2025-07",
                           write_headline = "write headline:truce", write_body = "write body:truce",
                           write_topic = "write topic:, or phrase: for what an article is about",
                           write_place = "write place:qatar",
                           write_phrase = "write phrase: for names that an article is about",
                           write_deck = "write deck: or lead:", write_byline = "write by:\"Jane Roe\"",
                           no_address = "addresses are not searched; write source: for a publication",
                           no_file_type = "all articles are searched alike; leave it out";

constexpr std::array field_hints = {
    Renamed{"rst", write_source},       Renamed{"sc", write_source},
    Renamed{"site", write_source},      Renamed{"publication", write_source},
    Renamed{"publisher", write_source}, Renamed{"pd", write_date},
    Renamed{"dt", write_date},          Renamed{"pubdate", write_date},
    Renamed{"year", "write date:2025"}, Renamed{"yr", "write date:2025"},
    Renamed{"before", "write date<2025-07"}, Renamed{"until", "write date<=2025-07"},
    Renamed{"after", "write date>2025-07"},  Renamed{"since", "write date>=2025-07"},
    Renamed{"intitle", write_headline}, Renamed{"allintitle", write_headline},
    Renamed{"intext", write_body},      Renamed{"allintext", write_body},
    Renamed{"text", write_body},        Renamed{"tx", write_body},
    Renamed{"ft", write_body},          Renamed{"ab", write_deck},
    Renamed{"abstract", write_deck},    Renamed{"summary", write_deck},
    Renamed{"writer", write_byline},    Renamed{"ns", write_topic},
    Renamed{"su", write_topic},         Renamed{"subject", write_topic},
    Renamed{"terms", write_topic},      Renamed{"tag", write_topic},
    Renamed{"re", write_place},         Renamed{"loc", write_place},
    Renamed{"geographic", write_place}, Renamed{"country", write_place},
    Renamed{"co", write_phrase},        Renamed{"company", write_phrase},
    Renamed{"person", write_phrase},    Renamed{"inurl", no_address},
    Renamed{"allinurl", no_address},    Renamed{"url", no_address},
    Renamed{"link", no_address},        Renamed{"filetype", no_file_type},
    Renamed{"ext", no_file_type},       Renamed{"an", "write id: and the article's own id"},
};

template <typename Table>
std::string_view renamed(const Table& table, std::string_view there) {
    const auto found = std::ranges::find(table, there, &Renamed::there);
    return found == table.end() ? std::string_view() : found->here;
}

// A stretch alone follows PRE/ only behind a number, and no sentence is longer than the largest.
std::string distance_of_stretch(const DistanceName& name, std::string_view stretch) {
    if (name.here == "PRE/") return fmt::format("PRE/{}/{}", max_count, stretch);
    return fmt::format("{}{}", name.here, stretch);
}

// Where the digits at `at` end.
std::size_t digits_end(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of("0123456789", at), text.size());
}

// A year, or a date with its hyphens.
bool is_dated(std::string_view text) {
    return !text.empty() && text::is_digit(text.front()) && text::is_digit(text.back()) &&
           std::ranges::all_of(text, [](char c) { return text::is_digit(c) || c == '-'; });
}

}  // namespace

std::string foreign_proximity(std::string_view word) {
    if (read_proximity(word)) return {};
    const std::string upper = text::ascii_upper(word);
    for (const DistanceName& name : distance_names) {
        if (!upper.starts_with(name.there)) continue;
        const std::string_view rest = std::string_view(upper).substr(name.there.size());
        const auto stretch = renamed(stretch_names, rest);
        if (name.takes_stretch && !stretch.empty()) return distance_of_stretch(name, stretch);
        const std::string here = std::string(name.here).append(rest);
        if (name.takes_number && !rest.empty() && text::is_digit(rest[0]) && read_proximity(here)) {
            return here;
        }
    }
    return {};
}

std::string_view foreign_distance_call(std::string_view word, std::string_view behind) {
    constexpr std::size_t most_digits = 3;  // as many as the largest distance has
    const std::size_t close = behind.substr(0, most_digits + 2).find(')');
    if (!behind.starts_with('(') || close == std::string_view::npos) return {};
    const std::string_view digits = behind.substr(1, close - 1);
    const std::string name = text::ascii_upper(word);
    const bool known = std::ranges::find(distance_calls, name) != distance_calls.end();
    return known && text::all_digits(digits) ? digits : std::string_view();
}

std::optional<std::string> foreign_operator_hint(std::string_view word) {
    if (const auto hint = renamed(operator_hints, word); !hint.empty()) return std::string(hint);
    if (word.size() < 2 || word.size() > 4 || !text::all_digits(word.substr(1))) return std::nullopt;
    const std::string_view digits = word.substr(1);
    if (word[0] == 'N') return fmt::format("write W/{} for a distance", digits);
    if (word[0] == 'W' || word[0] == '+') {
        return fmt::format("write PRE/{} for words in this order", digits);
    }
    return std::nullopt;
}

std::string foreign_function(std::string_view word) {
    constexpr std::string_view shortened = "ATL";
    const std::string upper = text::ascii_upper(word);
    if (!upper.starts_with(shortened) || !text::all_digits(upper.substr(shortened.size()))) return {};
    return "ATLEAST" + upper.substr(shortened.size());
}

std::string_view foreign_field_hint(std::string_view name) {
    return renamed(field_hints, text::ascii_lower(name));
}

std::size_t boost_length(std::string_view text) {
    if (!text.starts_with('^')) return 0;
    const std::size_t end = digits_end(text, 1);
    if (end == 1) return 0;
    const bool fraction = end + 1 < text.size() && text[end] == '.' && text::is_digit(text[end + 1]);
    return fraction ? digits_end(text, end + 1) : end;
}

bool is_bare_range(std::string_view text) {
    const std::size_t dots = text.find("..");
    return dots != std::string_view::npos && is_dated(text.substr(0, dots)) &&
           is_dated(text.substr(dots + 2));
}

std::optional<StarForWord> star_for_a_word(std::string_view phrase) {
    constexpr std::string_view blanks = " \t\n\v\f\r";
    std::size_t before = 0, before_end = 0, star = 0, star_end = 0, behind_end = 0, stars = 0;
    for (std::size_t at = phrase.find_first_not_of(blanks); at < phrase.size();) {
        const std::size_t end = std::min(phrase.find_first_of(blanks, at), phrase.size());
        const bool is_star = phrase.substr(at, end - at).find_first_not_of('*') == std::string_view::npos;
        if (is_star && behind_end > 0) break;
        if (is_star && before_end > 0) {
            if (stars++ == 0) star = at;
            star_end = end;
        } else if (!is_star) {
            if (before_end == 0) before = at;
            (stars > 0 ? behind_end : before_end) = end;
        }
        at = phrase.find_first_not_of(blanks, end);
    }
    if (behind_end == 0) return std::nullopt;
    const auto trimmed = [&](std::size_t begin, std::size_t end) {
        begin = phrase.find_first_not_of(blanks, begin);
        return phrase.substr(begin, end - begin);
    };
    return StarForWord{star, star_end - star,
                       fmt::format("write \"{}\" PRE/{} \"{}\"", trimmed(before, before_end),
                                   std::min<std::size_t>(stars + 1, max_count),
                                   trimmed(star_end, behind_end))};
}

std::string foreign_range(std::string_view field, std::string_view value, std::string_view to) {
    if (value.starts_with('>') || value.starts_with('<')) return fmt::format("{}{}", field, value);
    if (!value.starts_with('[') && !value.starts_with('{')) return {};
    const std::string_view from = value.substr(1);
    if (from == "*") return to.empty() ? "" : fmt::format("{}<={}", field, to);
    if (to.empty()) return fmt::format("{}>={}", field, from);
    return fmt::format("{}:{}..{}", field, from, to);
}

}  // namespace broadsheet::query
