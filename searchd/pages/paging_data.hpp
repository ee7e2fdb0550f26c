// Where a page of results stands among the others, as data for templates.
#pragma once

#include <algorithm>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>

#include "searchd/pages/links.hpp"
#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

struct Paging {
    std::int64_t limit, offset, shown, total;
    bool exact;  // whether total is the number, not a bound or an estimate

    std::int64_t page() const { return offset / limit + 1; }
    std::int64_t last() const { return std::max<std::int64_t>(1, (total + limit - 1) / limit); }
};

Paging paging_of(const boost::json::object& response);

/// "41 articles", "About 1,200 articles".
std::string count_text(const boost::json::object& response);

/// "Results 11 to 20"; nothing where there are none.
std::string range_text(const Paging& paging);

/// Links to the first page, the last, those around this one, the previous and the next.
void set_pages(Data& page, const SearchState& state, const Paging& paging);

/// What may help where there is nothing to show.
void set_help_where_nothing(Data& page, const SearchState& state, const Paging& paging);

}  // namespace broadsheet::searchd::pages
