// What do people type who come from another search engine, and what would they type here? Tables of data:
// the lexer and the parser make errors of what can be meant in one way only, and notices of what may be
// a word all the same.
//
// Sources: the help pages of Nexis, Factiva, ProQuest, EBSCO, Westlaw, Ovid, Google and Lucene's classic
// query parser.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::query {

/// /5 /s (Westlaw), +s (Westlaw: in this order), N/5 P/5 (ProQuest), w/sent, w/para, PRE/S, in any case: how
/// that distance is written here, as "W/5"; empty if `word` is none.
std::string foreign_proximity(std::string_view word);

/// AROUND(5), as Google writes W/5, in any case: the number, where `behind` the word is one in parentheses;
/// else empty.
std::string_view foreign_distance_call(std::string_view word, std::string_view behind);

/// NEAR SAME XOR … and N5 W5 (EBSCO), +5 (Westlaw): what may be a word as well, and where words stand on
/// both sides may be the operator of another engine. What to write for that; nothing if `word` is none.
/// In capitals only.
std::optional<std::string> foreign_operator_hint(std::string_view word);

/// ATL5, as Nexis shortens ATLEAST5, in any case: the name here; empty if `word` is none.
std::string foreign_function(std::string_view word);

/// rst site intitle pd …, in any case: what to write in place of another engine's field; empty if `name`
/// is none that is known.
std::string_view foreign_field_hint(std::string_view name);

/// The length of ^2 or ^0.5, by which Lucene weighs the word before it, at the front of `text`; 0 if it has
/// none there.
std::size_t boost_length(std::string_view text);

/// Whether `text` is 1987..1989, which Google looks for in all numbers.
bool is_bare_range(std::string_view text);

/// A star that stands for a word between others of a phrase, "oil * opec" (Google).
struct StarForWord {
    std::size_t offset, length;  ///< of the star, or of several in a row
    std::string hint;
};

/// The first such star in the text of a phrase.
std::optional<StarForWord> star_for_a_word(std::string_view phrase);

/// The value of a range as another engine writes it, `value` being what stands behind "date:" up to white
/// space: [2025-07-01 TO 2025-07-09] (Lucene; `to` is the word behind its TO, empty without one) or >2024
/// (GitHub and others). How it is written here, as "date>2024"; empty if it is of neither kind.
std::string foreign_range(std::string_view field, std::string_view value, std::string_view to);

}  // namespace broadsheet::query
