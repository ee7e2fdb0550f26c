// Which day, month and year terms make up a range of dates?
#pragma once

#include <string>
#include <vector>

#include "query/facets.hpp"
#include "query/syntax/ast.hpp"

namespace broadsheet::query {

/// The fewest boolean terms (Y, M, D) that cover the range exactly, day by day: whole years, then
/// whole months, then the days at the edges. An open end goes to the archive's oldest or newest
/// dated article. An article of which only the month is known is in ranges that hold all of it.
std::vector<std::string> date_terms(const DateRange& range, const Columns& columns);

}  // namespace broadsheet::query
