// Reading JSON for a page: what is missing, null or of another type counts as absent, and nothing
// throws.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string_view>

namespace broadsheet::searchd::pages {

namespace json = boost::json;

/// The member, or an empty one where there is none of this type.
const json::object& object_at(const json::object& from, std::string_view key);
const json::array& array_at(const json::object& from, std::string_view key);
std::string_view string_at(const json::object& from, std::string_view key);

/// Zero where there is no number.
double number_at(const json::object& from, std::string_view key);

/// A whole number from 0 to 9e15; zero for any other.
std::int64_t count_at(const json::object& from, std::string_view key);

/// Whether there is a number, where zero is not the same as none.
bool has_number(const json::object& from, std::string_view key);

bool flag_at(const json::object& from, std::string_view key);

/// The value itself, or an empty one.
const json::object& object_of(const json::value& value);
std::string_view string_of(const json::value& value);

}  // namespace broadsheet::searchd::pages
