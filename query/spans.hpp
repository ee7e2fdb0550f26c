// Where does a query match within an article? The one evaluator of spans: it decides whether an article
// is a result, what its snippet shows and what is highlighted.
//
// The spans (query/span_algebra.hpp) of a pattern, words in a row, are all there are:
//
//   AnyForm       the span of every token with one of the forms: one position, or, for the joined
//                 form of a compound, those of all its parts (unless only words written as one
//                 are asked for)
//   CharacterRun  [p, p + n) for its n characters wherever each of its pairs stands, the ith at p + i
//   Sequence      [a.begin, z.end) of every choice of one span a child, where each begins at the
//                 position at which the one before it ends
//   Alternatives  the spans of all children
//
// and those of what has a place in the text:
//
//   Leaf          the spans of its pattern
//   Window        the minimal spans that hold one of each item, of which no two overlap, in any order,
//                 with at most so many other words: "…"~n
//   EitherSpan    the spans of all children
//   NearSpan      W/n, PRE/n, W/S, …: the minimal spans over a left and a right span, of which the one is
//                 at most n from the other (or behind it), both in one sentence, paragraph or section
//   NearSpan NOT  the left spans beside which there is no right one so
//   CasedSpan     those with a capital letter in them (CAPS), with capital letters only (ALLCAPS), with
//                 none (NOCAPS)
//   ZonedSpan     those that lie within one run of one of the zones
//
// Over articles, AND, OR and NOT are Boolean, and a match may ask for several spans (ATLEAST): words and
// phrases that overlap count once (cease* in "cease-fire"), those of distances each. What is
// shown are the leaves that take part in the spans of the operands that make the article match: all of
// AND, the matching ones of OR, none of NOT; of a distance the words on both sides, not what is between;
// of "…"~n all within its spans that fits one of its items.
#pragma once

#include <cstdint>
#include <vector>

#include "query/article_source.hpp"
#include "query/bound_query.hpp"
#include "query/span_algebra.hpp"

namespace broadsheet::query {

/// A span and the word or phrase of the query that it is of.
struct LeafSpan {
    Span span;
    std::uint32_t leaf = 0;
    auto operator<=>(const LeafSpan&) const = default;
};

/// Once an article has so many spans to show, no further words of the query are shown: only a query that
/// names one word hundreds of times in an article of hundreds of thousands of words gets there.
inline constexpr std::size_t max_shown_spans = 1'000'000;

/// The spans of a node: ascending, each once.
Spans find_spans(const SpanNode& node, ArticleSource& article);

/// Whether the article answers the query. Where it does and `shown` is given, appends the spans that
/// are to be shown, in no particular order. Throws OutOfTime when `patience` (if any) ends.
bool evaluate(const BoundNode& node, ArticleSource& article, std::vector<LeafSpan>* shown,
              Patience* patience = nullptr);

}  // namespace broadsheet::query
