#include "searchd/request_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "archive/copy_mark.hpp"
#include "searchd/content_hash.hpp"
#include "searchd/cursor.hpp"
#include "text/utf8.hpp"

namespace broadsheet::searchd {

namespace {

using query::Facet;

// What a parameter's value is wrong about, with its mend; nothing where it was taken.
using Complaint = std::optional<std::string>;

struct Draft {
    SearchParams params;
    std::string cursor;
    std::optional<std::uint32_t> page;
    std::optional<query::Collapse> collapse;
    bool no_facets = false;
};

std::optional<std::uint32_t> number_of(std::string_view text) {
    std::uint32_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

Complaint take_query(const std::string& value, Draft& draft) {
    if (value.size() > max_query_bytes) {
        return fmt::format("the query has {} bytes; at most {} are taken, so shorten it",
                           value.size(), max_query_bytes);
    }
    draft.params.request.query = value;
    return {};
}

Complaint take_limit(const std::string& value, Draft& draft) {
    const auto limit = number_of(value);
    if (!limit || *limit < 1 || *limit > query::max_limit) {
        return fmt::format("limit is a number from 1 to {}", query::max_limit);
    }
    draft.params.request.limit = *limit;
    return {};
}

Complaint take_page(const std::string& value, Draft& draft) {
    draft.page = number_of(value);
    if (!draft.page || *draft.page < 1) return "page is a number from 1 on";
    return {};
}

Complaint take_sort(const std::string& value, Draft& draft) {
    const auto sort = query::sort_named(value);
    if (!sort) return "sort is one of relevance, newest and oldest";
    draft.params.request.sort = *sort;
    return {};
}

Complaint take_collapse(const std::string& value, Draft& draft) {
    const auto collapse = query::collapse_named(value);
    if (!collapse) return "collapse is duplicates or none";
    draft.collapse = *collapse;
    return {};
}

Complaint take_cluster(const std::string& value, Draft& draft) {
    if (!archive::cluster_named(value)) {
        return "cluster has 16 hexadecimal digits, as the hits of a search name it";
    }
    draft.params.request.filters.cluster = value;
    return {};
}

Complaint take_cursor(const std::string& value, Draft& draft) {
    draft.cursor = value;
    return {};
}

Complaint take_strict(const std::string& value, Draft& draft) {
    if (value != "0" && value != "1") return "strict is 0 or 1";
    draft.params.strict = value == "1";
    return {};
}

Complaint take_explain(const std::string& value, Draft& draft) {
    if (value != "0" && value != "1") return "explain is 0 or 1";
    draft.params.request.explain = value == "1";
    return {};
}

constexpr std::string_view date_mend =
    "write a year, a month or a day of the calendar: 2025, 2025-07 or 2025-07-09";

Complaint take_from(const std::string& value, Draft& draft) {
    if (!is_calendar_date(value)) return std::string(date_mend);
    draft.params.request.filters.from = value;
    return {};
}

Complaint take_to(const std::string& value, Draft& draft) {
    if (!is_calendar_date(value)) return std::string(date_mend);
    draft.params.request.filters.to = value;
    return {};
}

Complaint add_filter(Facet facet, const std::string& value, Draft& draft) {
    auto& values = draft.params.request.filters.of(facet);
    if (value.size() > max_filter_bytes) {
        return fmt::format("a value has at most {} bytes", max_filter_bytes);
    }
    if (std::find(values.begin(), values.end(), value) != values.end()) return {};
    if (values.size() == max_filter_values) {
        return fmt::format("at most {} values of it are taken", max_filter_values);
    }
    values.push_back(value);
    return {};
}

Complaint take_source(const std::string& value, Draft& draft) {
    return add_filter(Facet::source, value, draft);
}

Complaint take_desk(const std::string& value, Draft& draft) {
    return add_filter(Facet::desk, value, draft);
}

Complaint take_language(const std::string& value, Draft& draft) {
    const bool shaped = std::all_of(value.begin(), value.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    });
    if (!shaped) return "lang is a language tag such as en or pt-br";
    std::string tag = value;
    for (char& letter : tag) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return add_filter(Facet::language, tag, draft);
}

Complaint take_phrase(const std::string& value, Draft& draft) {
    return add_filter(Facet::phrase, value, draft);
}

Complaint take_year(const std::string& value, Draft& draft) {
    if (value.size() != 4 || !is_calendar_date(value)) return "year has four digits, such as 2025";
    return add_filter(Facet::year, value, draft);
}

Complaint take_month(const std::string& value, Draft& draft) {
    if (value.size() != 7 || !is_calendar_date(value)) return "month is written as in 2025-07";
    return add_filter(Facet::month, value, draft);
}

std::optional<Facet> facet_named(std::string_view name) {
    for (std::size_t i = 0; i < query::facet_count; ++i) {
        const auto facet = static_cast<Facet>(i);
        if (query::facet_name(facet) == name) return facet;
    }
    return std::nullopt;
}

Complaint take_facet(std::string_view name, Draft& draft) {
    auto& facets = draft.params.facets;
    if (name == "none") {
        draft.no_facets = true;
    } else if (const auto facet = facet_named(name)) {
        if (std::find(facets.begin(), facets.end(), *facet) == facets.end()) {
            facets.push_back(*facet);
        }
    } else {
        return "facets is a list of source, year, month, language, desk and phrase, or none";
    }
    if (draft.no_facets && !facets.empty()) return "facets is a list of names or none, not both";
    return {};
}

Complaint take_facets(const std::string& value, Draft& draft) {
    std::string_view rest = value;
    while (true) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (auto complaint = take_facet(rest.substr(0, comma), draft)) return complaint;
        if (comma == rest.size()) return {};
        rest.remove_prefix(comma + 1);
    }
}

// Every parameter of a search, as one table.
struct Rule {
    std::string_view name;
    bool for_programs, for_people, repeatable;
    Complaint (*take)(const std::string& value, Draft& draft);
};

constexpr std::array<Rule, 18> search_rules = {{
    {"q", true, true, false, take_query},
    {"limit", true, true, false, take_limit},
    {"cursor", true, false, false, take_cursor},
    {"page", false, true, false, take_page},
    {"sort", true, true, false, take_sort},
    {"collapse", true, true, false, take_collapse},
    {"cluster", true, true, false, take_cluster},
    {"from", true, true, false, take_from},
    {"to", true, true, false, take_to},
    {"source", true, true, true, take_source},
    {"desk", true, true, true, take_desk},
    {"lang", true, true, true, take_language},
    {"year", true, true, true, take_year},
    {"month", true, true, true, take_month},
    {"phrase", true, true, true, take_phrase},
    {"facets", true, false, true, take_facets},
    {"strict", true, false, false, take_strict},
    {"explain", true, false, false, take_explain},
}};

bool applies(const Rule& rule, Audience audience) {
    return audience == Audience::programs ? rule.for_programs : rule.for_people;
}

std::string known_parameters(Audience audience) {
    std::string names;
    for (const Rule& rule : search_rules) {
        if (!applies(rule, audience)) continue;
        names += names.empty() ? "" : ", ";
        names += rule.name;
    }
    return names;
}

ParameterProblem problem_of(const Parameter& parameter, std::string message) {
    return {parameter.name, parameter.value, std::move(message)};
}

ParameterProblem repeated(const Parameter& parameter) {
    return problem_of(parameter, "it is given more than once; give it once");
}

using MaybeProblem = std::optional<ParameterProblem>;

MaybeProblem take_parameter(const Parameter& parameter, Audience audience,
                            std::vector<std::string_view>& seen, Draft& draft) {
    const auto rule = std::find_if(search_rules.begin(), search_rules.end(), [&](const Rule& one) {
        return one.name == parameter.name && applies(one, audience);
    });
    if (rule == search_rules.end()) {
        return problem_of(
            parameter, "there is no such parameter here; there are " + known_parameters(audience));
    }
    const bool again = std::find(seen.begin(), seen.end(), rule->name) != seen.end();
    if (again && !rule->repeatable) return repeated(parameter);
    seen.push_back(rule->name);
    if (parameter.value.empty()) return {};
    if (auto complaint = rule->take(parameter.value, draft)) {
        return problem_of(parameter, std::move(*complaint));
    }
    return {};
}

// Whether the span ends before it begins. Compared as far as both are written: 2025-07 to 2025 is
// the rest of that year.
bool is_reversed(const query::Filters& filters) {
    const auto common = std::min(filters.from.size(), filters.to.size());
    return filters.from.substr(0, common) > filters.to.substr(0, common);
}

std::string too_far() {
    return fmt::format("only the first {} hits can be paged through; narrow the query",
                       query::max_offset);
}

MaybeProblem set_offset_from_page(std::uint32_t page, SearchParams& params) {
    const std::uint64_t offset = (std::uint64_t{page} - 1) * params.request.limit;
    if (offset > query::max_offset)
        return ParameterProblem{"page", std::to_string(page), too_far()};
    params.request.offset = static_cast<std::uint32_t>(offset);
    return {};
}

MaybeProblem set_offset_from_cursor(const std::string& text, SearchParams& params) {
    const auto cursor = cursor_of(text, params.search_hash());
    if (!cursor) {
        return ParameterProblem{"cursor", text,
                                "it is not a cursor of this search; take next_cursor from the page "
                                "before, and keep the other parameters"};
    }
    if (cursor->offset > query::max_offset) return ParameterProblem{"cursor", text, too_far()};
    params.request.offset = cursor->offset;
    params.cursor_generation = cursor->generation;
    return {};
}

void set_facets(Draft& draft) {
    SearchParams& params = draft.params;
    params.request.facets = !draft.no_facets;
    if (draft.no_facets) return;
    if (params.facets.empty()) {
        for (std::size_t i = 0; i < query::facet_count; ++i) {
            params.facets.push_back(static_cast<Facet>(i));
        }
    }
    params.request.phrase_facet =
        std::find(params.facets.begin(), params.facets.end(), Facet::phrase) != params.facets.end();
}

/// Programs count hits; people read them, and are told of the copies. Who asks for the copies gets them.
query::Collapse usual_collapse(const SearchParams& params, Audience audience) {
    const bool folded = audience == Audience::people && params.request.filters.cluster.empty();
    return folded ? query::Collapse::duplicates : query::Collapse::none;
}

MaybeProblem finish(Draft& draft, Audience audience) {
    SearchParams& params = draft.params;
    set_facets(draft);
    params.request.collapse = draft.collapse.value_or(usual_collapse(params, audience));
    if (!params.request.filters.from.empty() && !params.request.filters.to.empty() &&
        is_reversed(params.request.filters)) {
        return ParameterProblem{
            "to", params.request.filters.to,
            "it lies before from (" + params.request.filters.from + "); exchange the two"};
    }
    if (draft.page) return set_offset_from_page(*draft.page, params);
    if (!draft.cursor.empty()) return set_offset_from_cursor(draft.cursor, params);
    return {};
}

}  // namespace

