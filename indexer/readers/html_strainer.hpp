// What of a page's bytes is worth parsing? Most of a news page is scripts, styles, drawings and
// attributes for programs; some pages are written to break a parser.
//
// One pass over the bytes, as HTML's tokenizer goes (html.spec.whatwg.org, 13.2.5), leaves out what
// holds no text of an article, so that Gumbo has a fifth of a page to read, and bounds how deep
// elements can nest, on which the time and stack of every later step depend.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// Elements open at once. Browsers stop at 512 as well; the deepest of some 180 news pages looked
/// at has 60.
inline constexpr int max_html_depth = 512;

struct StrainedHtml {
    /// Tags and text as they stood, without comments, scripts, styles, drawings, form controls,
    /// media, and without attributes that say nothing of structure.
    std::string markup;
    /// The content of each <script type="application/ld+json">, as it stood.
    std::vector<std::string> json_ld;
    /// Start tags that were left out, their text kept, because they nest deeper than
    /// max_html_depth.
    std::size_t flattened = 0;
};

/// Strains `html`, which is UTF-8. Takes time in proportion to its length, whatever it holds.
StrainedHtml strain_html(std::string_view html);

}  // namespace broadsheet::indexer
