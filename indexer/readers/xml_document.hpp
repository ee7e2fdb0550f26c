// How is XML from outside read? By libxml2, and safely: from memory only, never from a network or
// another file; a document that declares entities of its own is refused, so that none can grow
// (billion laughs) or read files (XXE); depth and size are bounded. The names of HTML's characters
// (&nbsp;) are known everywhere, since feeds use them without declaring them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

/// A document is read into memory as a whole: exports of a site have some 100 MB.
inline constexpr std::size_t max_xml_bytes = 256 << 20;

/// The formats of news nest some 20 elements, with XHTML in them some 50.
inline constexpr int max_xml_depth = 200;

/// Elements and texts within one record: the longest articles have some 10,000.
inline constexpr std::size_t max_xml_nodes = 1'000'000;

/// The text of an XML document.
struct XmlText {
    std::string utf8;
    std::string problem;  ///< what had to be mended in its encoding; empty where nothing had
    std::uint64_t offset = 0;
};

/// All of the input in UTF-8, whatever encoding it is in and declares. Control characters, which
/// XML cannot have, are spaces. Throws InputError.
XmlText read_xml_text(InputStream& stream);

/// One part of a document that is read by itself, such as the item of a feed.
struct XmlRecord {
    const XmlNode& node;
    const std::vector<XmlNode>& above;  ///< the elements around it, from the root, as far as read
    std::size_t end;                    ///< the byte of the document at which it ends
};

/// A document is not well-formed; what stood before that was read.
class XmlFault : public InputError {
  public:
    using InputError::InputError;
};

struct XmlVisitor {
    /// Whether an element is a record; asked at its start tag, with its attributes. Not asked
    /// within a record.
    std::function<bool(const XmlNode& tag)> is_record;
    std::function<void(const XmlRecord& record)> record;
};

/// Whether what is not well-formed ends the reading, or is passed over as far as that can be done;
/// a record that is still open at the end then ends there.
enum class XmlStrictness : std::uint8_t { strict, lenient };

/// Reads a document and lets go of each record once it is visited. Throws XmlFault, with the line,
/// for what is not well-formed (where it is lenient: nothing could be read of), and InputError for
/// what is too deep or large, or declares entities; records before that were visited.
void read_xml(std::string_view utf8, XmlStrictness strictness, const XmlVisitor& visitor);

/// A small document as a whole: an element within another format. Throws InputError.
XmlNode parse_xml(std::string_view utf8);

}  // namespace broadsheet::indexer
