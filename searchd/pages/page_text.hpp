// Text fit for a page, and numbers as people write them. Escaping is not done here: the templates
// do that, once.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::searchd::pages {

/// UTF-8 without control characters but tab and line feed: what offends becomes U+FFFD, so that it
/// is seen, not obeyed.
std::string clean(std::string_view raw);
std::string clean_at(const boost::json::object& from, std::string_view key);

/// At most `most` characters, for titles; with an ellipsis where any are left out.
std::string shorten(const std::string& text, std::size_t most);

/// The house's messages begin in lower case and have no final stop; a page shows sentences. What
/// begins with a quotation mark or a capital stays as it is.
std::string sentence(std::string message);

/// ASCII letters only: for tags and for comparing.
std::string lower(std::string_view text);

/// 12345 as "12,345".
std::string grouped(std::int64_t number);

/// "1 article", "12,345 articles".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// "1.9 ms", "12 ms", "1.2 s"; nothing for what is no duration.
std::string duration_text(double milliseconds);

}  // namespace broadsheet::searchd::pages
