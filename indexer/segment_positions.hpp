// How do the positions of a segment come to stand beside its database, and stay right?
// The file: archive/positions_file.hpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "archive/dictionary.hpp"

namespace broadsheet::indexer {

/// The folder within a segment's in which its positions are made anew; what a crash leaves of it means
/// nothing.
inline constexpr std::string_view positions_work_name = "positions.new";

/// Writes the positions of `segment`, which Xapian has just compacted from `sources` in this order: those of
/// the articles that live. Where a source's are missing or damaged, they are made anew first. Not yet on
/// disk when it returns. Throws SegmentError, ArchiveError.
void merge_segment_positions(std::span<const std::filesystem::path> sources,
                             const std::filesystem::path& segment,
                             const archive::Dictionaries& dictionaries);

/// Whether the segment has positions that are its own and whole, but for the articles themselves, which only
/// find_positions_damage() reads. Throws SegmentError.
bool has_current_positions(const std::filesystem::path& segment);

/// Makes the positions anew from the stored articles, and replaces the file at once. Throws SegmentError,
/// ArchiveError, CorruptArticle.
void renew_positions(const std::filesystem::path& segment, const archive::Dictionaries& dictionaries);

/// What is wrong with the positions; empty if nothing is. Throws SegmentError.
std::string find_positions_damage(const std::filesystem::path& segment);

}  // namespace broadsheet::indexer
