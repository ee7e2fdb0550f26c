// What does a page say of its article in schema.org's terms, as JSON-LD (schema.org/NewsArticle)?
#pragma once

#include <string>
#include <vector>

#include "indexer/readers/page_facts.hpp"

namespace broadsheet::indexer {

/// The facts of the article among all that the page's scripts describe: objects, arrays and @graph
/// of any nesting; of several articles the one whose type says most (NewsArticle before Article
/// before WebPage), and of equals the first. Articles in lists, comments and the entries of live
/// blogs are none. References (@id) are followed. JSON that is broken is mended where it is usually
/// broken (line feeds in strings, comments, commas at the end) and else passed over.
PageFacts read_json_ld(const std::vector<std::string>& scripts);

}  // namespace broadsheet::indexer
