#include "archive/position_gaps.hpp"

#include <algorithm>

#include "archive/varint.hpp"

namespace broadsheet::archive {

void PositionGaps::add(std::uint32_t position) {
    if (position > highest_) {
        if (position - highest_ > narrowest_gap) gaps_.push_back({highest_ + 1, position});
        highest_ = position;
    } else if (!gaps_.empty() && position < gaps_.back().end) {
        split(position);
    }
}

/// Of the gap that a position lies in, what is left on both sides where that is one.
void PositionGaps::split(std::uint32_t position) {
    const auto found = std::ranges::upper_bound(gaps_, position, {}, &Gap::end);
    if (position < found->begin) return;
    const Gap before{found->begin, position}, behind{position + 1, found->end};
    auto at = gaps_.erase(found);
    for (const Gap& gap : {behind, before}) {
        if (gap.end - gap.begin >= narrowest_gap) at = gaps_.insert(at, gap);
    }
}

std::uint32_t PositionGaps::counted(std::uint32_t position) const {
    std::uint32_t left_out = 0;
    for (const Gap& gap : gaps_) {
        if (gap.end > position) break;
        left_out += gap.end - gap.begin;
    }
    return position - left_out;
}

void PositionGaps::put(std::string& out) const {
    put_varint(out, gaps_.size());
    std::uint32_t before = 0;
    for (const Gap& gap : gaps_) {
        const std::uint32_t behind = counted(gap.end);
        put_varint(out, behind - before);
        put_varint(out, gap.end - gap.begin);
        before = behind;
    }
}

}  // namespace broadsheet::archive
