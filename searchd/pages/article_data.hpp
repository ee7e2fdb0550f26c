// An article by its parts, and what is known about it, as data for templates.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "searchd/pages/match_trail.hpp"
#include "searchd/pages/template.hpp"

namespace broadsheet::searchd::pages {

/// Headline, source and date, for the window.
std::string article_title(const boost::json::object& article);

/// What stands above the text but the headline and the deck, and the way to the original.
void set_head(Data& page, const boost::json::object& article);

/// What it is about, each phrase with a search for it.
void set_key_phrases(Data& page, const boost::json::object& article);

/// The deck, and the portions of the text: report, commentary, correction.
void set_sections(Data& page, const boost::json::object& article, MatchTrail& trail);

/// How many matches there are, the first and the last.
void set_matches(Data& page, const MatchTrail& trail);

/// The rows of "About this article".
List particulars_of(const boost::json::object& article);

}  // namespace broadsheet::searchd::pages
