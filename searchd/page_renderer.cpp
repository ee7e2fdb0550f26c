#include "searchd/page_renderer.hpp"

#include "text/utf8.hpp"

#include <boost/json.hpp>
#include <boost/url.hpp>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::searchd {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
namespace mustache = kainjow::mustache;
using Data = mustache::data;
using List = mustache::list;

// ---- Reading JSON: what is missing, null or of another type counts as absent -------------------

const json::object& object_at(const json::object& from, std::string_view key) {
    static const json::object none;
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

const json::array& array_at(const json::object& from, std::string_view key) {
    static const json::array none;
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string_view string_of(const json::value& value) {
    return value.is_string() ? std::string_view(value.get_string()) : std::string_view();
}

std::string_view string_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr ? string_of(*value) : std::string_view();
}

double number_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    if (value == nullptr) return 0;
    if (value->is_int64()) return static_cast<double>(value->get_int64());
    if (value->is_uint64()) return static_cast<double>(value->get_uint64());
    return value->is_double() ? value->get_double() : 0;
}

std::int64_t count_at(const json::object& from, std::string_view key) {
    const double number = number_at(from, key);
    return number > 0 && number < 9e15 ? static_cast<std::int64_t>(number) : 0;
}

bool flag_at(const json::object& from, std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
}

const json::object& object_of(const json::value& value) {
    static const json::object none;
    return value.is_object() ? value.get_object() : none;
}

// ---- Text fit for a page -----------------------------------------------------------------------

bool is_control(char32_t character) {
    if (character == '\t' || character == '\n') return false;
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

// UTF-8 without control characters: what offends becomes U+FFFD, so that it is seen, not obeyed.
std::string clean(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t from = at;
        const char32_t character = text::decode(raw, at);
        if (character == text::invalid_character || is_control(character)) {
            out += "\uFFFD";
        } else {
            out.append(raw, from, at - from);
        }
    }
    return out;
}

std::string clean_at(const json::object& from, std::string_view key) {
    return clean(string_at(from, key));
}

// At most `most` characters, for titles.
std::string shorten(const std::string& text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size(); ++count) {
        if (count == most) return text.substr(0, at) + "…";
        text::decode(text, at);
    }
    return text;
}

// The house's messages begin in lower case and have no final stop; a page shows sentences. What
// begins with a quotation or a capital stays as it is.
std::string sentence(std::string message) {
    if (message.empty()) return message;
    if (message[0] >= 'a' && message[0] <= 'z') {
        message[0] = static_cast<char>(message[0] - 'a' + 'A');
    }
    constexpr std::string_view final_marks = ".!?:";
    if (final_marks.find(message.back()) == std::string_view::npos) message += '.';
    return message;
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string duration_text(double milliseconds) {
    if (!std::isfinite(milliseconds) || milliseconds <= 0) return {};
    const bool seconds = milliseconds >= 1000;
    const double amount = seconds ? milliseconds / 1000 : milliseconds;
    const int places = amount < 10 ? 1 : 0;
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), amount,
                                   std::chars_format::fixed, places);
    if (end.ec != std::errc()) return {};
    return std::string(buffer.data(), end.ptr) + (seconds ? " s" : " ms");
}

// ---- Dates -------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
    if (at + length > text.size()) return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(at, length)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

// "+03:00" as " UTC+3", "Z" as " UTC", nothing as nothing; no value for what is none of these.
std::optional<std::string> zone_text(std::string_view zone) {
    if (zone.empty()) return "";
    if (zone == "Z" || zone == "z") return " UTC";
    const auto hours = digits(zone, 1, 2);
    const auto minutes = digits(zone, zone.size() == 5 ? 3 : 4, 2);
    const bool shaped = zone.size() == 5 || (zone.size() == 6 && zone[3] == ':');
    if (!shaped || !hours || !minutes || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
    if (*hours == 0 && *minutes == 0) return " UTC";
    std::string out = " UTC" + std::string(zone[0] == '+' ? "+" : "−") + std::to_string(*hours);
    if (*minutes != 0) out += ":" + std::string(zone.substr(zone.size() - 2));
    return out;
}

// "T14:30:00.123+03:00" as ", 14:30 UTC+3"; no value where it is not a time.
std::optional<std::string> time_text(std::string_view time) {
    const auto hour = digits(time, 1, 2);
    const auto minute = digits(time, 4, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59 || time[3] != ':') return std::nullopt;
    std::size_t end = 6;
    if (end < time.size() && time[end] == ':' && digits(time, 7, 2)) end = 9;
    if (end == 9 && end < time.size() && time[end] == '.') {
        for (++end; digits(time, end, 1);) ++end;
    }
    const auto zone = zone_text(time.substr(end));
    if (!zone) return std::nullopt;
    return ", " + std::string(time.substr(1, 5)) + *zone;
}

struct HumanDate {
    std::string text;     // "9 July 2025"; as it came where it is no date
    std::string time;     // ", 14:30 UTC+3", or nothing
    std::string machine;  // for <time datetime>; nothing where it is no date
};

// Reads YYYY, YYYY-MM, YYYY-MM-DD and ISO 8601 with a time.
HumanDate human_date(std::string_view raw) {
    const HumanDate unread{clean(raw), "", ""};
    const auto year = digits(raw, 0, 4);
    if (!year) return unread;
    if (raw.size() == 4) return {clean(raw), "", clean(raw)};
    const auto month = digits(raw, 5, 2);
    if (!month || raw[4] != '-' || *month < 1 || *month > 12) return unread;
    const std::string month_and_year =
        std::string(month_names.at(static_cast<std::size_t>(*month - 1))) + " " +
        std::string(raw.substr(0, 4));
    if (raw.size() == 7) return {month_and_year, "", clean(raw)};
    const auto day = digits(raw, 8, 2);
    if (!day || raw[7] != '-') return unread;
    const std::chrono::year_month_day calendar{std::chrono::year(*year),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*day))};
    if (!calendar.ok()) return unread;
    const std::string text = std::to_string(*day) + " " + month_and_year;
    if (raw.size() == 10) return {text, "", clean(raw)};
    if (raw[10] != 'T' && raw[10] != ' ') return unread;
    const auto time = time_text(raw.substr(10));
    if (!time) return {text, "", clean(raw.substr(0, 10))};
    return {text, *time, clean(raw)};
}

