// What stands behind the articles in a file of positions: for those who write it only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "archive/positions_layout.hpp"
#include "archive/word_table.hpp"

namespace broadsheet::archive {

/// Gives all that stands behind the articles, of which the last ends at `articles_end` of the file, in pieces;
/// then the head that the file is to have.
PositionsHead write_tail(WordTableBuilder& words, std::span<const std::uint64_t> entries, std::string_view uuid,
                         std::uint64_t articles_end, const std::function<void(std::string_view bytes)>& sink);

}  // namespace broadsheet::archive
