#include "searchd/pages/paging_data.hpp"

#include <set>
#include <string_view>

#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/page_text.hpp"

namespace broadsheet::searchd::pages {

namespace {

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

}  // namespace

Paging paging_of(const json::object& response) {
    const json::object& total = object_at(response, "total");
    Paging paging{};
    paging.limit = std::max<std::int64_t>(1, count_at(response, "limit"));
    paging.offset = count_at(response, "offset");
    paging.shown = static_cast<std::int64_t>(array_at(response, "hits").size());
    const std::int64_t listed = count_at(total, has_number(total, "distinct") ? "distinct" : "value");
    paging.total = std::max(listed, paging.shown == 0 ? 0 : paging.offset + paging.shown);
    paging.exact = string_at(total, "relation") == "eq";
    return paging;
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

void set_help_where_nothing(Data& page, const SearchState& state, const Paging& paging) {
    const bool beyond = paging.total > 0 && paging.offset > 0;
    const std::string unquoted = without_quotation_marks(state.query);
    const std::string any = any_of_the_words(state.query);
    set_text(page, "beyond_url", beyond ? search_url(state) : "");
    set_text(page, "unquoted_url", unquoted == state.query ? "" : url_with_query(state, unquoted));
    set_text(page, "any_word_url", any.empty() ? "" : url_with_query(state, any));
}

}  // namespace broadsheet::searchd::pages
