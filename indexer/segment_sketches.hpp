// The sketches of a segment's articles (archive/copy_mark.hpp): the file by which they are found, made when
// the segment is written; and what the segment says of an article that was found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "archive/copy_mark.hpp"
#include "archive/dictionary.hpp"

namespace broadsheet::indexer {

/// Writes the file of a segment (archive/sketch_index.hpp), whole or not at all, and durably. Takes a walk
/// through the sketches of all its articles. Throws SegmentError, ArchiveError.
void write_sketch_index(const std::filesystem::path& segment);

/// Whether the segment has such a file that is whole. Reads all of it. Throws SegmentError, ArchiveError.
bool has_sketch_index(const std::filesystem::path& segment);

/// What is wrong with the sketches of a segment; empty if nothing is: every article that has one has that of
/// its text, and is in the file with it. A file that is missing is no fault: the next writer makes it. Throws
/// SegmentError, ArchiveError.
std::string find_sketch_damage(const std::filesystem::path& segment,
                               const archive::Dictionaries& dictionaries);

/// An article with its mark, as a segment has it.
struct MarkedArticle {
    std::string id;
    archive::CopyMark mark;
};

/// Asks a published segment for articles by their keys. Not thread-safe.
class SegmentSketches {
  public:
    /// Throws SegmentError, ArchiveError. A segment whose file is not there or not whole has no articles here.
    explicit SegmentSketches(std::filesystem::path segment);
    ~SegmentSketches();
    SegmentSketches(SegmentSketches&&) noexcept;

    /// The segment as it is on disk now: without what was deleted from it meanwhile.
    void reopen();

    /// Numbers of articles that have that key, or had it before they were deleted, in the order of their
    /// sketches.
    std::span<const std::uint32_t> articles_with(std::uint32_t key) const;

    /// Nothing of one that was deleted. Throws SegmentError.
    std::optional<MarkedArticle> article(std::uint32_t number);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
