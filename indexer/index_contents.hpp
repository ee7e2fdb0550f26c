// What does the index say of one article? Read back from the segment, and told so that two archives of
// the same articles say the same, however the articles are spread over segments, in whatever order
// they came and whatever their numbers there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::indexer {

/// The place of an article: its segment, open, the folder of that, and its number there.
struct IndexPlace {
    const Xapian::Database& database;
    const std::filesystem::path& segment;
    std::uint32_t document;
};

/// One entry each, in the order of terms and slots: "term TERM COUNT POSITION,POSITION,…" and
/// "value SLOT VALUE".
///
/// Left out is what does not follow from the article as it is stored: the key phrases, which are
/// measured against a model learnt from what was added before; the cluster of near-duplicates, likewise;
/// and the checksum of the article as it was delivered, before its language was identified.
std::vector<std::string> index_entries(const IndexPlace& place);

/// A checksum (XXH3, 64 bits) of all entries.
std::uint64_t index_checksum(const IndexPlace& place);

}  // namespace broadsheet::indexer
