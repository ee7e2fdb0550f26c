// What rules do not tell of the numbers of English nouns: the words of text/english_number.hpp.
#pragma once

#include <string_view>

namespace broadsheet::text::english_nouns {

// Words in folded form, parted by spaces: what grammars list as exceptions, and what the forms of
// Reuters-21578 and Wikinews showed to be missing (docs/text.md).

/// `singular:plural` or `singular:plural,plural`; a plural may belong to several singulars (axes).
extern const std::string_view irregular;

/// The same, also at the end of longer words: policeman, grandchildren, midwives, bookshelves.
extern const std::string_view irregular_endings;

/// End like one of the above, and are none: German, human; specimen, Yemen.
extern const std::string_view not_irregular;

/// One spelling for both numbers: sheep, series, aircraft.
extern const std::string_view invariant;

/// End in s and are singular, though no rule says so: gas, lens, news, chaos, Texas, Reuters.
/// (That words in -ss, -us and -is are singular is a rule.)
extern const std::string_view singular_in_s;

/// Studies and activities in -ics, all singular; other words in -ics are plurals: critics, topics.
extern const std::string_view singular_in_ics;

/// The words of two letters that are counted (TVs, MPs); other forms of three are seldom plurals.
extern const std::string_view short_nouns;

/// Plurals in -us and -is: menus, Iraqis. (Others in -us and -is are singular.)
extern const std::string_view plural_in_us_or_is;

/// Plurals of no singular: police, cattle.
extern const std::string_view plural_only;

/// Singulars in -ie, whose plurals end as those of words in -y do: movie, calorie.
extern const std::string_view singular_in_ie;

/// Singulars in -oe, whose plurals end as some of words in -o do: shoe, canoe.
extern const std::string_view singular_in_oe;

/// Singulars in -se, -che and -xe, where most plurals in -uses, -ches and -xes are of words without
/// the e: cause, headache, annexe.
extern const std::string_view singular_in_e;

/// The words of singular_in_s, and names in -is and -es, that are counted all the same: biases, the
/// Joneses.
extern const std::string_view plural_adds_es;

/// Words in -ch that are read with k, and take -s alone: stomach, monarch.
extern const std::string_view hard_ch;

/// Have no number: function words and forms of verbs that end in s.
extern const std::string_view without_number;

}  // namespace broadsheet::text::english_nouns
