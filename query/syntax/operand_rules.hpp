// What may stand where in a query?
#pragma once

#include <string_view>

#include "query/syntax/ast.hpp"

namespace broadsheet::query {

/// Whether it only says what is not to be found.
bool is_negative(const Node& node);

/// The first part of an operand of a distance that has no place in the text, because it says something of the whole
/// article; null if all have.
const Node* part_without_place(const Node& node);

/// What such a part is called: "AND", "a filter".
std::string_view kind_of(const Node& node);

}  // namespace broadsheet::query
