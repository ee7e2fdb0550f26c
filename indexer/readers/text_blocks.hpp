// Which lines of a text belong together? From lines to paragraphs, for texts that have one
// paragraph a line, that wrap paragraphs at a column and part them by blank lines, or that do both.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/sectioner.hpp"

namespace broadsheet::indexer {

/// What the first line of a text is: a headline is not joined to the line below it, unless that
/// goes on in lower case.
enum class FirstLine : std::uint8_t { text, headline };

/// The blocks of `text` (UTF-8; lines may end in LF, CR LF, CR, or Unicode's separators).
///
/// Lines are joined where the text is hard-wrapped: a line is full (the next word would not have
/// fitted) and goes on in the next. A line that ends in a hyphen keeps it and is joined without a
/// space ("cease-" + "fire" gives "cease-fire"), so are lines that part between Han or kana.
/// Control characters become spaces.
std::vector<TextBlock> split_blocks(std::string_view text, FirstLine first = FirstLine::text);

}  // namespace broadsheet::indexer
