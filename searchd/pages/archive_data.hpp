// What the archive holds, as data for templates.
#pragma once

#include <boost/json/object.hpp>

#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// Sources, languages, counts and dates of an archive's summary.
void set_holdings(Data& page, const boost::json::object& summary);

/// Queries to try.
void set_examples(Data& page, const boost::json::object& summary);

}  // namespace broadsheet::searchd::pages
