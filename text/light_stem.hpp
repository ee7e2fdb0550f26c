// Light stems for languages that Snowball has none for: plurals and prefixes, where a simple rule is
// right far more often than wrong. docs/text.md has each rule's precision, and what was refused.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::text {

/// The stem of a folded Persian form (text/folding.hpp: without the zero-width non-joiner, yeh and kaf
/// as in Arabic). Cut off:
///
///   ها های هایی هایش هایشان هایمان    plurals, from stems of two letters or more
///   تر ترین                          comparatives, of three (of two, ترین becomes تر: بهترین)
///   شان                              their, of three
///   ان, ویان, گان                    plurals of persons, of four; گان becomes ه
///   ی behind ا (of three), و (of four)    the ezafe
///
/// Short words of which a rule would make others (تنها is not of تن) are kept as they are.
std::string persian_stem(std::string_view form);

/// The stem of a folded Hebrew form (without niqqud, geresh and gershayim). First the feminine endings
/// ות and ת become ה, יות becomes ית; then the prefixes ו, כש, ש, then מה or one of ב and ל, and ה are cut
/// off, each where four letters or more are left; then the plural ים. Words whose own letters look
/// so (אלימות, בחירות, הסכמים; numbers such as עשרים) are kept, as are nouns of the pattern התנגדות, and ה
/// before four letters that make a verb or a noun of its pattern (החזיר, החלטה).
std::string hebrew_stem(std::string_view form);

}  // namespace broadsheet::text
