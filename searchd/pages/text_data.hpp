// Text of articles as data for templates.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>

#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// Parts of text, those that are hits told from the others: `text` and `hit`.
List parts_of(const boost::json::array& parts);

/// Parts as an object with the member `parts`, or false where there is no text.
Data text_block(const List& parts);

std::string plain_text(const boost::json::array& parts);

/// `lang` and `dir`, of the text's language.
void set_language(Data& data, std::string_view language);

}  // namespace broadsheet::searchd::pages
