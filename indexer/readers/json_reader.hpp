// JSON documents: ninjs, JSON Feed (https://www.jsonfeed.org/), an article, an array of articles,
// or what an interface answers, with the articles somewhere within ({"response": {"docs": [ … ]}}).
#pragma once

#include <boost/json/value.hpp>
#include <functional>

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

/// Larger documents should be JSON Lines, which need no memory.
inline constexpr std::size_t max_json_bytes = 256 << 20;

/// Reads a document as a whole. The keys are those of jsonl_reader.hpp and ninjs.hpp.
Reader read_json;

/// Whether a text is one JSON document that has articles within, rather than one article.
bool holds_json_articles(std::string_view text);

/// Calls `visit` with each object within `value` that may be an article, and with the object around
/// it, if any, that tells what is common to all (the title of a feed).
void visit_json_articles(const boost::json::value& value,
                         const std::function<void(const boost::json::object& article,
                                                  const boost::json::object* around)>& visit);

}  // namespace broadsheet::indexer
