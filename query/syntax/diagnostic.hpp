// What was wrong with a query, or worth telling about it: kind + place + sentence + mend.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

/// A byte range of the query as it was typed.
struct InputRange {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t end() const { return offset + length; }
    bool operator==(const InputRange&) const = default;
};

/// An error (the query has no answer) or a notice (it has, and something should be said).
struct Diagnostic {
    std::string code;  ///< stable, for programs: "unbalanced-quote"
    InputRange range;
    std::string message;  ///< one sentence for people, lower case, no final stop
    std::string hint;     ///< a mend, where one is known; else empty
    std::string offer = {};  ///< of a notice: another query that may have been meant; else empty
    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// The query, a line with carets under the diagnostic's range, and its message and hint:
///
///     ceasefire AND (qatar
///                   ^ unbalanced parenthesis …
///
/// Wide and combining characters keep the carets in place; line breaks are shown as spaces.
std::string with_caret(std::string_view input, const Diagnostic& diagnostic);

}  // namespace broadsheet::query
