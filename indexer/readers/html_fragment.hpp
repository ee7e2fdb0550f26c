// How does a piece of HTML within another format become sections? A feed's content:encoded, a
// JSON field, NITF's or NewsML's XHTML body.
#pragma once

#include <string>
#include <string_view>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// Appends what `html` (UTF-8) holds to article.sections: headings (h1 to h6, bold lead-ins),
/// paragraphs, bullets, block quotes, figure captions; see marked_blocks.hpp for the rules. Where
/// nothing is marked but a word here and there, the sectioner finds the structure as in plain text.
/// Scripts, styles, form controls, navigation, hidden elements, pictures and all attributes go.
///
/// Looked at, and to be set before: article.headline (a first line that repeats it is left out) and
/// desk (an opinion desk makes commentary). Sets article.dateline where it is empty and the text
/// opens with one.
///
/// The answer is empty, or says what could not be read; then nothing is appended.
[[nodiscard]] std::string append_html(archive::Article& article, std::string_view html);

/// The text of a line that may hold tags and entities, as titles in feeds do:
/// "Talks <em>resume</em> &amp; stall" gives "Talks resume & stall".
std::string html_line(std::string_view html);

/// Whether text that could be either is HTML: it has an end tag of HTML ("</p>"), an element that
/// needs none ("<br>", "<p>"), and no other sign is trusted: "a < b", "<unknown>" and entities
/// alone are plain text.
bool is_html(std::string_view text);

}  // namespace broadsheet::indexer
