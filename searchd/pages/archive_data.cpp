#include "searchd/pages/archive_data.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searchd/pages/human_date.hpp"
#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/language_tags.hpp"
#include "searchd/pages/links.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

Data holding(const json::object& entry, const std::string& parameter) {
    const std::string value(string_at(entry, "value"));
    Data data;
    data["name"] = Data(parameter == "lang" ? language_name(value) : clean(value));
    data["count"] = Data(grouped(count_at(entry, "count")));
    data["href"] = Data(url_of_filter(parameter, value));
    return data;
}

List holdings(const json::array& entries, const std::string& parameter) {
    List out;
    for (const auto& entry : entries) {
        if (!string_at(object_of(entry), "value").empty()) {
            out.push_back(holding(object_of(entry), parameter));
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

}  // namespace

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
    const std::int64_t articles = count_at(summary, "articles");
    page["articles"] =
        Data(articles > 0 ? counted(articles, "article", "articles") : "No articles yet");
    page["has_articles"] = Data(articles > 0);
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

}  // namespace broadsheet::searchd::pages
