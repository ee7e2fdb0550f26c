// Where between an article's words does no word stand for long? Its positions are kept without these stretches:
// positions_file.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet::archive {

/// Fewer free positions are counted: to leave them out saves less than to tell of it takes. Between sections there
/// are more (position_layout.hpp: section_gap), between paragraphs fewer.
inline constexpr std::uint32_t narrowest_gap = 64;

/// The gaps of one article. Position 0 counts as taken.
class PositionGaps {
  public:
    /// A word stands here. In any order, though ascending is fastest.
    void add(std::uint32_t position);

    /// A position as it is kept: less all that is left out before it.
    std::uint32_t counted(std::uint32_t position) const;

    /// Appends how many there are, and each, as the file has them.
    void put(std::string& out) const;

    void clear() {
        gaps_.clear();
        highest_ = 0;
    }

  private:
    struct Gap {
        std::uint32_t begin, end;
        std::uint32_t left_out;  ///< by it and those before it
    };
    void append(Gap gap);
    void split(std::uint32_t position);

    std::vector<Gap> gaps_;  ///< ascending
    std::uint32_t highest_ = 0;
};

}  // namespace broadsheet::archive
