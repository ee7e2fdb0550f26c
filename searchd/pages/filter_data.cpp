#include "searchd/pages/filter_data.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/pages/human_date.hpp"
#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/language_tags.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

List parameter_inputs(const Parameters& parameters) {
    List inputs;
    for (const auto& [name, value] : parameters) {
        Data input;
        input["name"] = Data(clean(name));
        input["value"] = Data(clean(value));
        inputs.push_back(std::move(input));
    }
    return inputs;
}

// One facet: its name in the response, the parameter that filters by it, and how it is shown.
struct Facet {
    std::string_view name, parameter, label;
    bool by_time;  // newest first rather than most frequent first
};

constexpr std::array<Facet, 6> known_facets = {{{"phrase", "phrase", "Key phrase", false},
                                                {"year", "year", "Year", true},
                                                {"month", "month", "Month", true},
                                                {"source", "source", "Source", false},
                                                {"desk", "desk", "Desk", false},
                                                {"language", "lang", "Language", false}}};

std::string parameter_label(std::string_view parameter) {
    for (const Facet& facet : known_facets) {
        if (facet.parameter == parameter) return std::string(facet.label);
    }
    return clean(parameter);
}

std::string filter_value_text(std::string_view parameter, std::string_view value) {
    if (parameter == "lang") return language_name(value);
    if (parameter == "month") return human_date(value).text;
    return clean(value);
}

Data facet_value(const SearchState& state, const Facet& facet, const json::object& entry) {
    const std::string value(string_at(entry, "value"));
    const std::string parameter(facet.parameter);
    const bool selected = flag_at(entry, "selected") || state.has(parameter, value);
    Data data;
    data["name"] = Data(filter_value_text(parameter, value));
    data["count"] = Data(grouped(count_at(entry, "count")));
    data["selected"] = Data(selected);
    data["href"] = Data(selected ? url_without_filter(state, parameter, value)
                                 : url_with_filter(state, parameter, value));
    return data;
}

std::vector<const json::object*> facet_entries(const json::array& values, const Facet& facet) {
    std::vector<const json::object*> entries;
    for (const auto& value : values) {
        if (!string_at(object_of(value), "value").empty()) entries.push_back(&object_of(value));
    }
    if (facet.by_time) {
        std::stable_sort(entries.begin(), entries.end(), [](const auto* left, const auto* right) {
            return string_at(*left, "value") > string_at(*right, "value");
        });
    }
    return entries;
}

// The first values are shown, the rest on demand; a rest of one is shown, it takes no more room.
Data facet_group(const SearchState& state, const Facet& facet, const json::array& values) {
    constexpr std::size_t shown = 6;
    const auto entries = facet_entries(values, facet);
    const std::size_t first = entries.size() == shown + 1 ? shown + 1 : shown;
    List top, more;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        (i < first ? top : more).push_back(facet_value(state, facet, *entries[i]));
    }
    Data group;
    group["param"] = Data(std::string(facet.parameter));
    group["label"] = Data(std::string(facet.label));
    group["values"] = Data(top);
    group["more_count"] = Data(grouped(static_cast<std::int64_t>(more.size())));
    set_list(group, "more", more);
    return group;
}

Data chip(const std::string& label, const std::string& value, const std::string& href) {
    Data data;
    set_text(data, "label", label);
    data["value"] = Data(value);
    data["href"] = Data(href);
    return data;
}

}  // namespace

void set_search_form(Data& page, const SearchState& state) {
    page["query_input"] = Data(clean(state.query));
    page["query_invalid"] = Data(false);
    page["kept"] = Data(parameter_inputs(parameters_but_query(state)));
    set_text(page, "query_short", shorten(clean(state.query), 120));
}

void set_facets(Data& page, const SearchState& state, const json::object& facets) {
    List groups;
    for (const Facet& facet : known_facets) {
        const json::array& values = array_at(facets, facet.name);
        if (!values.empty()) groups.push_back(facet_group(state, facet, values));
    }
    page["facets"] = Data(groups);
    page["has_filters"] = Data(!groups.empty());
    page["from"] = Data(clean(state.from));
    page["to"] = Data(clean(state.to));
    SearchState dateless = state;
    dateless.from.clear();
    dateless.to.clear();
    page["kept_without_dates"] = Data(parameter_inputs(parameters_but_query(dateless)));
}

void set_chips(Data& page, const SearchState& state) {
    List chips;
    for (const auto& [name, value] : state.filters) {
        chips.push_back(chip(parameter_label(name), filter_value_text(name, value),
                             url_without_filter(state, name, value)));
    }
    if (!state.from.empty()) {
        SearchState open = state;
        open.from.clear();
        chips.push_back(chip("From", human_date(state.from).text, search_url(open)));
    }
    if (!state.to.empty()) {
        SearchState open = state;
        open.to.clear();
        chips.push_back(chip("Until", human_date(state.to).text, search_url(open)));
    }
    if (!state.cluster.empty()) {
        chips.push_back(chip("", "Copies of one article", url_of_copies(state, "")));
    }
    set_list(page, "chips", chips);
    set_text(page, "clear_url", state.narrowed() ? url_without_filters(state) : "");
}

void set_copies(Data& page, const SearchState& state, const json::object& total) {
    const std::int64_t folded = count_at(total, "value") - count_at(total, "distinct");
    const bool has_folded = has_number(total, "distinct") && folded > 0;
    set_text(page, "folded", has_folded ? counted(folded, "copy", "copies") : "");
    set_text(page, "unfold_url", has_folded ? url_with_copies(state, true) : "");
    set_text(page, "fold_url", state.all_copies ? url_with_copies(state, false) : "");
}

void set_sorts(Data& page, const SearchState& state) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> orders = {
        {{"", "Relevance"}, {"newest", "Newest"}, {"oldest", "Oldest"}}};
    List sorts;
    for (const auto& [order, label] : orders) {
        SearchState sorted = state;
        sorted.sort = order;
        Data data;
        data["label"] = Data(std::string(label));
        data["href"] = Data(search_url(sorted));
        data["current"] = Data(state.sort == order);
        sorts.push_back(std::move(data));
    }
    page["sorts"] = Data(sorts);
}

}  // namespace broadsheet::searchd::pages
