// Tables as text (RFC 4180): CSV, and the same with tabs, semicolons or bars between the fields.
// The first line names the columns, by the names of jsonl_reader.hpp or of --map; a row is an
// article.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_csv;

/// Whether an input begins as such a table: with a line of names, one of which is that of a
/// headline or text.
bool is_csv(const Opening& opening);

}  // namespace broadsheet::indexer
