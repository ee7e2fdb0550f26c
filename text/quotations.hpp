// What in a text is quoted speech, and who plainly says it?
//
//   “…” „…“ „…” ”…” «…» »…« ‹…› 「…」 『…』 "…"    between the marks, in any language
//   “… (a paragraph that opens and does not close)  to its end: the speech goes on in the next
//   — …, — said she.                               from a dash that opens the paragraph to the next
//
// Single quotation marks are not told from apostrophes, so they are none. Fewer than three words are a
// name or a word held at arm's length, not speech.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/sentence_breaker.hpp"
#include "text/token.hpp"

namespace broadsheet::text {

/// Words that a quotation has at least; of scripts without spaces, as many characters times three.
inline constexpr std::size_t least_quoted_words = 3;

struct Quotation {
    ByteRange bytes;          ///< between the marks
    std::string speaker = {}; ///< as written; empty where the sentence does not plainly name one
};

/// The quotations of a paragraph, whose tokens are given, by place; none lies within another. A speaker
/// is a name right beside a verb of saying ("…”, said Jane Roe", "Jane Roe a déclaré : « …") in one of the
/// languages that quotations.cpp lists the verbs of.
void find_quotations(std::string_view text, const TokenList& tokens, std::vector<Quotation>& out);

}  // namespace broadsheet::text
