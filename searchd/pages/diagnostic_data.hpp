// What the search engine says about a query, as data for templates.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>

#include "searchd/pages/links.hpp"
#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// The notices of a `query`, each with the words it is about and a link to the query that it offers.
void set_notices(Data& page, const boost::json::object& query, const SearchState& state);

/// The errors of a query, and the query in pieces with the faulty places marked. Offsets and
/// lengths are in bytes of `input`; marks never part a character.
void set_faults(Data& page, const std::string& input, const boost::json::array& errors);

}  // namespace broadsheet::searchd::pages
