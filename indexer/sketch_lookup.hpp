// What does a published segment say of the articles that may be like one that comes?
#pragma once

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

    /// Nothing of one that was deleted. Throws SegmentError.
    std::optional<MarkedArticle> article(std::uint32_t number);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
