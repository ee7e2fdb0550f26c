// Which charset does a page say that it is in?
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// What <meta charset> or <meta http-equiv="Content-Type" content="…; charset=…"> declares near the
/// start of `bytes`; empty where nothing does. UTF-16 declared in bytes that could be read is a
/// mistake, as HTML has it, and not given.
std::string charset_in_page(std::string_view bytes);

/// The charset of a Content-Type: "text/html; charset=utf-8" gives "utf-8".
std::string charset_of_type(std::string_view content_type);

}  // namespace broadsheet::indexer
