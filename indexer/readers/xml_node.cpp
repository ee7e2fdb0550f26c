#include "indexer/readers/xml_node.hpp"

#include <algorithm>
#include <array>

namespace broadsheet::indexer {

namespace {

// Bounded by the depth that xml_document.hpp lets pass.
void append_text(const XmlNode& node, std::string& out) {
    out += node.text;
    for (const XmlNode& child : node.children) append_text(child, out);
}

struct NamespacePart {
    std::string_view prefix, part;
};

// What the address of a namespace has within, whatever its version.
constexpr std::array namespace_parts = {
    NamespacePart{"dc", "purl.org/dc/"},
    NamespacePart{"content", "purl.org/rss/1.0/modules/content"},
    NamespacePart{"prism", "prismstandard.org"},
    NamespacePart{"prism", "modules/prism"},
    NamespacePart{"feedburner", "feedburner"},
    NamespacePart{"excerpt", "wordpress.org/export/excerpt"},
    NamespacePart{"wp", "wordpress.org/export/"},
    NamespacePart{"atom", "www.w3.org/2005/Atom"},
};

bool is_step(const XmlNode& child, const XmlNode& above, std::string_view step) {
    if (child.is_text()) return false;
    if (step == "*") return true;
    const std::size_t colon = step.find(':');
    if (colon == std::string_view::npos) return child.name == step && child.space == above.space;
    if (child.name != step.substr(colon + 1)) return false;
    return std::ranges::any_of(namespace_parts, [&](const NamespacePart& entry) {
        return entry.prefix == step.substr(0, colon) &&
               child.space.find(entry.part) != std::string::npos;
    });
}

void find_within(const XmlNode& node, std::string_view path, std::vector<const XmlNode*>& found) {
    if (path.empty()) {
        found.push_back(&node);
        return;
    }
    const std::size_t slash = std::min(path.size(), path.find('/'));
    const std::string_view step = path.substr(0, slash);
    const std::string_view rest = path.substr(std::min(path.size(), slash + 1));
    for (const XmlNode& child : node.children) {
        if (is_step(child, node, step)) find_within(child, rest, found);
    }
}

}  // namespace

std::string_view XmlNode::attribute(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, &XmlAttribute::name);
    return found == attributes.end() ? std::string_view{} : std::string_view(found->value);
}

const XmlNode* XmlNode::child(std::string_view wanted) const {
    const auto found = std::ranges::find(children, wanted, &XmlNode::name);
    return found == children.end() ? nullptr : &*found;
}

std::vector<const XmlNode*> XmlNode::find_all(std::string_view path) const {
    std::vector<const XmlNode*> found;
    find_within(*this, path, found);
    return found;
}

const XmlNode* XmlNode::find(std::string_view path) const {
    const auto found = find_all(path);
    return found.empty() ? nullptr : found.front();
}

const XmlNode* XmlNode::descendant(std::string_view wanted) const {
    for (const XmlNode& node : children) {
        if (node.name == wanted) return &node;
        if (const XmlNode* found = node.descendant(wanted)) return found;
    }
    return nullptr;
}

std::string XmlNode::all_text() const {
    std::string out;
    append_text(*this, out);
    return out;
}

std::string XmlNode::line() const {
    return one_line(all_text());
}

std::string one_line(std::string_view text) {
    std::string out;
    bool space = false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
            space = true;
            continue;
        }
        if (space && !out.empty()) out += ' ';
        space = false;
        out += c;
    }
    return out;
}

}  // namespace broadsheet::indexer