// ---- Languages ---------------------------------------------------------------------------------

constexpr std::array<std::pair<std::string_view, std::string_view>, 58> language_names = {{
    {"af", "Afrikaans"},  {"am", "Amharic"},    {"ar", "Arabic"},     {"az", "Azerbaijani"},
    {"bg", "Bulgarian"},  {"bn", "Bengali"},    {"ca", "Catalan"},    {"ckb", "Kurdish (Sorani)"},
    {"cs", "Czech"},      {"da", "Danish"},     {"de", "German"},     {"dv", "Dhivehi"},
    {"el", "Greek"},      {"en", "English"},    {"es", "Spanish"},    {"et", "Estonian"},
    {"eu", "Basque"},     {"fa", "Persian"},    {"fi", "Finnish"},    {"fr", "French"},
    {"ga", "Irish"},      {"gl", "Galician"},   {"ha", "Hausa"},      {"he", "Hebrew"},
    {"hi", "Hindi"},      {"hr", "Croatian"},   {"hu", "Hungarian"},  {"hy", "Armenian"},
    {"id", "Indonesian"}, {"is", "Icelandic"},  {"it", "Italian"},    {"ja", "Japanese"},
    {"ka", "Georgian"},   {"ko", "Korean"},     {"lt", "Lithuanian"}, {"lv", "Latvian"},
    {"ms", "Malay"},      {"nl", "Dutch"},      {"no", "Norwegian"},  {"pl", "Polish"},
    {"ps", "Pashto"},     {"pt", "Portuguese"}, {"ro", "Romanian"},   {"ru", "Russian"},
    {"sd", "Sindhi"},     {"sl", "Slovenian"},  {"sr", "Serbian"},    {"sv", "Swedish"},
    {"sw", "Swahili"},    {"ta", "Tamil"},      {"th", "Thai"},       {"tr", "Turkish"},
    {"ug", "Uyghur"},     {"uk", "Ukrainian"},  {"ur", "Urdu"},       {"vi", "Vietnamese"},
    {"yi", "Yiddish"},    {"zh", "Chinese"},
}};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

std::string_view primary_subtag(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

std::string language_name(std::string_view tag) {
    const std::string code = lower(primary_subtag(tag));
    for (const auto& [known, name] : language_names) {
        if (known == code) return std::string(name);
    }
    return clean(tag);
}

// A BCP 47 tag as far as its shape goes, else nothing: a wrong `lang` is worse than none.
std::string language_tag(std::string_view tag) {
    if (tag.size() < 2 || tag.size() > 35 || primary_subtag(tag).size() > 8) return {};
    if (primary_subtag(tag).size() < 2 || tag.back() == '-') return {};
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    };
    return std::all_of(tag.begin(), tag.end(), fits) ? std::string(tag) : std::string();
}

std::string direction(std::string_view tag) {
    if (tag.empty()) return "auto";
    const std::string whole = lower(tag);
    if (whole.find("-latn") != std::string::npos) return "ltr";
    if (whole.find("-arab") != std::string::npos) return "rtl";
    constexpr std::array<std::string_view, 10> right_to_left = {"ar", "he",  "fa", "ur", "ps",
                                                                "yi", "ckb", "dv", "sd", "ug"};
    const auto primary = primary_subtag(whole);
    return std::find(right_to_left.begin(), right_to_left.end(), primary) != right_to_left.end()
               ? "rtl"
               : "ltr";
}

// ---- Addresses ---------------------------------------------------------------------------------

