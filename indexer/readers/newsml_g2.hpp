// NewsML-G2, the IPTC's current XML for the exchange of news
// (https://iptc.org/standards/newsml-g2/): a <newsItem> by itself or several in a <newsMessage>,
// with NITF, XHTML or text as content. Items of other kinds (packages, concepts, events, plans,
// catalogues) and news items of pictures, sound and video hold no article and are refused as what
// they are.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_newsml_g2;

}  // namespace broadsheet::indexer
