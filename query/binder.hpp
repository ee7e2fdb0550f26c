// What do the names, words and dates of a query mean in this archive? From the tree of what was typed
// to the bound query.
#pragma once

#include "query/bound_query.hpp"
#include "query/patience.hpp"
#include "query/result_page.hpp"
#include "query/syntax/ast.hpp"

namespace broadsheet::query {

class Snapshot;

/// A word within edits is expanded to at most so many forms: beyond, what is added is noise, and each
/// form costs a posting list.
inline constexpr std::size_t max_expanded_forms = 256;

/// A wildcard is expanded to at most so many forms. Each costs a posting list of some microseconds, so
/// that the widest that people write (*ing has 2,700 forms in 21,577 articles of Reuters) are whole, and
/// none takes more than some 100 ms.
inline constexpr std::size_t max_wildcard_forms = 20'000;

/// A wildcard of more forms than this weighs the same in each article that has one: what BM25 makes of
/// the sum of so many frequencies says nothing, and depends on how the archive is cut into segments.
inline constexpr std::size_t max_weighted_forms = 16;

/// A bare word stands for the forms that share its stem; a hyphenated one also for its parts in a
/// row, so that every usual spelling finds every other. A phrase is verbatim. The words of a phrase
/// are made by the analyzer that made the archive's.
/// Throws OutOfTime when `patience` (if any) ends.
BoundQuery bind(const Node& tree, const Snapshot& snapshot, Patience* patience = nullptr);

/// The filters beside a query, as one more operand of an AND; Everything where there are none.
BoundNode bind_filters(const Filters& filters, const Snapshot& snapshot);

}  // namespace broadsheet::query
