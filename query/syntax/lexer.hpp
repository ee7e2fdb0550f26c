// What are the words, quotes, operators and fields of a query? The first step of reading it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/ast.hpp"
#include "query/syntax/diagnostic.hpp"
#include "query/syntax/operator_word.hpp"

namespace broadsheet::query {

/// A query is at most this long, so that reading one is a matter of microseconds: longer ones are
/// pasted texts.
inline constexpr std::size_t max_query_bytes = 4096;

enum class LexemeKind : std::uint8_t {
    word,       ///< text; `verbatim` for =word, `edits` for word~
    wildcard,   ///< negotiat*, wom?n, earn$3; truncation as Nexis writes it is read as *
    phrase,     ///< text between quotes; `others` of "…"~n
    open,       ///< (
    close,      ///< )
    op_and,     ///< AND &
    op_or,      ///< OR |
    op_not,     ///< NOT -
    field,      ///< name: or name= or NAME directly before a parenthesis; text is the name
    compare,    ///< name and > >= < <= ; text is the name, `op` the kind
    proximity,  ///< W/5 PRE/5 W/S …; without the NOT before it
    function,   ///< ATLEAST3 CAPS SINGULAR … directly before a parenthesis
    end,
};

/// "…"~n takes at most so many words, parts of hyphenated ones counted: finding them in any order takes
/// time with the square of their number.
inline constexpr std::size_t max_window_words = 32;

struct Lexeme {
    LexemeKind kind = LexemeKind::end;
    InputRange range;
    std::string text;
    bool verbatim = false;          ///< of a word
    std::uint8_t edits = 0;         ///< of a word
    std::uint32_t text_offset = 0;  ///< of a phrase: from the opening quote to the text
    RangeKind op = RangeKind::equal;
    std::optional<std::uint8_t> others;  ///< of a phrase
    ProximityRule proximity;
    WrittenFunction function;
};

/// A word must have so many characters to be searched within one or two edits: of a shorter one, every
/// word of its length would be a form.
inline constexpr std::size_t shortest_for_one_edit = 3;
inline constexpr std::size_t shortest_for_two_edits = 5;

/// The lexemes of `input`, ended by one of kind `end`. Errors (an open quote, malformed UTF-8) and
/// notices (lower-case operators) go to their lists; the rest is read all the same.
std::vector<Lexeme> lex(std::string_view input, Diagnostics& errors, Diagnostics& notices);

}  // namespace broadsheet::query
