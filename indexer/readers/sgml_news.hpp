// The SGML of the classic collections for research: Reuters-21578 (records <REUTERS …>, see its
// lewis.dtd) and TREC (records <DOC>, with tags that differ from newspaper to newspaper).
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_reuters_sgml;
Reader read_trec;

}  // namespace broadsheet::indexer