bool SearchParams::asks_for_anything() const {
    const query::Filters& filters = request.filters;
    const bool filtered = std::any_of(std::begin(filters.values), std::end(filters.values),
                                      [](const auto& values) { return !values.empty(); });
    const bool blank = request.query.find_first_not_of(" \t\r\n") == std::string::npos;
    return !blank || filtered || !filters.from.empty() || !filters.to.empty() ||
           !filters.cluster.empty();
}

std::uint64_t SearchParams::search_hash() const {
    // NUL parts the texts: it cannot be in them.
    constexpr std::string_view separator("\0", 1);
    std::uint64_t hash = content_hash_seed;
    const auto mix = [&](std::string_view text) {
        hash = content_hash(separator, content_hash(text, hash));
    };
    mix(request.query);
    mix(query::sort_name(request.sort));
    mix(query::collapse_name(request.collapse));
    for (const auto& values : request.filters.values) {
        for (const std::string& value : values) mix(value);
        mix("");
    }
    mix(request.filters.from);
    mix(request.filters.to);
    mix(request.filters.cluster);
    return hash;
}

std::variant<SearchParams, ParameterProblem> parse_search_params(std::string_view query,
                                                                 Audience audience) {
    auto split = split_query(query);
    if (auto* problem = std::get_if<ParameterProblem>(&split)) return std::move(*problem);
    Draft draft;
    std::vector<std::string_view> seen;
    for (const Parameter& parameter : std::get<std::vector<Parameter>>(split)) {
        if (auto problem = take_parameter(parameter, audience, seen, draft)) {
            return std::move(*problem);
        }
    }
    if (auto problem = finish(draft, audience)) return std::move(*problem);
    return std::move(draft.params);
}

