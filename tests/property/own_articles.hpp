// Articles whose words, sentences and zones are known because they are put together from them: for the
// second opinion on queries, which asks neither the analyzer nor query/ for anything.
//
// The words are plain enough that nobody can read them otherwise: letters, and hyphens within compounds.
// What a word, a compound, a gap and a zone are is written down anew here from the tables of
// text/analyzer.hpp and archive/position_layout.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "tests/property/random_news.hpp"

namespace broadsheet::tests {

/// The words between two ends of sentences; written with a mark at the end.
using Sentence = Words;

struct OwnUnit {
    std::vector<Sentence> sentences;
    archive::ParagraphKind kind = archive::ParagraphKind::paragraph;
};

struct OwnSection {
    archive::SectionKind kind = archive::SectionKind::body;
    std::vector<OwnUnit> heading;  ///< one or none
    std::vector<OwnUnit> paragraphs;
};

struct OwnArticle {
    std::string id, source, date;
    OwnUnit headline;
    std::vector<OwnSection> sections;
};

OwnArticle random_own_article(Dice& dice, std::size_t number);

archive::Article delivered(const OwnArticle& article);

/// A word as it stands at one position.
struct WordPlace {
    std::uint32_t unit = 0;                     ///< of the texts of the article in order
    std::uint32_t begin = 0, end = 0;           ///< bytes of the unit's text
    bool capital = false, small = false;        ///< has letters of this kind
    std::uint32_t sentence = 0, paragraph = 0, section = 0;
    std::map<std::string, std::uint32_t> zones;  ///< which run of each zone
};

/// A form that stands at [begin, end).
struct OwnToken {
    std::string form;
    std::uint32_t begin = 0, end = 0;
};

/// All that there is to know of an article.
struct Reading {
    std::string id, source, date;
    std::vector<std::string> texts;  ///< headline, headings and paragraphs in order
    std::vector<OwnToken> tokens;
    std::map<std::uint32_t, WordPlace> places;  ///< by position
};

Reading read(const OwnArticle& article);

std::string lower_case(std::string text);

/// "cease-fire" is cease and fire.
Words parts_of_compound(const std::string& word);

}  // namespace broadsheet::tests
