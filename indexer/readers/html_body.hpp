// Where in a page is the article itself? Told by its paragraphs: how much text they have, how much
// of it is links, and by what surrounding elements are called; never by whose page it is.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/readers/html_tree.hpp"
#include "indexer/readers/marked_blocks.hpp"
#include "indexer/readers/page_facts.hpp"

namespace broadsheet::indexer {

struct HtmlBody {
    std::vector<MarkedBlock> deck;    ///< standfirst or bullet summary between headline and text
    std::vector<MarkedBlock> blocks;  ///< headings, paragraphs, bullets, quotes, captions
    std::size_t prose_bytes = 0;      ///< in paragraphs that read like text, not like links
};

/// The article of the page; empty where nothing reads like one. `headline` is the node of the
/// page's headline, 0 where it is not known.
HtmlBody find_body(const HtmlTree& tree, const PageFacts& facts, std::uint32_t headline);

}  // namespace broadsheet::indexer
