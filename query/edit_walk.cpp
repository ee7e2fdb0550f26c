#include "query/edit_walk.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

// text::decode() with ASCII, which most words are of, in line.
char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) return text::decode(text, at);
    ++at;
    return byte;
}

std::size_t shared_bytes(std::string_view a, std::string_view b) {
    const auto [end, unused] = std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(
                                                                        std::min(a.size(), b.size())),
                                             b.begin());
    return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

EditWalk::EditWalk(std::string_view wanted, int limit)
    : limit_(std::clamp(limit, 0, max_edits_limit)) {
    for (std::size_t at = 0; at < wanted.size();) wanted_ += next_character(wanted, at);
    Level root{};
    for (std::size_t i = 0; i < band; ++i) {
        const int column = static_cast<int>(i) - limit_;
        const bool exists = column >= 0 && column <= limit_ && column <= static_cast<int>(wanted_.size());
        root.row[i] = static_cast<std::uint8_t>(exists ? column : limit_ + 1);
    }
    levels_.push_back(root);
}

EditWalk::Step EditWalk::go_to(std::string_view word) {
    const std::size_t shared = shared_bytes(branch_, word);
    while (levels_.back().bytes > shared) levels_.pop_back();
    branch_ = word;
    for (std::size_t at = levels_.back().bytes; at < word.size();) {
        const char32_t c = next_character(word, at);
        add_level(c, at);
        if (!is_dead(levels_.back().row)) continue;
        levels_.pop_back();
        branch_ = word.substr(0, levels_.back().bytes);
        return {limit_ + 1, at};
    }
    return {distance(), 0};
}

void EditWalk::add_level(char32_t c, std::size_t bytes) {
    const std::size_t depth = levels_.size();
    const Level& above = levels_.back();
    const auto over = static_cast<std::uint8_t>(limit_ + 1);
    const int first_column = static_cast<int>(depth) - limit_;
    const int width = 2 * limit_ + 1;
    Level level{{}, c, bytes};
    level.row.fill(over);
    for (int i = 0; i < width; ++i) {
        const int column = first_column + i;
        if (column < 0 || column > static_cast<int>(wanted_.size())) continue;
        const auto at = static_cast<std::size_t>(i);
        const auto j = static_cast<std::size_t>(column);
        int edits = over;
        if (i + 1 < width) edits = std::min(edits, above.row[at + 1] + 1);
        if (i > 0) edits = std::min(edits, level.row[at - 1] + 1);
        if (j == 0) {
            edits = std::min<int>(edits, static_cast<int>(depth));
        } else {
            edits = std::min(edits, above.row[at] + (wanted_[j - 1] == c ? 0 : 1));
            const bool exchanged =
                depth > 1 && j > 1 && wanted_[j - 1] == above.last && wanted_[j - 2] == c;
            if (exchanged) edits = std::min(edits, levels_[depth - 2].row[at] + 1);
        }
        level.row[at] = static_cast<std::uint8_t>(std::min<int>(edits, over));
    }
    levels_.push_back(level);
}

bool EditWalk::is_dead(const Row& row) const {
    return std::ranges::all_of(row, [this](std::uint8_t edits) { return edits > limit_; });
}

int EditWalk::distance() const {
    const auto depth = static_cast<std::ptrdiff_t>(levels_.size()) - 1;
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(wanted_.size()) - depth + limit_;
    if (at < 0 || at > 2 * limit_) return limit_ + 1;
    return levels_.back().row[static_cast<std::size_t>(at)];
}

}  // namespace broadsheet::query
