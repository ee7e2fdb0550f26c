// Which forms does a wildcard stand for? Patterns of folded characters with gaps: negotiat*, wom?n,
// *ward, earn$3.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

/// A pattern over the folded characters of a whole form: literal pieces and the gaps between them.
///
///   *    any run of characters, also none
///   ?    exactly one character
///   $n   at the end only: at most n more characters (Factiva's earn$3)
class Wildcard {
  public:
    /// Reads a pattern. Everything is one: a $ elsewhere than before digits at the end is a literal
    /// character, which no form has; an n that does not fit into any form is read as *.
    static Wildcard parse(std::string_view folded);

    /// The same with at most `characters` more at its end, as by $n.
    Wildcard with_tail(std::size_t characters) const;

    /// Whether `form` matches as a whole. Never goes back further than to the last *: takes at most
    /// as many steps as the form has bytes times the longest piece between two * (Kirk Krauss's loop).
    bool matches(std::string_view form) const;

    /// What every match begins with; empty where the pattern begins with a gap.
    std::string_view literal_prefix() const { return pieces_.front().literal; }

    /// The longest run of literals that every match has within it.
    std::string_view longest_literal() const;

    /// How many characters of the pattern are literal: what "at least 3 letters" counts.
    std::size_t literal_characters() const;

    /// Whether every form with the literal prefix, and no other, matches: negotiat*.
    bool is_prefix() const;

    /// The canonical spelling: gaps with ? before *, and $n last.
    std::string text() const;

  private:
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    // A piece of literals, after a gap: none before the first.
    struct Piece {
        std::size_t single = 0;  ///< the ? of the gap: exactly so many characters …
        bool any_run = false;    ///< … and with a * in it, any number more
        std::string literal;     ///< empty in the first piece, or in the last, only
    };

    std::vector<Piece> pieces_ = {{}};
    std::size_t tail_ = 0;  ///< characters that may follow the last piece
};

}  // namespace broadsheet::query
