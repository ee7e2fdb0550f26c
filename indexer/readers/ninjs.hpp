// ninjs 1 to 3, the IPTC's JSON for news (https://iptc.org/standards/ninjs/), and what systems
// close to it write (body_html, guid).
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "indexer/readers/delivery.hpp"

namespace broadsheet::indexer {

/// Whether an object is a ninjs item, by its keys.
bool is_ninjs(const boost::json::object& object);

/// The article of an item. The answer is empty, or says why it is none: pictures, video, sound,
/// events and plans are no articles.
std::string take_ninjs(ReadArticle& read, const boost::json::object& item);

}  // namespace broadsheet::indexer
