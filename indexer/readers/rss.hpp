// RSS 0.9 to 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (RDF), and exports of
// WordPress (WXR), which are RSS with elements of their own. One article an item, with its full
// content (content:encoded) or, where a feed has no more, its description.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_rss;

/// WordPress: posts and pages. Attachments, menus and the like are left out; drafts are withheld,
/// what is in the trash is withdrawn.
Reader read_wxr;

}  // namespace broadsheet::indexer