std::string encoded(std::string_view text) {
    return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

// What a search asks for: everything that a link to another page, order or filter must keep.
struct SearchState {
    std::string query;
    std::string sort;    // nothing for relevance
    Parameters filters;  // repeatable ones, in the order of the response
    std::string from, to;

    bool has(const std::string& name, const std::string& value) const {
        return std::find(filters.begin(), filters.end(), std::pair(name, value)) != filters.end();
    }
    bool narrowed() const { return !filters.empty() || !from.empty() || !to.empty(); }
};

Parameters parameters_but_query(const SearchState& state) {
    Parameters out = state.filters;
    if (!state.from.empty()) out.emplace_back("from", state.from);
    if (!state.to.empty()) out.emplace_back("to", state.to);
    if (!state.sort.empty()) out.emplace_back("sort", state.sort);
    return out;
}

std::string search_url(const SearchState& state, std::int64_t page = 1) {
    std::string url = "/search?q=" + encoded(state.query);
    for (const auto& [name, value] : parameters_but_query(state)) {
        url += "&" + encoded(name) + "=" + encoded(value);
    }
    if (page > 1) url += "&page=" + std::to_string(page);
    return url;
}

std::string search_url_for(std::string query) {
    return search_url(SearchState{std::move(query), "", {}, "", ""});
}

std::string url_with_filter(SearchState state, std::string name, std::string value) {
    state.filters.emplace_back(std::move(name), std::move(value));
    return search_url(state);
}

std::string url_without_filter(SearchState state, const std::string& name,
                               const std::string& value) {
    std::erase(state.filters, std::pair(name, value));
    return search_url(state);
}

std::string url_without_filters(const SearchState& state) {
    return search_url(SearchState{state.query, state.sort, {}, "", ""});
}

std::string url_with_query(SearchState state, std::string query) {
    state.query = std::move(query);
    return search_url(state);
}

std::string article_url(std::string_view id, std::string_view query, std::string_view fragment) {
    std::string url = "/article/" + encoded(id);
    if (!query.empty()) url += "?q=" + encoded(query);
    if (!fragment.empty()) url += "#" + std::string(fragment);
    return url;
}

// A query for one value of a field, or nothing if the value cannot be written as a phrase.
std::string field_query_url(std::string_view field, std::string_view value) {
    if (value.empty() || value.find('"') != std::string_view::npos) return {};
    return search_url_for(std::string(field) + ":\"" + std::string(value) + "\"");
}

// The address of the original where it may be linked: http or https and free of what no address
// has. An article's address is its source's, not ours.
std::string safe_external_url(std::string_view url) {
    const std::string start = lower(url.substr(0, 8));
    if (!start.starts_with("http://") && !start.starts_with("https://")) return {};
    const auto is_foul = [](char byte) {
        return static_cast<unsigned char>(byte) <= 0x20 || byte == 0x7F || byte == '\\';
    };
    if (std::any_of(url.begin(), url.end(), is_foul)) return {};
    return clean(url);
}

// The host alone, without user and port, so that "https://bank.example@evil.example" says evil.
std::string host_of(const std::string& url) {
    const auto parsed = boost::urls::parse_uri_reference(url);
    if (!parsed.has_value()) return {};
    std::string host = clean(parsed->host());
    return host.starts_with("www.") ? host.substr(4) : host;
}

// ---- Data for templates ------------------------------------------------------------------------

// An absent text is `false`, never left out: Mustache would look for it in the outer contexts.
void set_text(Data& data, const std::string& name, const std::string& text) {
    data[name] = text.empty() ? Data(false) : Data(text);
}

void set_list(Data& data, const std::string& name, const List& list) {
    data[name] = Data(list);
    data["has_" + name] = Data(!list.empty());
}

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

void set_search_form(Data& page, const SearchState& state) {
    page["query_input"] = Data(clean(state.query));
    page["query_invalid"] = Data(false);
    page["kept"] = Data(parameter_inputs(parameters_but_query(state)));
    set_text(page, "query_short", shorten(clean(state.query), 120));
}

SearchState state_of(const json::object& response) {
    SearchState state;
    state.query = string_at(object_at(response, "query"), "input");
    state.sort = string_at(response, "sort");
    if (state.sort == "relevance") state.sort.clear();
    for (const auto& filter : object_at(response, "filters")) {
        if (!filter.value().is_array()) continue;
        for (const auto& value : filter.value().get_array()) {
            if (value.is_string()) state.filters.emplace_back(filter.key(), string_of(value));
        }
    }
    state.from = string_at(object_at(response, "filters"), "from");
    state.to = string_at(object_at(response, "filters"), "to");
    return state;
}

// One facet: its name in the response, the parameter that filters by it, and how it is shown.
struct Facet {
    std::string_view name, parameter, label;
    bool by_time;  // newest first rather than most frequent first
};

constexpr std::array<Facet, 5> known_facets = {{{"year", "year", "Year", true},
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

Data chip(const std::string& label, const std::string& value, const std::string& href) {
    Data data;
    set_text(data, "label", label);
    data["value"] = Data(value);
    data["href"] = Data(href);
    return data;
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
    set_list(page, "chips", chips);
    set_text(page, "clear_url", state.narrowed() ? url_without_filters(state) : "");
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

// Where this page stands among the pages of results.
struct Paging {
    std::int64_t limit, offset, shown, total;
    bool exact;  // whether total is the number, not a bound or an estimate

    std::int64_t page() const { return offset / limit + 1; }
    std::int64_t last() const { return std::max<std::int64_t>(1, (total + limit - 1) / limit); }
};

Paging paging_of(const json::object& response) {
    const json::object& total = object_at(response, "total");
    Paging paging{};
    paging.limit = std::max<std::int64_t>(1, count_at(response, "limit"));
    paging.offset = count_at(response, "offset");
    paging.shown = static_cast<std::int64_t>(array_at(response, "hits").size());
    paging.total =
        std::max(count_at(total, "value"), paging.shown == 0 ? 0 : paging.offset + paging.shown);
    paging.exact = string_at(total, "relation") == "eq";
    return paging;
}

// The first, the last and those around the current one. Where the total is no more than an
// estimate, the last page is too, and is not offered.
std::set<std::int64_t> page_numbers(const Paging& paging) {
    constexpr std::int64_t around = 2;
    std::set<std::int64_t> numbers{1};
    if (paging.exact) numbers.insert(paging.last());
    const std::int64_t low = std::max<std::int64_t>(1, paging.page() - around);
    const std::int64_t high = std::min(paging.last(), paging.page() + around);
    for (std::int64_t number = low; number <= high; ++number) numbers.insert(number);
    return numbers;
}

void set_pages(Data& page, const SearchState& state, const Paging& paging) {
    List pages;
    std::int64_t previous = 0;
    for (const std::int64_t number : page_numbers(paging)) {
        Data data;
        data["number"] = Data(grouped(number));
        data["href"] = Data(search_url(state, number));
        data["current"] = Data(number == paging.page());
        data["gap"] = Data(number > previous + 1);
        previous = number;
        pages.push_back(std::move(data));
    }
    page["pages"] = Data(pages);
    page["has_pages"] = Data(paging.last() > 1);
    const bool can_go_back = paging.page() > 1;
    const bool can_go_on = paging.page() < paging.last();
    set_text(page, "previous_url", can_go_back ? search_url(state, paging.page() - 1) : "");
    set_text(page, "next_url", can_go_on ? search_url(state, paging.page() + 1) : "");
}

std::string count_text(const json::object& response) {
    const json::object& total = object_at(response, "total");
    const std::int64_t value = count_at(total, "value");
    const auto relation = string_at(total, "relation");
    if (value == 0 && relation != "ge") return "No articles";
    const std::string count = counted(value, "article", "articles");
    if (relation == "about") return "About " + count;
    if (relation == "ge") return "At least " + count;
    return count;
}

std::string range_text(const Paging& paging) {
    if (paging.shown == 0) return {};
    const std::string first = grouped(paging.offset + 1);
    const std::string last = grouped(paging.offset + paging.shown);
    return first == last ? "Result " + first : "Results " + first + " to " + last;
}

// ---- Text with hits ----------------------------------------------------------------------------

List parts_of(const json::array& parts) {
    List out;
    for (const auto& value : parts) {
        const json::object& part = object_of(value);
        Data data;
        data["text"] = Data(clean_at(part, "text"));
        data["hit"] = Data(flag_at(part, "hit"));
        out.push_back(std::move(data));
    }
    return out;
}

// Parts as an object with the member `parts`, or false where there is no text.
Data text_block(const List& parts) {
    if (parts.empty()) return Data(false);
    Data block;
    block["parts"] = Data(parts);
    return block;
}

std::string plain_text(const json::array& parts) {
    std::string out;
    for (const auto& part : parts) out += clean_at(object_of(part), "text");
    return out;
}

// ---- Hits --------------------------------------------------------------------------------------

// A zone is worth a word where it says more than that the snippet is from the text.
std::string zone_label(std::string_view zone, const json::array& path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> labels = {
        {{"quote", "Quotation"},
         {"caption", "Caption"},
         {"commentary", "Commentary"},
         {"correction", "Correction"},
         {"deck", "Summary"}}};
    for (const auto& [known, label] : labels) {
        if (known != zone) continue;
        // A part set off from the report opens with a word of its own, in the article's language.
        const bool set_off = zone == "commentary" || zone == "correction";
        const bool said = (set_off && path.size() > 1) ||
                          (!path.empty() && lower(string_of(path[0])) == lower(label));
        return said ? std::string() : std::string(label);
    }
    return {};
}

Data snippet(const json::object& from, std::string_view id, std::string_view query) {
    const json::array& section = array_at(from, "section");
    List path;
    for (const auto& name : section) {
        Data step;
        step["name"] = Data(clean(string_of(name)));
        step["deeper"] = Data(!path.empty());
        path.push_back(std::move(step));
    }
    const std::string zone = zone_label(string_at(from, "zone"), section);
    const std::int64_t paragraph = count_at(from, "paragraph");
    Data data;
    set_list(data, "path", path);
    set_text(data, "zone", zone);
    data["label"] = Data(!path.empty() || !zone.empty());
    const std::string place = paragraph > 0 ? "p" + std::to_string(paragraph) : "";
    data["place"] = Data(article_url(id, query, place));
    data["parts"] = Data(parts_of(array_at(from, "parts")));
    return data;
}

void set_language(Data& data, std::string_view language) {
    const std::string tag = language_tag(language);
    set_text(data, "lang", tag);
    data["dir"] = Data(direction(tag));
}

Data hit(const json::object& from, const SearchState& state, std::int64_t rank,
         bool name_language) {
    const auto id = string_at(from, "id");
    const HumanDate date = human_date(string_at(from, "date"));
    const std::int64_t words = count_at(from, "words");
    Data data;
    data["rank"] = Data(std::to_string(rank));
    data["href"] = Data(article_url(id, state.query, state.query.empty() ? "" : "m1"));
    data["headline"] = text_block(parts_of(array_at(from, "headline")));
    set_text(data, "date", date.text);
    set_text(data, "machine_date", date.machine);
    set_text(data, "source", clean_at(from, "source"));
    set_text(data, "desk", clean_at(from, "desk"));
    set_text(data, "byline", clean_at(from, "byline"));
    set_text(data, "words", words > 0 ? grouped(words) : "");
    set_text(data, "language", name_language ? language_name(string_at(from, "language")) : "");
    set_language(data, string_at(from, "language"));
    List snippets;
    for (const auto& value : array_at(from, "snippets")) {
        snippets.push_back(snippet(object_of(value), id, state.query));
    }
    data["snippets"] = Data(snippets);
    return data;
}

void set_hits(Data& page, const SearchState& state, const json::object& response) {
    // The language is worth a word where it is not the one that most results have.
    const json::array& languages = array_at(object_at(response, "facets"), "language");
    const std::string_view usual =
        languages.empty() ? "" : string_at(object_of(languages[0]), "value");
    std::int64_t rank = count_at(response, "offset");
    page["first_rank"] = Data(std::to_string(rank + 1));
    List hits;
    for (const auto& value : array_at(response, "hits")) {
        const json::object& from = object_of(value);
        const bool unusual = string_at(from, "language") != usual;
        hits.push_back(hit(from, state, ++rank, unusual && !languages.empty()));
    }
    set_list(page, "hits", hits);
}

// ---- What the search engine says about a query -------------------------------------------------

struct Place {
    std::size_t begin, end;  // in bytes, on character boundaries
};

bool continues_character(const std::string& text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The place that a diagnostic names, within the input and never inside a character.
Place place_of(const std::string& input, const json::object& diagnostic) {
    const auto bounded = [&input](std::int64_t at) {
        return std::min(static_cast<std::size_t>(at), input.size());
    };
    const std::int64_t offset = count_at(diagnostic, "offset");
    Place place{bounded(offset), bounded(offset + count_at(diagnostic, "length"))};
    while (place.begin > 0 && continues_character(input, place.begin)) --place.begin;
    while (continues_character(input, place.end)) ++place.end;
    return place;
}

void set_notices(Data& page, const json::object& query) {
    const std::string input(string_at(query, "input"));
    List notices;
    for (const auto& value : array_at(query, "notices")) {
        const json::object& notice = object_of(value);
        const Place place = place_of(input, notice);
        const std::string words = clean(input.substr(place.begin, place.end - place.begin));
        Data data;
        // Of the whole query no place need be named.
        set_text(data, "place", words.size() < clean(input).size() ? shorten(words, 60) : "");
        data["message"] = Data(sentence(clean_at(notice, "message")));
        set_text(data, "hint", sentence(clean_at(notice, "hint")));
        notices.push_back(std::move(data));
    }
    set_list(page, "notices", notices);
}

Data echo_piece(const std::string& text, bool fault, const std::string& label) {
    Data data;
    data["text"] = Data(clean(text));
    data["fault"] = Data(fault);
    data["gap"] = Data(fault && text.empty());
    set_text(data, "label", label);
    return data;
}

// The input in pieces, faulty ones told from sound ones, each fault with the numbers of its errors
// where there are several. Faults that overlap become one piece; one of no length (something is
// missing here) becomes an empty piece.
List echo_of(const std::string& input, std::vector<std::pair<Place, std::string>> faults) {
    std::stable_sort(faults.begin(), faults.end(), [](const auto& left, const auto& right) {
        return left.first.begin < right.first.begin;
    });
    List pieces;
    std::size_t at = 0;
    for (std::size_t i = 0; i < faults.size();) {
        Place place = faults[i].first;
        std::string label = faults[i].second;
        for (++i; i < faults.size(); ++i) {
            const Place& next = faults[i].first;
            const bool joins = next.begin < place.end || next.begin == place.begin;
            if (!joins) break;
            place.end = std::max(place.end, next.end);
            if (!faults[i].second.empty()) label += ", " + faults[i].second;
        }
        if (place.begin > at) {
            pieces.push_back(echo_piece(input.substr(at, place.begin - at), false, ""));
        }
        const std::string fault = input.substr(place.begin, place.end - place.begin);
        pieces.push_back(echo_piece(fault, true, label));
        at = place.end;
    }
    if (at < input.size()) pieces.push_back(echo_piece(input.substr(at), false, ""));
    return pieces;
}

void set_faults(Data& page, const std::string& input, const json::array& errors) {
    std::vector<std::pair<Place, std::string>> places;
    List faults;
    for (const auto& value : errors) {
        const json::object& error = object_of(value);
        const std::string number = errors.size() > 1 ? std::to_string(places.size() + 1) : "";
        places.emplace_back(place_of(input, error), number);
        Data data;
        data["message"] = Data(sentence(clean_at(error, "message")));
        set_text(data, "hint", sentence(clean_at(error, "hint")));
        faults.push_back(std::move(data));
    }
    set_list(page, "faults", faults);
    page["one_fault"] = Data(faults.size() == 1);
    page["query_invalid"] = Data(!faults.empty());
    set_list(page, "echo", input.empty() ? List() : echo_of(input, std::move(places)));
}

// ---- Articles ----------------------------------------------------------------------------------

// The matches of an article in the order of the page. One match may have several parts (two words
// near each other); the first of them carries the id.
class MatchTrail {
  public:
    explicit MatchTrail(const json::object& article) {
        visit(array_at(article, "headline"));
        for (const auto& value : array_at(article, "sections")) {
            const json::object& section = object_of(value);
            visit(array_at(section, "heading"));
            for (const auto& paragraph : array_at(section, "paragraphs")) {
                visit(array_at(object_of(paragraph), "parts"));
            }
        }
    }

    std::size_t size() const { return numbers_.size(); }
    std::int64_t first() const { return numbers_.front(); }
    std::int64_t last() const { return numbers_.back(); }

    // Parts with, for each match, the ways to its neighbours. To be called in the page's order.
    List parts(const json::array& from) {
        List out;
        for (const auto& value : from) {
            const json::object& part = object_of(value);
            const std::int64_t number = flag_at(part, "hit") ? count_at(part, "match") : 0;
            Data data;
            data["text"] = Data(clean_at(part, "text"));
            data["hit"] = Data(flag_at(part, "hit"));
            set_text(data, "match", number > 0 ? std::to_string(number) : "");
            const bool first = number > 0 && placed_.insert(number).second;
            data["first"] = Data(first);
            if (first) set_neighbours(data, number);
            out.push_back(std::move(data));
        }
        return out;
    }

  private:
    void visit(const json::array& parts) {
        for (const auto& value : parts) {
            const json::object& part = object_of(value);
            const std::int64_t number = flag_at(part, "hit") ? count_at(part, "match") : 0;
            if (number > 0 && order_.emplace(number, numbers_.size()).second) {
                numbers_.push_back(number);
            }
        }
    }

    // After the last comes the first.
    void set_neighbours(Data& data, std::int64_t number) const {
        const std::size_t at = order_.at(number);
        const std::size_t count = numbers_.size();
        data["previous"] = Data(std::to_string(numbers_[(at + count - 1) % count]));
        data["next"] = Data(std::to_string(numbers_[(at + 1) % count]));
    }

    std::vector<std::int64_t> numbers_;
    std::map<std::int64_t, std::size_t> order_;
    std::set<std::int64_t> placed_;
};

Data paragraph_data(const json::object& paragraph, MatchTrail& trail) {
    Data data;
    data["number"] = Data(std::to_string(count_at(paragraph, "number")));
    data["parts"] = Data(trail.parts(array_at(paragraph, "parts")));
    return data;
}

Data block(const char* kind, Data content) {
    Data data;
    for (const char* known : {"bullets", "quote", "caption", "paragraph"}) {
        data[known] = Data(false);
    }
    data[kind] = std::move(content);
    return data;
}

Data bullet_list(const List& items) {
    Data list;
    list["items"] = Data(items);
    return block("bullets", std::move(list));
}

// Paragraphs as blocks: bullets that follow each other are one list.
List blocks(const json::array& paragraphs, MatchTrail& trail) {
    List out, bullets;
    const auto close_list = [&out, &bullets] {
        if (!bullets.empty()) out.push_back(bullet_list(bullets));
        bullets.clear();
    };
    for (const auto& value : paragraphs) {
        const json::object& paragraph = object_of(value);
        const auto kind = string_at(paragraph, "kind");
        Data data = paragraph_data(paragraph, trail);
        if (kind == "bullet") {
            bullets.push_back(std::move(data));
            continue;
        }
        close_list();
        const char* as = kind == "quote" ? "quote" : kind == "caption" ? "caption" : "paragraph";
        out.push_back(block(as, std::move(data)));
    }
    close_list();
    return out;
}

// A level is never skipped, whatever the section says: 2 follows the headline, 3 follows 2.
int heading_level(const json::object& section, int before) {
    const int wanted = static_cast<int>(std::min<std::int64_t>(count_at(section, "level"), 3)) + 1;
    return std::clamp(wanted, 2, std::min(before + 1, 4));
}

Data section_data(const json::object& section, MatchTrail& trail, int& level) {
    const List heading = trail.parts(array_at(section, "heading"));
    Data data;
    if (!heading.empty()) level = heading_level(section, level);
    data["h2"] = Data(!heading.empty() && level == 2);
    data["h3"] = Data(!heading.empty() && level == 3);
    data["h4"] = Data(!heading.empty() && level == 4);
    data["heading"] = text_block(heading);
    data["blocks"] = Data(blocks(array_at(section, "paragraphs"), trail));
    return data;
}

// What a run of sections of one kind is: the text itself, or something set off from it.
struct Portion {
    std::string_view kind, style, label;
};

Portion portion_of(const json::object& section) {
    constexpr std::array<Portion, 2> set_off = {
        {{"commentary", "commentary", "Commentary"}, {"correction", "correction", "Correction"}}};
    for (const Portion& portion : set_off) {
        if (portion.kind == string_at(section, "kind")) return portion;
    }
    return {"body", "body", ""};
}

// A commentary part whose first section is just the word that opens it needs no title of ours.
bool has_own_title(const json::object& section) {
    return !array_at(section, "heading").empty() && array_at(section, "paragraphs").empty();
}

Data portion_data(const Portion& portion, const json::object& first, const List& sections) {
    Data data;
    data["portion"] = Data(std::string(portion.style));
    set_text(data, "portion_label", std::string(portion.label));
    set_text(data, "portion_title", has_own_title(first) ? "" : std::string(portion.label));
    data["sections"] = Data(sections);
    return data;
}

void set_sections(Data& page, const json::object& article, MatchTrail& trail) {
    List decks, portions, sections;
    Portion open = portion_of({});
    const json::object* first = nullptr;
    int level = 1;
    const auto close_portion = [&] {
        if (first != nullptr) portions.push_back(portion_data(open, *first, sections));
        sections.clear();
        first = nullptr;
    };
    for (const auto& value : array_at(article, "sections")) {
        const json::object& section = object_of(value);
        if (string_at(section, "kind") == "deck") {
            int deck_level = 1;
            decks.push_back(section_data(section, trail, deck_level));
            continue;
        }
        const Portion portion = portion_of(section);
        if (portion.kind != open.kind) close_portion();
        if (first == nullptr) first = &section;
        open = portion;
        sections.push_back(section_data(section, trail, level));
    }
    close_portion();
    page["deck"] = Data(decks);
    page["portions"] = Data(portions);
}

Data particular(const std::string& name, const std::string& href) {
    Data data;
    data["name"] = Data(name);
    set_text(data, "href", href);
    return data;
}

// The rows of "About this article": each a term with one or more values, linked where a search for
// the value makes sense.
class Particulars {
  public:
    void add(const char* term, const std::string& name, const std::string& href = "") {
        if (!name.empty()) add_row(term, {particular(name, href)});
    }

    void add_each(const char* term, const char* field, const json::array& values) {
        List details;
        for (const auto& value : values) {
            const std::string name = clean(string_of(value));
            if (!name.empty()) details.push_back(particular(name, field_query_url(field, name)));
        }
        if (!details.empty()) add_row(term, details);
    }

    const List& rows() const { return rows_; }

  private:
    void add_row(const char* term, const List& details) {
        Data row;
        row["term"] = Data(term);
        row["details"] = Data(details);
        rows_.push_back(std::move(row));
    }

    List rows_;
};

List particulars_of(const json::object& article) {
    const std::string source = clean_at(article, "source");
    const std::string desk = clean_at(article, "desk");
    const std::int64_t words = count_at(article, "words");
    const HumanDate date = human_date(string_at(article, "date"));
    Particulars out;
    out.add("Source", source, field_query_url("source", source));
    out.add("Published", date.text + date.time);
    out.add("Byline", clean_at(article, "byline"));
    out.add("Dateline", clean_at(article, "dateline"));
    out.add("Desk", desk, field_query_url("desk", desk));
    out.add_each("Places", "place", array_at(article, "places"));
    out.add_each("Topics", "topic", array_at(article, "topics"));
    out.add("Language", language_name(string_at(article, "language")));
    out.add("Length", words > 0 ? counted(words, "word", "words") : "");
    out.add("Identifier", clean_at(article, "id"));
    return out.rows();
}

void set_matches(Data& page, const MatchTrail& trail) {
    page["has_matches"] = Data(trail.size() > 0);
    page["matches"] = Data(grouped(static_cast<std::int64_t>(trail.size())));
    if (trail.size() == 0) return;
    page["match_text"] = Data(counted(static_cast<std::int64_t>(trail.size()), "match", "matches"));
    page["first_match"] = Data(std::to_string(trail.first()));
    page["last_match"] = Data(std::to_string(trail.last()));
}

std::string article_title(const json::object& article) {
    std::string title = shorten(plain_text(array_at(article, "headline")), 100);
    if (title.empty()) title = "Untitled";
    const std::string source = clean_at(article, "source");
    const std::string date = human_date(string_at(article, "date")).text;
    if (!source.empty()) title += " · " + source;
    if (!date.empty()) title += ", " + date;
    return title + " – Broadsheet";
}

// ---- What the archive holds --------------------------------------------------------------------

Data holding(const json::object& entry, std::string_view field) {
    const std::string value = clean_at(entry, "value");
    Data data;
    data["name"] = Data(field == "lang" ? language_name(value) : value);
    data["count"] = Data(grouped(count_at(entry, "count")));
    set_text(data, "href", field_query_url(field, value));
    return data;
}

List holdings(const json::array& entries, std::string_view field) {
    List out;
    for (const auto& entry : entries) {
        if (!string_at(object_of(entry), "value").empty()) {
            out.push_back(holding(object_of(entry), field));
        }
    }
    return out;
}

std::string span_text(const json::object& summary) {
    const std::string from = human_date(string_at(summary, "from")).text;
    const std::string to = human_date(string_at(summary, "to")).text;
    if (from.empty() || to.empty()) return from + to;
    return from == to ? from : from + " – " + to;
}

void set_holdings(Data& page, const json::object& summary) {
    constexpr std::size_t shown = 10;
    const List all = holdings(array_at(summary, "sources"), "source");
    const auto count = static_cast<std::int64_t>(all.size());
    const std::size_t first = all.size() == shown + 1 ? shown + 1 : std::min(shown, all.size());
    const auto rest = all.begin() + static_cast<std::ptrdiff_t>(first);
    const List sources(all.begin(), rest), more(rest, all.end());
    set_text(page, "source_count", count > 0 ? counted(count, "source", "sources") : "");
    set_list(page, "sources", sources);
    set_list(page, "more_sources", more);
    page["more_sources_count"] = Data(grouped(static_cast<std::int64_t>(more.size())));
    set_list(page, "languages", holdings(array_at(summary, "languages"), "lang"));
    page["articles"] = Data(counted(count_at(summary, "articles"), "article", "articles"));
    page["has_articles"] = Data(count_at(summary, "articles") > 0);
    set_text(page, "span", span_text(summary));
}

void set_examples(Data& page, const json::object& summary) {
    List examples;
    for (const auto& value : array_at(summary, "examples")) {
        const std::string query(string_of(value));
        if (query.empty()) continue;
        Data example;
        example["text"] = Data(clean(query));
        example["href"] = Data(search_url_for(query));
        examples.push_back(std::move(example));
    }
    set_list(page, "examples", examples);
}

// ---- Where nothing was found -------------------------------------------------------------------

std::string without_quotation_marks(const std::string& query) {
    std::string out = query;
    std::erase(out, '"');
    for (const std::string_view mark : {"“", "”", "„"}) {
        for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark)) {
            out.erase(at, mark.size());
        }
    }
    return out;
}

// "ceasefire Qatar" as "ceasefire OR Qatar": only for bare words, where it cannot go wrong.
std::string any_of_the_words(const std::string& query) {
    const auto is_word_byte = [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return value >= 0x80 || (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
               (value >= '0' && value <= '9');
    };
    std::string out, word;
    int words = 0;
    for (const char byte : query + " ") {
        if (is_word_byte(byte)) {
            word += byte;
        } else if (byte != ' ') {
            return {};
        } else if (!word.empty()) {
            if (word == "OR" || word == "NOT") return {};
            if (word != "AND") {
                out += (words++ == 0 ? "" : " OR ") + word;
            }
            word.clear();
        }
    }
    return words > 1 ? out : std::string();
}

void set_help_where_nothing(Data& page, const SearchState& state, const Paging& paging) {
    const bool beyond = paging.total > 0 && paging.offset > 0;
    const std::string unquoted = without_quotation_marks(state.query);
    const std::string any = any_of_the_words(state.query);
    set_text(page, "beyond_url", beyond ? search_url(state) : "");
    set_text(page, "unquoted_url", unquoted == state.query ? "" : url_with_query(state, unquoted));
    set_text(page, "any_word_url", any.empty() ? "" : url_with_query(state, any));
}

// ---- Templates ---------------------------------------------------------------------------------

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return content;
}

// Indentation is for the authors of templates; readers need not be sent it.
std::string without_indentation(const std::string& source) {
    std::string out;
    for (std::size_t at = 0; at < source.size();) {
        std::size_t end = source.find('\n', at);
        end = end == std::string::npos ? source.size() : end + 1;
        const std::size_t start = std::min(source.find_first_not_of(" \t", at), end);
        out.append(source, start, end - start);
        at = end;
    }
    return out;
}

std::string without_comments(std::string source) {
    for (auto at = source.find("{{!"); at != std::string::npos; at = source.find("{{!", at)) {
        const auto end = source.find("}}", at);
        if (end == std::string::npos) break;
        source.erase(at, end + 2 - at);
    }
    return source;
}

// A template with its partials put in place, read from the file system.
//
// Mustache would parse a partial anew each time it is rendered, which is the larger part of the
// work for a page of hits, and would write to the template while rendering it.
std::string expanded_template(const fs::path& folder, const std::string& name, int depth = 0) {
    const fs::path path = folder / (name + ".mustache");
    if (depth > 8) throw std::runtime_error("partials include each other: " + path.string());
    const std::string source = without_indentation(without_comments(read_file(path)));
    std::string out;
    std::size_t at = 0;
    for (auto tag = source.find("{{>"); tag != std::string::npos; tag = source.find("{{>", at)) {
        const auto end = source.find("}}", tag);
        if (end == std::string::npos) break;
        const std::string partial = mustache::trim(source.substr(tag + 3, end - tag - 3));
        std::string content = expanded_template(folder, partial, depth + 1);
        const auto from = std::min(content.find_first_not_of('\n'), content.size());
        const auto to = content.find_last_not_of('\n') + 1;
        out.append(source, at, tag - at);
        if (from < to) out.append(content, from, to - from);
        at = end + 2;
    }
    return out.append(source, at);
}

// A parsed template. kainjow's render() is not const, but writes to the template only to report an
// error in a partial or a lambda; with partials expanded beforehand and no lambdas it merely reads,
// so that one template may serve several threads. A test runs this under the thread sanitizer.
class Template {
  public:
    Template(const fs::path& folder, const std::string& name)
        : parsed_(expanded_template(folder, name)) {
        if (parsed_.is_valid()) return;
        throw std::runtime_error("malformed template " + (folder / (name + ".mustache")).string() +
                                 ": " + parsed_.error_message());
    }

    std::string render(const Data& data) const {
        std::string out;
        parsed_.render(data, [&out](const std::string& piece) { out += piece; });
        return out;
    }

  private:
    mutable mustache::mustache parsed_;
};

// FNV-1a (Fowler, Noll, Vo): tells versions of a file apart, no more.
std::string content_hash(const std::string& content) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : content) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    std::array<char, 16> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), hash, 16);
    return std::string(buffer.data(), end.ptr);
}

