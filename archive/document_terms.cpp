#include "archive/document_terms.hpp"

#include <algorithm>

#include "archive/field_table.hpp"

namespace broadsheet::archive {

std::vector<std::string> boolean_terms(const Article& article) {
    std::vector<std::string> terms = {id_term(article.id)};
    const auto add_value = [&](std::string_view field, const std::string& value) {
        if (!value.empty()) terms.push_back(value_term(find_field(field)->term_prefix, value));
    };
    add_value("source", article.source);
    add_value("desk", article.desk);
    add_value("lang", article.language);
    for (const auto& place : article.places) add_value("place", place);
    for (const auto& topic : article.topics) add_value("topic", topic);
    for (auto* term_of : {day_term, month_term, year_term}) {
        const std::string term = term_of(article.date);
        if (!term.empty()) terms.push_back(term);
    }
    std::ranges::sort(terms);
    const auto rest = std::ranges::unique(terms);
    terms.erase(rest.begin(), rest.end());
    return terms;
}

}  // namespace broadsheet::archive
