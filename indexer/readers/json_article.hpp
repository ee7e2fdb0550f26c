// How does a JSON object become an article? The keys are those of jsonl_reader.hpp, or of ninjs.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "indexer/readers/delivery.hpp"

namespace broadsheet::indexer {

/// Takes into `read` what the object tells of an article, as far as it tells it: id and source may
/// stay empty. The answer is empty, or says why it is no article.
std::string take_json_article(ReadArticle& read, const boost::json::object& object,
                              const ReadOptions& options);

/// Whether the object has a text by itself: if not, it may be what articles lie in.
bool has_article_text(const boost::json::object& object);

}  // namespace broadsheet::indexer
