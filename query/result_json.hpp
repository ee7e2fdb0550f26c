// The answers as JSON, as the API gives them and as `broadsheet-query --format json` prints them.
// Names and shapes: docs/api.md. Unknown strings are null, never "".
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/array.hpp>

#include "query/result_page.hpp"
#include "query/suggest.hpp"

namespace broadsheet::query {

/// `next_cursor` is left to the caller, who knows how cursors are spelt; it is set to null here.
boost::json::object to_json(const ResultPage& page);
boost::json::object to_json(const ArticleView& article);
boost::json::object to_json(const ArchiveSummary& summary);
boost::json::object to_json(const Suggestions& suggestions);
boost::json::array to_json(const Diagnostics& diagnostics);

}  // namespace broadsheet::query
