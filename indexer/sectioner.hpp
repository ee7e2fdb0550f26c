// Which parts does an article have? From blocks of text to sections, told apart by structure and
// typography alone, whatever the language.
//
//   deck        bullets directly below the headline
//   heading     a short line without a final stop, above a paragraph that is clearly longer
//   commentary  from the word that opens it ("Commentary", "Kommentar", "رأي"…), alone on its line;
//               the headed pieces below it are of level 2
//   letters     from "Letters to the editor" or its counterpart, in the same way
//   correction  from "Correction" or its counterpart, alone on its line or before a colon
//   bullet, quote, caption: kinds of paragraphs
//
// Where a line could be either, it is a paragraph: a heading that was missed costs a little, one
// that was invented puts a false mark on the text. No text is lost but rules ("* * *") and a first
// line that repeats the headline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// A paragraph or a line, as the layout of the text has it: see readers/text_blocks.hpp.
struct TextBlock {
    std::string text;           ///< UTF-8, one line, not empty, no white space at its ends
    bool blank_before = false;  ///< a blank line stands above it
    bool operator==(const TextBlock&) const = default;
};

/// What is known of the article to which the blocks belong.
struct SectionerContext {
    /// Leading blocks that say the same are left out.
    std::string_view headline;
    /// The blocks stand below the headline on the same page, as in a text file: then a short
    /// paragraph between headline and body is the standfirst.
    bool below_headline = false;
    /// What the article is as a whole: see kind_of_article().
    archive::SectionKind kind = archive::SectionKind::body;
};

/// What an article is as a whole, by its headline ("Correction: Doha talks", "Analysis: …") or its
/// desk ("Opinion"): commentary, letters, correction or, mostly, body.
archive::SectionKind kind_of_article(std::string_view headline, std::string_view desk);

/// The sections of an article. Moves the text out of `blocks`. Never gives a section that has
/// neither heading nor paragraphs.
std::vector<archive::Section> make_sections(std::vector<TextBlock> blocks,
                                            const SectionerContext& context);

/// A deck that the source gives apart from the text: bullets where it has such, else paragraphs.
archive::Section make_deck(const std::vector<TextBlock>& blocks);

/// The dateline that opens the first paragraph below the deck ("DOHA, July 9 (Meridian)"), which
/// stays in the text; empty where there is none.
std::string find_dateline(const std::vector<archive::Section>& sections);

}  // namespace broadsheet::indexer
