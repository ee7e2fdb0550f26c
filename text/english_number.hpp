// One or many? The singular and the plural spellings of an English word: SINGULAR(…), PLURAL(…).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// The spellings of one word in each number, the likeliest first, none twice. A spelling may stand
/// in both (sheep); a number may have none (PLURAL of "news", SINGULAR of "police").
struct NumberForms {
    std::vector<std::string> singular;
    std::vector<std::string> plural;
    bool operator==(const NumberForms&) const = default;
};

/// The numbers of the word of which `form` (folded, text/folding.hpp) is a form, whichever it is:
/// "tax" and "taxes" both give {tax} and {taxes}, "analyses" {analysis} and {analyses}.
///
/// These are candidates, by spelling alone: where several words may be meant all are given ("axes"
/// is of axis, axe and ax), and of a word that nobody counts a plural is made all the same. Which of
/// them exist is for the archive's lexicon to say: never show or search one that does not.
/// What ends in s is a plural, but for words in -ss, -us and -is, and those that
/// text/english_nouns.hpp lists. Function words, forms of one letter or two, and those with a
/// sign within them ("don't", "at&t") are singular without a plural, as are numbers; "1990s" is a
/// plural without a singular.
///
/// Nouns and verbs are not told apart: "says" counts as the plural of "say".
NumberForms english_number(std::string_view form);

/// The candidates for which `exists` (does the archive's lexicon hold this form?) is true. What by
/// rule is a plural, but has no singular that exists, may be either (Firefighters, Hollows): it
/// stands in both, so that a name does not vanish.
NumberForms english_number(std::string_view form,
                           const std::function<bool(std::string_view)>& exists);

}  // namespace broadsheet::text
