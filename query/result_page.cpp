#include "query/result_page.hpp"

#include <array>

namespace broadsheet::query {

namespace {
constexpr std::array<std::string_view, 3> sort_names = {"relevance", "newest", "oldest"};
}

std::string_view sort_name(Sort sort) { return sort_names[static_cast<std::size_t>(sort)]; }

std::optional<Sort> sort_named(std::string_view name) {
    for (std::size_t i = 0; i < sort_names.size(); ++i) {
        if (sort_names[i] == name) return static_cast<Sort>(i);
    }
    return std::nullopt;
}

std::string_view collapse_name(Collapse collapse) {
    return collapse == Collapse::duplicates ? "duplicates" : "none";
}

std::optional<Collapse> collapse_named(std::string_view name) {
    for (const Collapse collapse : {Collapse::none, Collapse::duplicates}) {
        if (collapse_name(collapse) == name) return collapse;
    }
    return std::nullopt;
}

std::string_view facet_name(Facet facet) {
    static constexpr std::array<std::string_view, facet_count> names = {"source", "year", "month",
                                                                        "language", "desk",
                                                                        "phrase"};
    return names[static_cast<std::size_t>(facet)];
}

std::string_view relation_name(Relation relation) {
    static constexpr std::array<std::string_view, 3> names = {"eq", "ge", "about"};
    return names[static_cast<std::size_t>(relation)];
}

}  // namespace broadsheet::query
