// How do spans of positions become highlighted text?
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/position_layout.hpp"
#include "query/result_page.hpp"
#include "query/spans.hpp"
#include "text/analyzer.hpp"
#include "text/sentence_breaker.hpp"

namespace broadsheet::query {

/// A piece of a text unit that is to be highlighted, and which match it belongs to.
struct Highlight {
    text::ByteRange bytes;
    std::uint32_t leaf = 0;
};

/// Finds the bytes of spans in one unit of text.
class UnitHighlighter {
  public:
    /// The highlights of those of `spans` (sorted by begin) that lie in the unit whose first word has
    /// the position `first_position`: by place; overlapping ones are joined to one.
    std::vector<Highlight> highlights(std::string_view text, std::uint32_t first_position,
                                      const std::vector<LeafSpan>& spans);

  private:
    text::Analyzer analyzer_;
    text::TokenList tokens_;
};

/// The part [begin, end) of a text with its highlights; those reaching out of it are cut.
TextParts parts_of(std::string_view text, text::ByteRange range,
                   const std::vector<Highlight>& highlights);

/// All of a text with its highlights.
TextParts parts_of(std::string_view text, const std::vector<Highlight>& highlights);

/// The same with matches numbered on from `next_match`, which is moved on.
TextParts numbered_parts_of(std::string_view text, const std::vector<Highlight>& highlights,
                            std::uint32_t& next_match);

}  // namespace broadsheet::query
