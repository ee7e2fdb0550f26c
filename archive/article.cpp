#include "archive/article.hpp"

#include <array>

namespace broadsheet::archive {

std::string_view zone_name(Zone zone) {
    static constexpr std::array<std::string_view, zone_count> names = {
        "headline", "deck",  "byline",  "dateline",   "lead",      "body",
        "heading",  "quote", "caption", "commentary", "correction"};
    return names[static_cast<std::size_t>(zone)];
}

std::string_view section_kind_name(SectionKind kind) {
    static constexpr std::array<std::string_view, section_kind_count> names = {
        "deck", "body", "commentary", "correction", "letters", "live"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view paragraph_kind_name(ParagraphKind kind) {
    static constexpr std::array<std::string_view, paragraph_kind_count> names = {
        "paragraph", "bullet", "quote", "caption"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view status_name(ArticleStatus status) {
    static constexpr std::array<std::string_view, article_status_count> names = {
        "usable", "withheld", "withdrawn"};
    return names[static_cast<std::size_t>(status)];
}

std::vector<std::string> section_path(const Article& article, std::size_t index) {
    std::vector<std::string> path;
    const Section& section = article.sections.at(index);
    if (section.level > 1) {
        for (std::size_t above = index; above-- > 0;) {
            if (article.sections[above].level > 1) continue;
            if (!article.sections[above].heading.empty()) {
                path.push_back(article.sections[above].heading);
            }
            break;
        }
    }
    if (!section.heading.empty()) path.push_back(section.heading);
    return path;
}

}  // namespace broadsheet::archive