std::string static_url(const fs::path& web_root, const std::string& name) {
    return "/static/" + name + "?v=" + content_hash(read_file(web_root / name));
}

}  // namespace

struct PageRenderer::Pages {
    explicit Pages(const fs::path& web_root)
        : home(web_root / "templates", "home"),
          results(web_root / "templates", "results"),
          article(web_root / "templates", "article"),
          help(web_root / "templates", "help"),
          problem(web_root / "templates", "problem"),
          style_url(static_url(web_root, "style.css")),
          icon_url(static_url(web_root, "favicon.svg")),
          keys_url(static_url(web_root, "keys.js")),
          matches_url(static_url(web_root, "matches.js")) {}

    // What every page has.
    Data page(const std::string& title, const SearchState& state) const {
        Data data;
        data["title"] = Data(title);
        data["style_url"] = Data(style_url);
        data["icon_url"] = Data(icon_url);
        data["keys_url"] = Data(keys_url);
        data["matches_url"] = Data(matches_url);
        set_search_form(data, state);
        return data;
    }

    Template home, results, article, help, problem;
    std::string style_url, icon_url, keys_url, matches_url;
};

PageRenderer::PageRenderer(std::filesystem::path web_root)
    : pages_(std::make_unique<const Pages>(web_root)) {}
