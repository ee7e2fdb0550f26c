// Which boolean terms does an article have? Written by the indexer, asked for by the reader.
#pragma once

#include <string>
#include <vector>

#include "archive/article.hpp"
#include "archive/terms.hpp"

namespace broadsheet::archive {

/// Id, source, desk, language, places, topics, day, month and year of an article as boolean terms;
/// what it does not have is left out. Sorted, each once.
std::vector<std::string> boolean_terms(const Article& article);

}  // namespace broadsheet::archive
