// The search box, facets, filters in force and orders, as data for templates.
#pragma once

#include <boost/json/object.hpp>

#include "searchd/pages/links.hpp"
#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// The query, and what a new one keeps.
void set_search_form(Data& page, const SearchState& state);

/// Facets as links that add a filter or remove it, and the form for dates.
void set_facets(Data& page, const SearchState& state, const boost::json::object& facets);

/// The filters in force, each with a link that removes it.
void set_chips(Data& page, const SearchState& state);

/// How many copies stand behind others, with the switch that lists them too; or lists them no more.
void set_copies(Data& page, const SearchState& state, const boost::json::object& total);

void set_sorts(Data& page, const SearchState& state);

}  // namespace broadsheet::searchd::pages
