// How does a browser learn to search here? An OpenSearch 1.1 description.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::searchd {

/// `host` is the one that the browser asked for, with the port; it is escaped.
std::string open_search_description(std::string_view host);

}  // namespace broadsheet::searchd