PageRenderer::~PageRenderer() = default;
PageRenderer::PageRenderer(PageRenderer&&) noexcept = default;
PageRenderer& PageRenderer::operator=(PageRenderer&&) noexcept = default;

std::string PageRenderer::home(const json::object& summary) const {
    Data page = pages_->page("Broadsheet: search the archive", SearchState{});
    set_holdings(page, summary);
    set_examples(page, summary);
    return pages_->home.render(page);
}

std::string PageRenderer::results(const json::object& search_response) const {
    const SearchState state = state_of(search_response);
    const Paging paging = paging_of(search_response);
    const json::object& query = object_at(search_response, "query");
    const std::string count = count_text(search_response);
    const std::string canonical = clean_at(query, "canonical");

    std::string title = count;
    if (!state.query.empty()) title += " · " + shorten(clean(state.query), 80);
    if (paging.page() > 1) title += " · page " + grouped(paging.page());
    Data page = pages_->page(title + " – Broadsheet", state);
    page["count_text"] = Data(count);
    set_text(page, "range_text", range_text(paging));
    const bool several = paging.exact && paging.last() > 1;
    set_text(page, "page_text",
             several ? "page " + grouped(paging.page()) + " of " + grouped(paging.last()) : "");
    set_text(page, "took", duration_text(number_at(search_response, "took_ms")));
    // What differs in capitals alone is not worth a line.
    const bool as_typed = lower(canonical) == lower(clean(state.query));
    set_text(page, "canonical", as_typed ? "" : canonical);
    set_notices(page, query);
    set_chips(page, state);
    set_sorts(page, state);
    set_hits(page, state, search_response);
    set_pages(page, state, paging);
    set_facets(page, state, object_at(search_response, "facets"));
    set_help_where_nothing(page, state, paging);
    return pages_->results.render(page);
}

