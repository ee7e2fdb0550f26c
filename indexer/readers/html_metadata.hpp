// What does a page say of its article outside of JSON-LD: <meta>, microdata, <time>, its byline?
#pragma once

#include <cstdint>

#include "indexer/readers/html_tree.hpp"
#include "indexer/readers/page_facts.hpp"

namespace broadsheet::indexer {

/// What <meta>, <link>, <title> and <html> tell: OpenGraph and article:* first, then the names of
/// Dublin Core, news_keywords and others in use.
PageFacts read_meta(const HtmlTree& tree);

/// What microdata (itemprop of schema.org's Article), <time>, rel=author and elements whose class
/// names them a byline tell, in this order. `headline` is the node of the page's headline, near
/// which date and byline are looked for first; the root where it is not known.
PageFacts read_marked_facts(const HtmlTree& tree, std::uint32_t headline);

/// The text of an element on one line; of a long one its beginning.
std::string text_within(const HtmlTree& tree, std::uint32_t node);

/// The heading that is the page's headline: the <h1> that says what `wanted` says or, else, the
/// first with text; 0 where there is none.
std::uint32_t find_headline(const HtmlTree& tree, std::string_view wanted);

}  // namespace broadsheet::indexer
