// What stands behind the articles in a file of positions: for those who write it only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/positions_layout.hpp"
#include "archive/word_table.hpp"

namespace broadsheet::archive {

/// Appends to `out` all that stands behind the articles, of which the last ends at `articles_end` of the
/// file, and gives the head that the file is to have.
PositionsHead append_tail(const WordTableBuilder& words, const std::vector<std::uint64_t>& entries,
                          std::string_view uuid, std::uint64_t articles_end, std::string& out);

}  // namespace broadsheet::archive
