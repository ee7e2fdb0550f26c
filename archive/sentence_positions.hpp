// At which positions do the sentences of a unit of text begin? Writer and reader both ask here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/sentence_breaker.hpp"
#include "text/token.hpp"

namespace broadsheet::archive {

/// Appends the positions (`first` is the unit's) of the first words of the sentences of `text`, whose
/// tokens are given. A sentence without a word has none. `sentences` is room to work in.
void sentence_positions(std::string_view text, std::string_view language,
                        const text::TokenList& tokens, std::uint32_t first,
                        std::vector<text::ByteRange>& sentences, std::vector<std::uint32_t>& out);

}  // namespace broadsheet::archive
