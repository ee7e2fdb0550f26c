// When are two spellings the same word? Folding: Unicode NFKC case folding, then without accents.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet::text {

/// NFKC case folding (Unicode standard, 3.13; UAX #15) makes case, width and compatibility forms
/// equal and drops soft hyphens and zero-width characters. Then:
///
///   Latin, Greek  combining marks are dropped, where they are accents; letters without a
///                 decomposition but with a plain counterpart are replaced: ł l, đ d, ø o, ı i,
///                 ħ h, ŧ t, æ ae, œ oe, ð d, þ th; the ʻokina and its like are dropped
///   Cyrillic      ё is е, as most print has it; й, ї, ў are letters and stay
///   Arabic        harakat and tatweel are dropped; أ إ آ ٱ are ا, ؤ is و, ئ and ى and Persian ی are
///                 ي, ک is ك, ة ە ہ ھ are ه
///   Hebrew        niqqud, geresh and gershayim are dropped
///   all           a digit of any script is its ASCII digit
///
/// Marks of other scripts are kept: there they are letters.
///
/// Not thread-safe: keeps the folded forms of recent words, since ICU's normalization is slow and
/// news repeats its words.
class Folder {
  public:
    /// Appends the folded form of `text` (UTF-8) to `out`.
    void append(std::string_view text, std::string& out);

  private:
    std::unordered_map<std::string, std::string> recent_;
};

/// The folded form of `text`.
std::string fold(std::string_view text);

}  // namespace broadsheet::text
