// Parts of an article that formats give by themselves: a deck, a body as XHTML or as text.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

/// What an element of a format is in HTML; `html` empty: it is left out, with all in it.
struct ElementName {
    std::string_view name, html;
};

/// The content of `node` as HTML, its elements renamed by the table; those that are not in it keep
/// their names.
std::string to_html(const XmlNode& node, std::span<const ElementName> names = {});

/// Appends a body that stands as markup within XML.
void add_markup(ReadArticle& read, const XmlNode& node, std::span<const ElementName> names = {});

/// Appends a body that is HTML or plain text, whichever it looks like.
void add_text(ReadArticle& read, std::string_view text);

/// Puts a deck of `text`, HTML or plain, at the front of the sections; call it when the body is
/// there. A deck that says no more than the headline or the beginning of the body is none.
void add_deck(ReadArticle& read, std::string_view text);

}  // namespace broadsheet::indexer