std::string PageRenderer::article(const json::object& article_response) const {
    const json::object& query = object_at(article_response, "query");
    const HumanDate date = human_date(string_at(article_response, "date"));
    const std::string url = safe_external_url(string_at(article_response, "url"));
    const std::string host = host_of(url);
    const std::string input(string_at(query, "input"));

    Data page = pages_->page(article_title(article_response), SearchState{input, "", {}, "", ""});
    set_text(page, "back_url", input.empty() ? "" : search_url_for(input));
    set_language(page, string_at(article_response, "language"));
    set_text(page, "source", clean_at(article_response, "source"));
    set_text(page, "desk", clean_at(article_response, "desk"));
    set_text(page, "byline", clean_at(article_response, "byline"));
    set_text(page, "dateline", clean_at(article_response, "dateline"));
    set_text(page, "date", date.text);
    set_text(page, "machine_date", date.machine);
    set_text(page, "original_url", url);
    page["original_name"] = Data(host.empty() ? "at the source" : host);
    page["particulars"] = Data(particulars_of(article_response));
    set_notices(page, query);
    MatchTrail trail(article_response);
    set_matches(page, trail);
    page["headline"] = text_block(trail.parts(array_at(article_response, "headline")));
    set_sections(page, article_response, trail);
    return pages_->article.render(page);
}

std::string PageRenderer::help(const json::object& summary) const {
    Data page = pages_->page("How to search – Broadsheet", SearchState{});
    set_holdings(page, summary);
    set_examples(page, summary);
    return pages_->help.render(page);
}

std::string PageRenderer::problem(const json::object& problem) const {
    const SearchState state = state_of(problem);
    const std::int64_t status = count_at(problem, "status");
    std::string title = sentence(clean_at(problem, "title"));
    if (title.ends_with('.')) title.pop_back();
    if (title.empty()) title = "Something went wrong";

    Data page = pages_->page(title + " – Broadsheet", state);
    page["problem_title"] = Data(title);
    set_faults(page, state.query, array_at(problem, "errors"));
    // The errors say the same, with their places.
    const bool told = !array_at(problem, "errors").empty();
    set_text(page, "detail", told ? "" : sentence(clean_at(problem, "detail")));
    set_text(page, "status", status > 0 ? std::to_string(status) : "");
    page["not_found"] = Data(status == 404 || status == 410);
    page["busy"] = Data(status == 429 || status == 503 || status == 504);
    return pages_->problem.render(page);
}

}  // namespace broadsheet::searchd
