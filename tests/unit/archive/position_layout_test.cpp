#include "archive/position_layout.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadsheet::archive;

namespace {

std::string zones_of(ZoneSet zones) {
    std::string names;
    for (int i = 0; i < zone_count; ++i) {
        const auto zone = static_cast<Zone>(i);
        if (contains(zones, zone)) names += (names.empty() ? "" : " ") + std::string(zone_name(zone));
    }
    return names;
}

// "text | zones | section.paragraph", with a plus where a section starts.
std::vector<std::string> shown(const Article& article) {
    std::vector<std::string> rows;
    for (const TextUnit& unit : text_units(article)) {
        const std::string section =
            unit.section == no_section ? "-" : std::to_string(unit.section);
        rows.push_back(std::string(unit.starts_section ? "+" : " ") + std::string(unit.text) + " | " +
                       zones_of(unit.zones) + " | " + section + "." +
                       std::to_string(unit.paragraph));
    }
    return rows;
}

}  // namespace

TEST_CASE("an article's texts stand in order, each with its zones, section and paragraph") {
    Article article;
    article.headline = "Headline";
    article.byline = "Byline";
    article.dateline = "Dateline";
    article.sections = {
        {SectionKind::deck, 1, "", {{ParagraphKind::bullet, "bullet"}}},
        {SectionKind::body,
         1,
         "",
         {{ParagraphKind::caption, "caption"},
          {ParagraphKind::paragraph, "first"},
          {ParagraphKind::quote, "second"},
          {ParagraphKind::paragraph, "third"}}},
        {SectionKind::body, 1, "Heading", {{ParagraphKind::paragraph, "fourth"}}},
        {SectionKind::commentary, 1, "Commentary", {}},
        {SectionKind::commentary, 2, "Piece", {{ParagraphKind::quote, "opinion"}}},
        {SectionKind::correction, 1, "", {{ParagraphKind::paragraph, "wrong"}}},
    };
    CHECK(shown(article) == std::vector<std::string>{
                                "+Headline | headline | -.0",
                                "+Byline | byline | -.0",
                                "+Dateline | dateline | -.0",
                                "+bullet | deck | 0.1",
                                "+caption | body caption | 1.2",
                                " first | lead body | 1.3",
                                " second | lead body quote | 1.4",
                                " third | body | 1.5",
                                "+Heading | body heading | 2.0",
                                " fourth | body | 2.6",
                                "+Commentary | heading commentary | 3.0",
                                "+Piece | heading commentary | 4.0",
                                " opinion | quote commentary | 4.7",
                                "+wrong | correction | 5.8",
                            });
}

TEST_CASE("the lead goes on over a heading, and is of the body only") {
    Article article;
    article.sections = {
        {SectionKind::commentary, 1, "", {{ParagraphKind::paragraph, "opinion"}}},
        {SectionKind::body, 1, "", {{ParagraphKind::paragraph, "first"}}},
        {SectionKind::body, 1, "Heading", {{ParagraphKind::bullet, "second"},
                                           {ParagraphKind::paragraph, "third"}}},
    };
    CHECK(shown(article) == std::vector<std::string>{
                                "+opinion | commentary | 0.1",
                                "+first | lead body | 1.2",
                                "+Heading | body heading | 2.0",
                                " second | lead body | 2.3",
                                " third | body | 2.4",
                            });
}

TEST_CASE("texts that are not there are left out") {
    CHECK(text_units({}).empty());
    Article article;
    article.byline = "Byline";
    CHECK(shown(article) == std::vector<std::string>{"+Byline | byline | -.0"});
}

TEST_CASE("no distance crosses sections, and no phrase crosses paragraphs") {
    constexpr std::uint32_t largest_distance = 255;
    CHECK(next_unit_position(0, true) == first_article_position);
    CHECK(next_unit_position(0, false) == first_article_position);
    const std::uint32_t last_word = 9, end = last_word + 1;
    CHECK(next_unit_position(end, true) - last_word > largest_distance);
    CHECK(next_unit_position(end, false) - last_word == 2);  // 1 is adjacent
}

TEST_CASE("the path of a section is its headings, outermost first") {
    Article article;
    article.sections = {{SectionKind::body, 1, "", {}},
                        {SectionKind::commentary, 1, "Commentary", {}},
                        {SectionKind::commentary, 2, "Piece", {}},
                        {SectionKind::commentary, 2, "", {}},
                        {SectionKind::body, 1, "Later", {}},
                        {SectionKind::body, 1, "", {}},
                        {SectionKind::body, 2, "Below nothing", {}}};
    using Path = std::vector<std::string>;
    CHECK(section_path(article, 0) == Path{});
    CHECK(section_path(article, 1) == Path{"Commentary"});
    CHECK(section_path(article, 2) == Path{"Commentary", "Piece"});
    CHECK(section_path(article, 3) == Path{"Commentary"});
    CHECK(section_path(article, 4) == Path{"Later"});
    CHECK(section_path(article, 6) == Path{"Below nothing"});
}
