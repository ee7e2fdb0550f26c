// ALTO, the XML of scanned pages (https://www.loc.gov/standards/alto/): each page is an article,
// its text blocks are paragraphs, and words that a line's end parts are joined. METS, which lists
// the files of an issue, holds no text.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_alto;

}  // namespace broadsheet::indexer
