// How do the sketches of a segment come to stand beside its database, and stay right? The file:
// archive/sketch_index.hpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "archive/copy_mark.hpp"
#include "archive/dictionary.hpp"
#include "indexer/segment_positions.hpp"

namespace broadsheet::indexer {

/// The file of a block: its nth article has the nth of `marks`.
std::string sketches_of_block(std::span<const archive::CopyMark> marks, std::string_view uuid);

/// Writes the file of `segment`, whose database has just been merged from `sources`: of the articles that live. Where
/// that of a source is missing or damaged, it is made anew first. Not yet on disk when it returns. Throws
/// SegmentError, ArchiveError.
void merge_segment_sketches(const SegmentsToMerge& sources, const std::filesystem::path& segment,
                            const archive::Dictionaries& dictionaries);

/// Whether the segment has such a file that is whole. Reads all of it. Throws SegmentError, ArchiveError.
bool has_sketch_index(const std::filesystem::path& segment);

/// Makes the file anew from the stored articles, and replaces it at once; damaged articles have no keys in it. Throws
/// SegmentError, ArchiveError.
void renew_sketches(const std::filesystem::path& segment, const archive::Dictionaries& dictionaries);

/// What is wrong with the sketches of a segment; empty if nothing is: every article that has one has that of
/// its text, and is in the file with it. A file that is missing is no fault: the next writer makes it. Throws
/// SegmentError, ArchiveError, CorruptArticle.
std::string find_sketch_damage(const std::filesystem::path& segment,
                               const archive::Dictionaries& dictionaries);

}  // namespace broadsheet::indexer
