// Does the index say what the articles say? Xapian has no checksums: a flipped bit may leave its tables
// in order, and a word in another article or place.
//
// So each article of a segment is indexed once more, from the text that is stored and has a checksum,
// and compared with what the segment's lists by word, positions and values have of it. Takes about as long as adding the
// articles did.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/dictionary.hpp"

namespace broadsheet::indexer {

/// A line for each article whose index is not that of its text, and one if articles are found by words
/// that they do not have, or not by those that they have; empty if all is well. Expects a segment in
/// which find_damage() found nothing; as with that, call it in a process of its own. Throws SegmentError
/// and std::filesystem::filesystem_error, also where there is no room for temporary files.
std::vector<std::string> find_index_damage(const std::filesystem::path& segment,
                                           const archive::Dictionaries& dictionaries);

}  // namespace broadsheet::indexer
