// Which dates, or which numbers, does the value of a field ask for?
#pragma once

#include <string_view>
#include <variant>

#include "archive/field_table.hpp"
#include "query/syntax/ast.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

/// The node of `value` (2025-07, 2025-07-01..2025-07-09, 500..900), which stands behind a sign of `kind` and a
/// field of dates or numbers; or the error that it is. `all` is where the whole stands, `at` where the value.
std::variant<Node, Diagnostic> read_range(const archive::Field& field, RangeKind kind, std::string_view value,
                                          InputRange all, InputRange at);

}  // namespace broadsheet::query
