// What does a published segment say of the articles that may be like one that comes?
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "archive/copy_mark.hpp"
#include "archive/sketch_index.hpp"

namespace broadsheet::indexer {

/// An article with its mark, as a segment has it.
struct MarkedArticle {
    std::string id;
    archive::KeptMark mark;
};

/// Of a segment's articles at most so many are kept in memory, half a megabyte. A copy has most of its keys in
/// common with another, and of a wire's daily tables each is asked for again with every one that comes.
inline constexpr std::size_t max_kept_articles = 4096;

/// Asks a published segment for articles by their keys. Not thread-safe.
class SegmentSketches {
  public:
    /// Throws SegmentError, ArchiveError. A segment whose file is not there or not whole has no articles here.
    explicit SegmentSketches(std::filesystem::path segment);
    ~SegmentSketches();
    SegmentSketches(SegmentSketches&&) noexcept;

    /// The segment as it is on disk now: without what was deleted from it meanwhile.
    void reopen();

    /// By which articles are found that have a key, or had it before they were deleted.
    const archive::SketchIndex& index() const;

    /// Nothing of one that was deleted before reopen(). Valid until the next call. Throws SegmentError.
    const std::optional<MarkedArticle>& article(std::uint32_t number);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
