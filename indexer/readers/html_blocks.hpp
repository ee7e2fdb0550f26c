// Which headings and paragraphs does HTML mark? One walk over a parsed page, block by block.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html_tree.hpp"
#include "indexer/readers/marked_blocks.hpp"

namespace broadsheet::indexer {

/// A block, and where in the page it stands.
struct HtmlBlock {
    MarkedBlock block;
    std::uint32_t node = 0;      ///< the innermost block element around it
    std::uint32_t first = 0;     ///< its first text node
    std::size_t link_bytes = 0;  ///< of its text that lie within links
};

/// What an element is to the walk.
enum class HtmlRole : std::uint8_t {
    inline_text,
    block,
    heading,
    item,  ///< of a list
    quote,
    caption,  ///< of a figure or a table
    cell,
    line_break,
    preformatted,
    bold,
    link,
    dropped,  ///< with all in it: navigation, forms' labels, ruby's readings
};
HtmlRole html_role(GumboTag tag);

/// The blocks of the page. White space is normalised: runs of it are one space, and soft hyphens
/// go. Two breaks in a row part paragraphs, one is a space; a bold line before a break is a block
/// of its own. Rows of a table of figures are paragraphs, cells that hold paragraphs are none. What
/// stands in hidden elements is left out, and so is all in nodes for which `left_out` (one entry a
/// node, or empty) is set.
std::vector<HtmlBlock> html_blocks(const HtmlTree& tree, const std::vector<bool>& left_out = {});

/// Appends `text` with its white space normalised, as html_blocks() does.
void append_html_text(std::string& out, std::string_view text);

}  // namespace broadsheet::indexer
