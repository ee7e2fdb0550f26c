// An XML element with all in it, as the readers of XML formats look at it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::indexer {

struct XmlAttribute {
    std::string name;  ///< with its prefix, where it has one: "xml:lang", "href"
    std::string value;
};

/// An element, or a run of text.
struct XmlNode {
    std::string name = {};   ///< of an element, without prefix: "headline"; empty for text
    std::string space = {};  ///< the element's namespace; empty for none
    std::string text = {};   ///< of text
    std::vector<XmlAttribute> attributes = {};
    std::vector<XmlNode> children = {};

    bool is_text() const { return name.empty(); }

    /// The value of an attribute; empty where there is none.
    std::string_view attribute(std::string_view wanted) const;

    /// The first child element of that name, in any namespace; null where there is none.
    const XmlNode* child(std::string_view wanted) const;

    /// All elements at the end of a path of names from here: "head/docdata/doc-id". A name stands
    /// for an element of the namespace of the element above it; with a prefix ("dc:creator"), for
    /// one of the namespaces that are listed in xml_node.cpp; "*" is any element, an empty path
    /// this node.
    std::vector<const XmlNode*> find_all(std::string_view path) const;
    const XmlNode* find(std::string_view path) const;

    /// The first element of that name within this, in the order of the document, however deep.
    const XmlNode* descendant(std::string_view wanted) const;

    /// All text within, as it stands.
    std::string all_text() const;

    /// All text within, on one line: every run of white space is one space.
    std::string line() const;
};

/// `text` on one line, without white space at its ends.
std::string one_line(std::string_view text);

}  // namespace broadsheet::indexer
