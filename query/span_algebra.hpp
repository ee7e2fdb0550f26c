// What can be done with lists of spans? The algebra of positions, without any article or index.
//
// A span is a run of positions [begin, end). A list of spans is ascending (by begin, then end) and holds
// each once. The operators follow the generalised concordance lists of Clarke, Cormack and Burkowski
// ("An Algebra for Structured Text Search and a Framework for its Implementation", The Computer Journal
// 38(1), 1995; Clarke and Cormack, "Shortest-Substring Retrieval and Ranking", ACM TOIS 18(1), 2000):
// what an operator of distance finds are the minimal spans that hold a span of each operand, that is
// those that hold no other such span. So there are never more of them than positions, however operators
// are nested.
//
// The distance of two spans that do not overlap is the difference of the position where the later
// begins and the last one of the earlier: 1 where they are adjacent. Two words or phrases that overlap
// are never near each other: a word is not near itself. But where an operand is a distance itself, what
// lies between its words is within its span, and its distance is 0.
#pragma once

#include <cstdint>
#include <vector>

#include "archive/positions_file.hpp"
#include "query/patience.hpp"
#include "query/syntax/ast.hpp"

namespace broadsheet::query {

/// From the first position to one past the last.
using Span = archive::PositionRun;

using Spans = std::vector<Span>;

/// Where the stretches of one kind (sentences, paragraphs, sections) begin, ascending; each goes on to
/// the beginning of the next.
using Starts = std::vector<std::uint32_t>;

/// Whether a span lies in one stretch.
bool lies_in_one(const Span& span, const Starts& starts);

/// Which pairs of a left and a right span answer a distance operator.
struct NearRule {
    bool ordered = false;            ///< the left one first
    std::uint32_t distance = 0;      ///< at most; 0: any
    const Starts* within = nullptr;  ///< both in one of these; null: anywhere
    bool may_overlap = false;        ///< one of the spans is a distance's itself

    bool allows(const Span& left, const Span& right) const;
};

/// Sorts, and leaves each span once.
void sort_unique(Spans& spans);

/// Leaves the minimal ones of some spans in any order: those that hold no other.
void keep_minimal(Spans& spans);

/// Every pair of which the second begins where the first ends, as one span.
Spans adjacent(const Spans& heads, const Spans& tails);

/// The minimal spans over a left and a right span that the rule allows. With a long distance in a long
/// article that may take seconds, so this and what follows give up when `patience` (if any) ends.
Spans near(const Spans& left, const Spans& right, const NearRule& rule, Patience* patience = nullptr);

/// The left spans with no right one that the rule allows.
Spans not_near(const Spans& left, const Spans& right, const NearRule& rule,
               Patience* patience = nullptr);

/// Of the operands of near(): the spans that are an allowed pair over one of the `chosen` spans.
struct NearParts {
    Spans left, right;
};
NearParts near_parts(const Spans& left, const Spans& right, const NearRule& rule, const Spans& chosen,
                     Patience* patience = nullptr);

/// Of more items than this, only what is one position long is looked at exactly: see windows().
inline constexpr std::size_t max_mixed_items = 8;

/// The minimal spans that hold a span of each item, of which no two overlap, in any order, with at most
/// `others` other positions: those that none of the chosen spans takes. Of more than max_mixed_items
/// items, the spans need a beginning of their own only, and of those that begin alike the longest is
/// chosen; that is the same where all are one position long.
Spans windows(const std::vector<Spans>& items, std::uint32_t others, Patience* patience = nullptr);

}  // namespace broadsheet::query
