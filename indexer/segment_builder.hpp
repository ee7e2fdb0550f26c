// How do documents become a segment?
//
// Articles are built in blocks: small databases of their own, each written by one thread in one go
// (block_index.hpp), without waiting for the disk, in a directory that is removed if the run ends early. The
// blocks of a batch are then merged into one segment (glass/merge.hpp), in one sequential pass. A batch has five
// blocks of a thousand articles, so that several threads have something to do; larger ones save next to nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "archive/copy_mark.hpp"
#include "archive/dictionary.hpp"
#include "indexer/document_builder.hpp"

namespace broadsheet::indexer {

/// The most articles of a block, and the most bytes of their text, which bounds the memory of a block of long ones.
inline constexpr std::size_t max_block_articles = 1'000;
inline constexpr std::size_t max_block_text_bytes = std::size_t{8} << 20;

/// What building a block takes in memory for each byte of its text, at most: 12 measured with Thai, in which every
/// character is a word, 6 with English.
inline constexpr std::size_t memory_per_text_byte = 16;

/// What went wrong in a segment's database, in words of ours; the message names the segment.
class SegmentError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Builds blocks, one after the other. Not thread-safe: one a thread.
class BlockBuilder {
  public:
    /// Writes a block of `articles` in the new directory `block`; the nth of them becomes its
    /// document n + 1, with the nth of `marks`, where there are any. Their key phrases are measured
    /// against `model`; they are stored by `dictionary`, if there is one. Throws SegmentError.
    void build(std::vector<archive::Article> articles, const std::filesystem::path& block,
               const PhraseModel& model = {}, std::span<const archive::CopyMark> marks = {},
               const archive::Dictionary* dictionary = nullptr);

  private:
    DocumentBuilder documents_;
};

/// That articles are to be stored by this dictionary, or, if it is null, by none.
struct StoreAnew {
    const archive::Dictionary* by = nullptr;
};

/// Takes the articles at `indices` out of a block, because later ones replace them.
/// Throws SegmentError.
void drop_from_block(const std::filesystem::path& block, const std::set<std::size_t>& indices);

/// Merges blocks or segments, in order, into the new database `segment`; articles that were
/// deleted from them leave no trace in it. Not yet on disk when it returns: archive::sync_tree().
/// Where a source has lost its positions, its articles are read, by `dictionaries`; with `anew`, articles that are
/// stored by another dictionary than that are stored anew, but for damaged ones. Throws SegmentError.
void merge_into(std::span<const std::filesystem::path> sources, const std::filesystem::path& segment,
                const archive::Dictionaries& dictionaries, std::optional<StoreAnew> anew = {});

/// Deletes articles by id from a segment and makes that durable; their words stay in the segment's
/// files until it is merged. Ids that it does not hold are passed over. Readers that have it
/// open see it as it was. Throws SegmentError.
void delete_from_segment(const std::filesystem::path& segment, std::span<const std::string> ids);

struct SegmentState {
    std::uint32_t articles = 0;
    /// Whether articles were deleted since it was merged, so that words of theirs may still lie
    /// in its files.
    bool has_deletions = false;
};

/// Throws SegmentError.
SegmentState segment_state(const std::filesystem::path& segment);

/// What is broken in a segment: what Xapian's own check finds in its tables, and every article
/// whose stored text does not match its checksum; empty if nothing is. On a damaged database this
/// may crash instead of returning, so call it in a process of its own.
std::vector<std::string> find_damage(const std::filesystem::path& segment,
                                     const archive::Dictionaries& dictionaries);

}  // namespace broadsheet::indexer
