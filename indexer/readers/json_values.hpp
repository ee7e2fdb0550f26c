// Values of JSON as texts: what the readers of JSON formats share.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// Neither null nor an empty text or array.
bool says_something(const boost::json::value& value);

/// A value as text: strings, numbers, objects by their name ({"name": "Doha"}) or value; nothing
/// else.
std::string json_text(const boost::json::value& value);

/// The texts of an array, or the one text of any other value.
std::vector<std::string> json_texts(const boost::json::value& value);

/// The value of a key; null where there is none.
const boost::json::value* json_member(const boost::json::object& object, std::string_view key);

/// The text of a key's value; empty where there is none.
std::string json_text_of(const boost::json::object& object, std::string_view key);

}  // namespace broadsheet::indexer
