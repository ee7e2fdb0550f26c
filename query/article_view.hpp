// An article to read, with every match of a query highlighted and numbered.
#pragma once

#include <vector>

#include "archive/stored_article.hpp"
#include "query/result_page.hpp"
#include "query/spans.hpp"

namespace broadsheet::query {

/// `spans` are sorted; matches are numbered from 1 in the order of the text. The query's own part of
/// the view is left to the caller.
ArticleView article_view(const archive::StoredArticle& stored, const std::vector<LeafSpan>& spans);

}  // namespace broadsheet::query
