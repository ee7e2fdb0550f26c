// How can a query be read that mixes AND and OR without parentheses?
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/syntax/ast.hpp"

namespace broadsheet::query {

/// A list (And, Or) of the children, over all of their range; a list of one is its only child, of none nothing.
template <typename List>
std::optional<Node> joined(std::vector<Node> children) {
    if (children.empty()) return std::nullopt;
    if (children.size() == 1) return std::move(children.front());
    const InputRange first = children.front().range, last = children.back().range;
    return Node{{first.offset, last.end() - first.offset}, List{std::move(children)}};
}

/// Whether it is an OR that an AND stands in, which binds tighter.
bool holds_and(const Node& node);

/// The reading of such an OR in which OR binds tighter: of a AND b OR c AND d, a AND (b OR c) AND d.
Node other_reading(const Node& node);

/// Such an OR with a parenthesis around every list within it, as an explanation.
std::string print_grouped(const Node& node);

}  // namespace broadsheet::query
