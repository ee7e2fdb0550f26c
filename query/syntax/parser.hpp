// How is a query read? The grammar, as this version answers it:
//
//   query   := or
//   or      := and ( ("OR" | "|") and )*
//   and     := not ( ("AND" | "&" | juxtaposition) not )*
//   not     := ("NOT" | "AND NOT" | "-")? prim
//   prim    := "(" or ")" | phrase | word | field | range
//   phrase  := '"' text '"'
//   field   := name ":" prim | name "=" prim | NAME "(" or ")"
//   range   := ("date"|"wc") ":" a ".." b | ("date"|"wc") (">"|">="|"<"|"<=") value
//   word    := letters and digits, inner hyphens, dots and apostrophes | "=" word
//
// Binding, tightest first: parentheses, quotes, fields; NOT; AND, written or implied; OR. Operators
// are upper case. The operators of the full language that this version does not answer (distance,
// wildcards, ATLEAST, CAPS, …) are recognised and refused by name, never read as words.
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
    bool empty() const { return !tree && errors.empty(); }
};

ParseResult parse(std::string_view input);

}  // namespace broadsheet::query
