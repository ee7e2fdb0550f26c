// How do the positions of a segment come to stand beside its database, and stay right?
// The file: archive/positions_file.hpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/dictionary.hpp"
#include "archive/positions_builder.hpp"
#include "indexer/glass/merge.hpp"

namespace broadsheet::indexer {

/// The folder within a segment's in which its positions are made anew; what a crash leaves of it means
/// nothing.
inline constexpr std::string_view positions_work_name = "positions.new";

/// What a word of a source takes in memory, at most, while few segments are merged: its number in the merged
/// file and, after that, its part of the lexicon. Measured with words of nine letters that all differ.
inline constexpr std::size_t memory_per_merged_word = 50;

/// More than this all words together take only for their numbers: the rest is in files (archive/spool.hpp).
inline constexpr std::size_t most_memory_for_words = std::size_t{64} << 20;
inline constexpr std::size_t memory_per_word_number = 4;

/// What merging these blocks or segments takes in memory for their words, by what their files say, which
/// nobody has checked.
std::size_t memory_to_merge(std::span<const std::filesystem::path> sources);

/// Where deleted articles left more numbers of a source free than one for so many articles, they are closed up: its
/// lists are written anew then, by which a merge takes 1.13 times as long. Fewer stay free.
inline constexpr std::size_t articles_per_free_number = 4;

/// Of blocks or segments those that have articles, in order: the first article of each comes right behind the last one
/// of that before it.
struct SegmentsToMerge {
    std::vector<glass::MovedDatabase> databases;
    std::vector<archive::MergeSource> positions;  ///< of each of these
};

/// Where positions are missing or damaged, they are made anew first. Throws SegmentError, ArchiveError.
SegmentsToMerge open_to_merge(std::span<const std::filesystem::path> sources,
                              const archive::Dictionaries& dictionaries);

/// Writes the positions of `segment`, whose database has just been merged from that of `sources`: those of the
/// articles that live. Not yet on disk when it returns. Throws SegmentError, ArchiveError.
void merge_segment_positions(std::span<const archive::MergeSource> sources,
                             const std::filesystem::path& segment);

/// Whether the segment has positions that are its own and whole, but for the articles themselves, which only
/// find_positions_damage() reads. Throws SegmentError.
bool has_current_positions(const std::filesystem::path& segment);

/// Makes the positions anew from the stored articles, and replaces the file at once. Throws SegmentError,
/// ArchiveError, CorruptArticle.
void renew_positions(const std::filesystem::path& segment, const archive::Dictionaries& dictionaries);

/// What is wrong with the positions; empty if nothing is. Throws SegmentError.
std::string find_positions_damage(const std::filesystem::path& segment);

}  // namespace broadsheet::indexer
