// The hand-marked sentence boundaries of tests/golden/sentences, joined with their texts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "text/sentence_breaker.hpp"

namespace broadsheet::tests {

struct MarkedBoundary {
    std::string language;
    std::string kind;
    std::string context;
    std::string paragraph;
    std::size_t offset;  // in the paragraph, behind the mark and what closes with it
    bool boundary;
    std::string half;  // "tune", "held", or "random": see tests/golden/sentences/README.md

    /// Do these sentences of the paragraph end at the place, white space aside, if and only if one
    /// should?
    bool agrees(const std::vector<text::ByteRange>& sentences) const;
};

/// Throws std::runtime_error if a row does not fit the texts under `news_data`.
std::vector<MarkedBoundary> read_marked_boundaries(const std::filesystem::path& table,
                                                   const std::filesystem::path& news_data);

}  // namespace broadsheet::tests
