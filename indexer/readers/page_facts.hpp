// What does a page say about its article, before the article itself is looked at? Facts come from
// several places of a page, which contradict each other; each place fills what the ones before it
// left open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// All values are text on one line, entities resolved; empty where the page does not say.
struct PageFacts {
    bool is_article = false;  ///< it calls itself one: a type of schema.org's, og:type
    bool is_live = false;     ///< a live blog
    archive::SectionKind kind = archive::SectionKind::body;
    std::string headline;
    std::vector<std::string> authors;
    std::vector<std::string> houses;  ///< given as authors: for where no person is
    std::string date;                 ///< as it stands there; not yet read
    std::string source;
    std::string desk;
    std::string language;
    std::string url;
    std::string description;  ///< for search engines; often, not always, the standfirst
    std::string body;         ///< the text of the article, where the page repeats it for programs
    std::vector<std::string> topics;
    std::vector<std::string> places;

    /// Fills what is empty here from there.
    void fill_from(PageFacts&& other);
};

/// Adds a name of an author: cleaned of "By", of addresses and of what is no name; once each.
void add_author(std::vector<std::string>& authors, std::string_view name);

/// Adds an item to a list, once each, in any case.
void add_once(std::vector<std::string>& list, std::string_view item);

}  // namespace broadsheet::indexer
