// When are two spellings the same word? Folding: Unicode NFKC case folding, then without accents.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::text {

/// Appends the folded form of `text` (UTF-8) to `out`.
///
/// NFKC case folding (Unicode standard, 3.13; UAX #15) makes case, width and compatibility forms
/// equal and drops soft hyphens and zero-width characters. Then combining marks are dropped from
/// Latin and Greek letters, where they are accents, and the letters that have no
/// decomposition but a plain counterpart are replaced: ł l, đ d, ø o, ı i, ħ h, ŧ t, æ ae, œ oe,
/// ð d, þ th. Marks of other scripts are kept: there they are letters.
void fold_append(std::string_view text, std::string& out);

/// The folded form of `text`.
std::string fold(std::string_view text);

}  // namespace broadsheet::text
