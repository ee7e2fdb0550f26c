// What is an article? Readers make it, the sectioner orders its parts, the archive keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::archive {

/// What a part of an article is there for.
enum class SectionKind : std::uint8_t {
    deck,        ///< standfirst or bullet summary
    body,        ///< the report itself
    commentary,  ///< opinion, analysis, editorial
    correction,  ///< a notice that corrects an article
    letters,     ///< letters to the editor; lies in the zone of commentary
    live,        ///< an entry of a live blog; lies in the zone of the body
};
inline constexpr int section_kind_count = 6;

enum class ParagraphKind : std::uint8_t { paragraph, bullet, quote, caption };
inline constexpr int paragraph_kind_count = 4;

/// What its source says may be done with an article: IPTC's publishing status
/// (http://cv.iptc.org/newscodes/pubstatusg2/).
enum class ArticleStatus : std::uint8_t {
    usable,
    withheld,   ///< not to be shown until further notice
    withdrawn,  ///< not to be shown ever again: "canceled", "killed"
};
inline constexpr int article_status_count = 3;

/// Places in an article that a match can be asked to lie in. They may overlap: a heading within the
/// commentary lies in both zones.
enum class Zone : std::uint8_t {
    headline,
    deck,
    byline,
    dateline,
    lead,  ///< the first two paragraphs of the body
    body,
    heading,
    quote,
    caption,
    commentary,
    correction,
};
inline constexpr int zone_count = 11;

/// A set of zones, one bit each.
using ZoneSet = std::uint16_t;
constexpr ZoneSet zone_bit(Zone zone) {
    return static_cast<ZoneSet>(1U << static_cast<unsigned>(zone));
}
constexpr bool contains(ZoneSet zones, Zone zone) { return (zones & zone_bit(zone)) != 0; }

std::string_view zone_name(Zone zone);           ///< "headline", …
std::string_view section_kind_name(SectionKind kind);
std::string_view paragraph_kind_name(ParagraphKind kind);
std::string_view status_name(ArticleStatus status);

struct Paragraph {
    ParagraphKind kind = ParagraphKind::paragraph;
    std::string text = {};      ///< UTF-8, one line, not empty
    std::string language = {};  ///< BCP 47, lower case, where it is another than the article's
    bool operator==(const Paragraph&) const = default;
};

/// A headed (or, with an empty heading, unheaded) part. Level 1 is a part of the article, level 2 a
/// piece of the last part of level 1 above it, as the pieces under the word "Commentary".
struct Section {
    SectionKind kind = SectionKind::body;
    std::uint8_t level = 1;
    std::string heading;
    std::vector<Paragraph> paragraphs;
    bool operator==(const Section&) const = default;
};

/// One news article. All text is valid UTF-8. Empty means unknown, except where noted.
struct Article {
    std::string id;        ///< unique in an archive; from the source, else made from where it lay
    std::string version;   ///< orders versions of one id, where the source has such
    std::string headline;
    std::string byline;
    std::string dateline;
    std::string date;      ///< as published, ISO 8601: 2025, 2025-07, 2025-07-09 or with time and zone
    std::string source;
    std::string desk;
    std::string language;  ///< BCP 47, lower case: en, ar, pt-br
    std::string url;
    std::vector<std::string> places;
    std::vector<std::string> topics;
    std::vector<Section> sections;
    ArticleStatus status = ArticleStatus::usable;
    std::string embargo = {};  ///< as `date`, the instant before which it must not be shown
    bool operator==(const Article&) const = default;
};

/// The headings above and of section `index`, outermost first: {"Commentary", "The Role of …"}.
/// Empty for an unheaded section of level 1.
std::vector<std::string> section_path(const Article& article, std::size_t index);

}  // namespace broadsheet::archive
