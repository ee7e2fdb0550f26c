#include "archive/position_gaps.hpp"

#include <algorithm>
#include <iterator>

#include "archive/varint.hpp"

namespace broadsheet::archive {

void PositionGaps::add(std::uint32_t position) {
    if (position > highest_) {
        if (position - highest_ > narrowest_gap) append({highest_ + 1, position, 0});
        highest_ = position;
    } else if (!gaps_.empty() && position < gaps_.back().end) {
        split(position);
    }
}

void PositionGaps::append(Gap gap) {
    gap.left_out = (gaps_.empty() ? 0 : gaps_.back().left_out) + gap.end - gap.begin;
    gaps_.push_back(gap);
}

/// Of the gap that a position lies in, what is left on both sides where that is one.
void PositionGaps::split(std::uint32_t position) {
    const auto found = std::ranges::upper_bound(gaps_, position, {}, &Gap::end);
    if (position < found->begin) return;
    const std::vector<Gap> behind(found + 1, gaps_.end());
    const Gap parts[] = {{found->begin, position, 0}, {position + 1, found->end, 0}};
    gaps_.erase(found, gaps_.end());
    for (const Gap& part : parts) {
        if (part.end - part.begin >= narrowest_gap) append(part);
    }
    for (const Gap& gap : behind) append(gap);
}

std::uint32_t PositionGaps::counted(std::uint32_t position) const {
    const auto behind = std::ranges::upper_bound(gaps_, position, {}, &Gap::end);
    return behind == gaps_.begin() ? position : position - std::prev(behind)->left_out;
}

void PositionGaps::put(std::string& out) const {
    put_varint(out, gaps_.size());
    std::uint32_t before = 0;
    for (const Gap& gap : gaps_) {
        const std::uint32_t behind = gap.end - gap.left_out;
        put_varint(out, behind - before);
        put_varint(out, gap.end - gap.begin);
        before = behind;
    }
}

}  // namespace broadsheet::archive
