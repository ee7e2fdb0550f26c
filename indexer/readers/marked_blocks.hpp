// Which parts does an article have whose source marks them? From headings, paragraphs, bullets,
// quotes and captions that are marked as such to sections. The counterpart of sectioner.hpp, which
// finds structure where nothing is marked: what is marked is believed, and typography is asked only
// where the mark leaves it open (a paragraph all in bold, a paragraph that is one quotation).
#pragma once

#include <string>
#include <vector>

#include "archive/article.hpp"
#include "indexer/sectioner.hpp"

namespace broadsheet::indexer {

/// A heading or a paragraph, as its source marks it.
struct MarkedBlock {
    archive::ParagraphKind kind = archive::ParagraphKind::paragraph;
    int heading_level = 0;  ///< 1 to 6 as in HTML; 0 for what is no heading
    bool bold = false;      ///< all of it is, or all of the line above its first break
    std::string text;       ///< UTF-8, one line, not empty, no white space at its ends
    bool operator==(const MarkedBlock&) const = default;
};

/// The sections of an article, by these rules:
///
/// - The highest level of headings in use is level 1, all below it level 2.
/// - A short bold paragraph without a final stop, above text that is not bold, is a heading below
///   the marked ones; where nothing else is marked, of level 1.
/// - Where there is no heading at all by these, those are that the sectioner tells by typography.
/// - A heading such as "Commentary" opens that part, as in the sectioner: headings below it are its
///   pieces, until one of its own level follows deeper ones.
/// - A leading heading or paragraph that repeats the headline is left out, and so are rules.
///
/// Never gives a section that has neither heading nor paragraphs.
std::vector<archive::Section> sections_of_marked(std::vector<MarkedBlock> blocks,
                                                 const SectionerContext& context);

}  // namespace broadsheet::indexer
