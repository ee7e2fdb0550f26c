// What a run did, in one line.
#pragma once

#include <string>

#include "indexer/ingest_summary.hpp"

namespace broadsheet::indexer {

/// "indexed 1,204 articles (12 replaced, 3 refused) in 1.9 s; report: …"
std::string to_text(const IngestSummary& summary, double seconds);
/// The same as one line of JSON.
std::string to_json(const IngestSummary& summary, double seconds);

}  // namespace broadsheet::indexer
