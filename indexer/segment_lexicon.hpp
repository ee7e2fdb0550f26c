// The lexicon beside a segment's database (archive/lexicon_file.hpp): made when the segment is
// written, made anew when articles are deleted from it.
#pragma once

#include <filesystem>
#include <string>

namespace broadsheet::indexer {

/// Writes the lexicon of a segment, whole or not at all, and durably. Takes as long as a walk through
/// all terms of the segment, and one stem for each form and language. Throws SegmentError,
/// ArchiveError.
void write_lexicon(const std::filesystem::path& segment);

/// Whether the segment has a lexicon that is whole and tells of its present state. Reads all of it.
/// Throws SegmentError, ArchiveError.
bool has_current_lexicon(const std::filesystem::path& segment);

/// What is wrong with the lexicon of a segment; empty if nothing is. One that is missing, or of
/// another revision, is no fault: readers do without, and the next writer makes it. Throws
/// SegmentError, ArchiveError.
std::string find_lexicon_damage(const std::filesystem::path& segment);

}  // namespace broadsheet::indexer
