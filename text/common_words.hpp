// Which words are so common that they say nothing of what an article is about?
//
// To find a phrase of common words means looking at the positions of most of the archive. A document that has
// two of them side by side has a term for that pair, so that "of the" is one posting list and "one of the"
// begins with few documents.
#pragma once

#include <string_view>

namespace broadsheet::text {

/// Whether a folded form is one of the common words of a language: about a hundred and fifty in English,
/// fifty in others. Fixed for a schema_version: an archive has the pairs of the list that it was made with.
bool is_common_word(std::string_view form);

}  // namespace broadsheet::text
