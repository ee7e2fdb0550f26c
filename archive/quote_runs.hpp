// Which positions of a unit of text are quoted speech? Writer and reader both ask here.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/position_layout.hpp"
#include "text/quotations.hpp"
#include "text/token.hpp"

namespace broadsheet::archive {

/// The runs of positions [begin, end) of the quotations of a unit, whose tokens are given and whose first
/// word has the position `first`; ascending. A unit that is a quotation as a whole has none besides.
std::vector<std::pair<std::uint32_t, std::uint32_t>> quote_runs(const TextUnit& unit,
                                                                const text::TokenList& tokens,
                                                                std::uint32_t first);

}  // namespace broadsheet::archive
