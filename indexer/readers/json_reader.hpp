// JSON documents: ninjs, JSON Feed (https://www.jsonfeed.org/), an article, an array of articles,
// or what an interface answers, with the articles somewhere within ({"response": {"docs": [ … ]}}).
#pragma once

#include <boost/json/value.hpp>
#include <functional>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

/// Larger documents should be JSON Lines, which need no memory.
inline constexpr std::size_t max_json_bytes = 256 << 20;

/// Reads a document as a whole. The keys are those of jsonl_reader.hpp and ninjs.hpp.
Reader read_json;

/// Whether a text is one JSON document that has articles within, rather than one article.
bool holds_json_articles(std::string_view text);

/// Delivers each object within `value` that may be an article, with what the object around it tells
/// of all (the title of a feed); gives how many there were. `place_of` names the nth.
int deliver_json(const boost::json::value& value, const ReadOptions& options,
                 const std::function<ArticlePlace(int number)>& place_of, Delivery& delivery);

}  // namespace broadsheet::indexer
