// What must hold of the reading of any bytes as a query: asked by the property tests and by fuzzing.
#pragma once

#include <algorithm>
#include <string>

#include "query/syntax/parser.hpp"

namespace broadsheet::tests {

inline bool lie_within(const std::string& input, const query::Diagnostics& diagnostics) {
    return std::ranges::all_of(diagnostics, [&](const query::Diagnostic& diagnostic) {
        return diagnostic.range.end() <= input.size() && !diagnostic.code.empty() &&
               !diagnostic.message.empty();
    });
}

/// The first thing that is wrong with how `input` is read: a diagnostic out of place, a tree beside
/// errors, or a tree that is printed so that it is read as another. Empty if nothing is.
inline std::string wrong_with_reading(const std::string& input) {
    const query::ParseResult first = query::parse(input);
    if (!lie_within(input, first.errors)) return "an error outside the query";
    if (!lie_within(input, first.notices)) return "a notice outside the query";
    if (!first.tree) return {};
    if (!first.errors.empty()) return "a tree in spite of errors";
    const std::string canonical = query::print(*first.tree);
    const query::ParseResult second = query::parse(canonical);
    if (!second.tree) return "a canonical form that is an error: " + canonical;
    if (query::print_tree(*second.tree) != query::print_tree(*first.tree)) {
        return "a canonical form that is read as another tree: " + canonical;
    }
    if (query::print(*second.tree) != canonical) return "a canonical form with another: " + canonical;
    return {};
}

/// Whether a line with carets, and no line break within the query, can be made for every diagnostic.
inline bool has_carets(const std::string& input) {
    const query::ParseResult result = query::parse(input);
    const auto shown = [&](const query::Diagnostics& list) {
        return std::ranges::all_of(list, [&](const query::Diagnostic& diagnostic) {
            const std::string lines = query::with_caret(input, diagnostic);
            return std::ranges::count(lines, '\n') == 1 && lines.find('^') != std::string::npos;
        });
    };
    return shown(result.errors) && shown(result.notices);
}

}  // namespace broadsheet::tests
