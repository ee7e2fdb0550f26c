// Hits with their snippets, as data for templates.
#pragma once

#include <boost/json/object.hpp>

#include "searchd/pages/links.hpp"
#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

void set_hits(Data& page, const SearchState& state, const boost::json::object& response);

}  // namespace broadsheet::searchd::pages
