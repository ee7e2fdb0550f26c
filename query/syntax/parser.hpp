// How is a query read? The grammar:
//
//   query   := or
//   or      := and ( ("OR" | "|") and )*
//   and     := not ( ("AND" | "&" | juxtaposition) not )*
//   not     := ("NOT" | "AND NOT" | "-")? prox
//   prox    := prim ( "NOT"? PROX prim )*
//   PROX    := W/n NEAR/n NEARn PRE/n ADJn | W/S W/P W/SEG | W/n/S W/n/P W/n/SEG, PRE too
//   prim    := "(" or ")" | phrase | word | field | func | range
//   phrase  := '"' item+ '"' ("~" n)?      item := words | wildcard | "(" item+ ("|" item+)+ ")"
//   field   := name ":" prim | name "=" prim | NAME "(" or ")"
//   func    := ATLEASTn | CAPS | ALLCAPS | NOCAPS | SINGULAR | PLURAL   "(" or ")"
//   range   := ("date"|"wc") ":" (a | a ".." b | "(" range-value ("OR" range-value)* ")")
//            | ("date"|"wc") (">"|">="|"<"|"<=") value
//   word    := letters and digits, inner hyphens, dots and apostrophes | "=" word | word "~" n?
//            | word with * or ? | word "!" | word "$" n?
//
// Binding, tightest first: parentheses, quotes, fields and functions; distance (left to right); NOT;
// AND, written or implied; OR. Operators are upper case; those of distance, and functions, in any case. What other
// engines write otherwise is in foreign_syntax.hpp.
//
// An operand of a distance is what has a place in the text: a word, a phrase, OR of such, one of these
// in a zone or in CAPS and its like, or another distance. AND, NOT, filters, dates and ATLEAST have
// none, and are errors there.
#pragma once

#include <optional>
#include <string_view>

#include "query/syntax/ast.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

/// Parentheses and fields may be nested this deep: more is generated, not typed, and the recursion
/// of everything behind the parser is bounded by it.
inline constexpr int max_nesting = 32;

/// Words and phrases in a query: enough for any thesaurus that a person would paste.
inline constexpr int max_words = 256;

struct ParseResult {
    std::optional<Node> tree;  ///< absent where there are errors or the query is empty
    Diagnostics errors;        ///< all that were found in one pass, by place
    Diagnostics notices;       ///< by place
    /// Where the whole query mixes AND and OR without parentheses: the reading in which OR binds tighter.
    std::optional<Node> other_reading;
    /// Whether it is nothing but bare words, so that its author may have meant a phrase.
    bool bare_words = false;
    bool empty() const { return !tree && errors.empty(); }
};

ParseResult parse(std::string_view input);

}  // namespace broadsheet::query
