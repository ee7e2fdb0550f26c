// Where does each piece of an article's text stand? The one walk through an article that the writer
// (to index), the reader (to highlight) and the tests (to compare) all use.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "archive/article.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::archive {

/// Free positions between sections (headline, byline, dateline and each section): more than the
/// largest distance that a query may ask for (255), so that no phrase or distance crosses one.
inline constexpr std::uint32_t section_gap = 256;

/// Free positions between the paragraphs of a section: no phrase runs on, while a distance may.
inline constexpr std::uint32_t paragraph_gap = 1;

/// The position of an article's first word. Not 0, which Xapian keeps no word at by convention.
inline constexpr std::uint32_t first_article_position = 1;

/// Body paragraphs that are the lead.
inline constexpr int lead_paragraphs = 2;

/// `section` of the units that belong to no section: headline, byline, dateline.
inline constexpr std::uint32_t no_section = 0xFFFFFFFF;

/// A piece of text that is analysed on its own: headline, byline, dateline, a heading, a paragraph.
struct TextUnit {
    std::string_view text;  ///< a view of the article's own string
    ZoneSet zones;
    std::uint32_t section;    ///< index in Article::sections, or no_section
    std::uint32_t paragraph;  ///< counted from 1 through the article; 0 for what is no paragraph
    bool starts_section;      ///< whether the gap before it is a section's
};

/// The units of an article in the order of their positions; empty texts are left out.
std::vector<TextUnit> text_units(const Article& article);

/// The position of a unit's first word, from the end of the unit before (0 before the first).
constexpr std::uint32_t next_unit_position(std::uint32_t end_before, bool starts_section) {
    if (end_before == 0) return first_article_position;
    return end_before + (starts_section ? section_gap : paragraph_gap);
}

}  // namespace broadsheet::archive
