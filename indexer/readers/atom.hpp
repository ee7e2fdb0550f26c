// Atom feeds (RFC 4287, and Atom 0.3 before it): one article an <entry>.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_atom;

}  // namespace broadsheet::indexer
