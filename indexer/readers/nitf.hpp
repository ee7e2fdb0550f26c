// NITF 3: the News Industry Text Format of the IPTC (https://iptc.org/standards/nitf/).
#pragma once

#include "indexer/readers/delivery.hpp"
#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/readers/xml_node.hpp"

namespace broadsheet::indexer {

/// Reads an NITF document: one article.
void read_nitf(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink);

/// Takes into `read` what an <nitf> element has: facts that are not known yet, deck and body. For
/// NITF within NewsML.
void take_nitf(ReadArticle& read, const XmlNode& nitf);

}  // namespace broadsheet::indexer
