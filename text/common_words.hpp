// Which words are so common that two of them side by side are indexed as a pair?
//
// To find a phrase of common words by positions means reading the positions of half the archive. A
// document that has two of them side by side has a term for that pair, so that "of the" is one posting
// list and "one of the" begins with a few documents.
#pragma once

#include <string_view>

namespace broadsheet::text {

/// Whether a folded form is one of the commonest of a language: about a hundred in English, fifty in
/// others. Fixed for an analyzer_version: an archive has the pairs of the list that it was made with.
bool is_common_word(std::string_view form);

}  // namespace broadsheet::text
