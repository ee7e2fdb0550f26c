// Where in an XML format do the facts about an article stand? Each format has a table of such
// places; this takes the facts by it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/metadata.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

struct XmlField {
    std::string_view path;       ///< as XmlNode::find_all() takes it
    std::string_view attribute;  ///< empty: the text within
    MetadataField field;
};

/// Takes what `node` has by the table. A field that is set already stays; else the first row counts
/// that has a value which can be kept. Lists (places, topics) gather the values of all rows, each
/// value one entry. A value that cannot be kept is a problem of the article if no other row has a
/// better one.
void take_fields(ReadArticle& read, const XmlNode& node, std::span<const XmlField> table);

/// Takes a genre ("Opinion", "Analysis") for the desk, where it is one that makes commentary or
/// letters of the whole article; others say too little.
void take_genre(ReadArticle& read, std::string_view genre);

/// Sets one field as take_fields() does.
void take_value(ReadArticle& read, MetadataField field, std::string_view value);

}  // namespace broadsheet::indexer
