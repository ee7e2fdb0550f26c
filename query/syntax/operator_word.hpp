// Which words of a query are operators and functions? Their spellings, and what each asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "query/syntax/ast.hpp"

namespace broadsheet::query {

/// The largest n of W/n, PRE/n, "…"~n and ATLEASTn. Sections lie 256 positions apart, so no larger
/// distance could keep within one.
inline constexpr std::uint32_t max_count = 255;

/// A distance operator as it was written; its number may be out of range.
struct WrittenProximity {
    ProximityRule rule;             ///< `distance` is 0
    std::optional<std::uint32_t> n; ///< as written; a longer number than any counts as the largest
};

/// W/n NEAR/n NEARn PRE/n ADJn ADJ/n, W/S W/P W/SEG, and W/n/S W/n/P W/n/SEG; in any case.
std::optional<WrittenProximity> read_proximity(std::string_view word);

/// What stands directly before the parenthesis of a function.
struct WrittenFunction {
    /// A count is that of ATLEASTn, as written.
    std::variant<std::uint32_t, CaseRule, GrammaticalNumber> kind;
};

/// ATLEASTn CAPS ALLCAPS NOCAPS SINGULAR PLURAL, in upper case. (Right before a parenthesis the lexer takes
/// them in any case, as Nexis does.)
std::optional<WrittenFunction> read_function(std::string_view word);

}  // namespace broadsheet::query
