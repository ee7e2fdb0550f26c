#include "indexer/readers/page_facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/readers/html_bytes.hpp"
#include "indexer/readers/html_fragment.hpp"
#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

// "The Meridian's correspondent in Doha and staff writers" is the longest byline one meets; what is
// longer is a biography.
constexpr std::size_t widest_author = 80;

// A page that lists more is a list of something else.
constexpr std::size_t most_items = 64;

constexpr std::array<std::string_view, 10> byline_openings = {
    "by ", "von ", "par ", "por ", "door ", "di ", "av ", "text: ", "written by ", "text von "};

void fill(std::string& mine, std::string& other) {
    if (mine.empty()) mine = std::move(other);
}

void fill(std::vector<std::string>& mine, std::vector<std::string>& other) {
    if (mine.empty()) mine = std::move(other);
}

bool is_address(std::string_view name) {
    return name.starts_with("http:") || name.starts_with("https:") || name.starts_with("//") ||
           name.starts_with("www.") || name.find('@') != std::string_view::npos ||
           name.starts_with('/');
}

}  // namespace

void PageFacts::fill_from(PageFacts&& other) {
    is_article = is_article || other.is_article;
    is_live = is_live || other.is_live;
    if (kind == archive::SectionKind::body) kind = other.kind;
    fill(headline, other.headline);
    fill(authors, other.authors);
    fill(houses, other.houses);
    fill(date, other.date);
    fill(source, other.source);
    fill(desk, other.desk);
    fill(language, other.language);
    fill(url, other.url);
    fill(description, other.description);
    fill(body, other.body);
    fill(topics, other.topics);
    fill(places, other.places);
}

void add_once(std::vector<std::string>& list, std::string_view item) {
    if (item.empty() || list.size() >= most_items) return;
    const std::string folded = text::fold(item);
    const bool known = std::ranges::any_of(
        list, [&](const std::string& other) { return text::fold(other) == folded; });
    if (!known) list.emplace_back(item);
}

void add_author(std::vector<std::string>& authors, std::string_view name) {
    std::string line = html_line(name);
    for (const std::string_view opening : byline_openings) {
        if (line.size() > opening.size() &&
            equal_in_any_case(std::string_view(line).substr(0, opening.size()), opening)) {
            line.erase(0, opening.size());
            break;
        }
    }
    const std::string_view clean = trim(line);
    if (clean.empty() || is_ornament(clean) || is_address(clean) || columns(clean) > widest_author)
        return;
    add_once(authors, clean);
}

}  // namespace broadsheet::indexer
