// How does a JSON object become an article? The keys are those of jsonl_reader.hpp.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::indexer {

struct JsonArticle {
    archive::Article article;
    std::vector<std::string> problems;  ///< values that could not be kept
};

/// The article of an object, as far as the object tells it: id and source may be empty.
JsonArticle article_from_json(const boost::json::object& object);

}  // namespace broadsheet::indexer
