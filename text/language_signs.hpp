// Is this text plainly in one language? By the small words that every sentence of it has and no other language
// has so many of ("the", "of", "which"): a tenth of the price of letter groups (text/language.hpp), and sure
// enough to spare asking there. Knows few languages, and says nothing of what is short, mixed, full of names, or
// has words of a near relation: docs/text.md has how often it speaks.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace broadsheet::text {

/// The languages that are told by signs: English, German, French. Those that differ from a near relation in
/// few of their small words (Spanish and Galician, Czech and Slovak) are better told by letter groups.
inline constexpr std::array<std::string_view, 3> signed_languages = {"en", "de", "fr"};

/// What was counted in a text.
struct LanguageSigns {
    std::size_t words = 0;
    std::size_t foreign_bytes = 0;  ///< of letters outside Latin-1
    std::array<std::size_t, signed_languages.size()> signs{};      ///< words that are the language's
    std::array<std::size_t, signed_languages.size()> relatives{};  ///< words of its near relations
};

/// Counts the signs in `text`: UTF-8, but any bytes will do.
LanguageSigns count_signs(std::string_view text);

/// The one of signed_languages that at least half of a text is in, by what was counted; empty if that is not
/// plain.
std::string_view plain_language(const LanguageSigns& signs);

}  // namespace broadsheet::text
