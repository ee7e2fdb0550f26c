// In which language is an article, and which of its paragraphs are in another?
#pragma once

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// Sets the language of an article that has none and is surely in one, and that of each paragraph
/// that is surely in another than the article. What the source says of either stays.
void identify_languages(archive::Article& article);

}  // namespace broadsheet::indexer