std::string query_in(std::string_view query) {
    const auto split = split_query(query);
    if (split.index() != 0) return {};
    for (const Parameter& parameter : std::get<0>(split)) {
        if (parameter.name == "q" && parameter.value.size() <= max_query_bytes) {
            return parameter.value;
        }
    }
    return {};
}

std::variant<ArticleParams, ParameterProblem> parse_article_params(std::string_view query) {
    auto split = split_query(query);
    if (auto* problem = std::get_if<ParameterProblem>(&split)) return std::move(*problem);
    Draft draft;
    bool seen = false;
    for (const Parameter& parameter : std::get<std::vector<Parameter>>(split)) {
        if (parameter.name != "q") {
            return problem_of(parameter, "there is no such parameter here; there is q");
        }
        if (seen) return repeated(parameter);
        seen = true;
        if (auto complaint = take_query(parameter.value, draft)) {
            return problem_of(parameter, std::move(*complaint));
        }
    }
    return ArticleParams{std::move(draft.params.request.query)};
}

std::optional<ParameterProblem> refuse_parameters(std::string_view query) {
    auto split = split_query(query);
    if (auto* problem = std::get_if<ParameterProblem>(&split)) return std::move(*problem);
    const auto& parameters = std::get<std::vector<Parameter>>(split);
    if (parameters.empty()) return std::nullopt;
    return problem_of(parameters.front(), "there are no parameters here; leave it out");
}

bool is_calendar_date(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-dd";
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != '-') return false;
    }
    const unsigned year = *number_of(text.substr(0, 4));
    const unsigned month = text.size() > 4 ? *number_of(text.substr(5, 2)) : 1;
    const unsigned day = text.size() > 7 ? *number_of(text.substr(8, 2)) : 1;
    if (year == 0) return false;
    return std::chrono::year_month_day(std::chrono::year(static_cast<int>(year)),
                                       std::chrono::month(month), std::chrono::day(day))
        .ok();
}

std::string shown(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return std::string(text);
    return std::string(text.substr(0, text::floor_boundary(text, most))) + "…";
}

}  // namespace broadsheet::searchd
