// NewsML 1, the IPTC's XML for the exchange of news before G2
// (https://iptc.org/standards/newsml-1/): one article a <NewsItem>, with NITF, XHTML or text
// within.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_newsml1;

}  // namespace broadsheet::indexer
