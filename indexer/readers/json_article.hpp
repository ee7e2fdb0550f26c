// How does a JSON object become an article? The keys are those of jsonl_reader.hpp.
#pragma once

#include <boost/json/object.hpp>
#include "indexer/readers/delivery.hpp"

namespace broadsheet::indexer {

/// The article of an object, as far as the object tells it: id and source may be empty.
ReadArticle article_from_json(const boost::json::object& object);

}  // namespace broadsheet::indexer
