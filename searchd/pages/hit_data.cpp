#include "searchd/pages/hit_data.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "searchd/pages/human_date.hpp"
#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/language_tags.hpp"
#include "searchd/pages/page_text.hpp"
#include "searchd/pages/text_data.hpp"

namespace broadsheet::searchd::pages {

namespace {

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
    const std::int64_t copies = count_at(from, "copies");
    set_text(data, "copies", copies > 0 ? counted(copies, "copy", "copies") : "");
    set_text(data, "copies_url",
             copies > 0 ? url_of_copies(state, string_at(from, "cluster")) : "");
    List snippets;
    for (const auto& value : array_at(from, "snippets")) {
        snippets.push_back(snippet(object_of(value), id, state.query));
    }
    data["snippets"] = Data(snippets);
    return data;
}

}  // namespace

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

}  // namespace broadsheet::searchd::pages
