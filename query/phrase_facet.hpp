// Which key phrases tell a result from the rest of the archive?
//
// The most significant, not the most frequent: by the log-likelihood ratio (Dunning, "Accurate Methods
// for the Statistics of Surprise and Coincidence", 1993) of a phrase within the result against outside
// of it. Candidates are the phrases of the best hits, so that the cost has a bound however many match;
// their counts are of the whole result, exact.
#pragma once

#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "query/facets.hpp"
#include "query/matcher.hpp"
#include "query/result_page.hpp"

namespace broadsheet::query {

/// So many of the best hits are asked for their phrases.
inline constexpr std::uint32_t phrase_facet_hits = 60;

/// At most so many phrases are listed, beside those selected.
inline constexpr std::size_t max_phrase_values = 12;

/// A phrase of fewer articles of the result says nothing of it.
inline constexpr std::uint64_t min_phrase_count = 2;

/// What the facet is made of.
struct PhraseFacetInput {
    std::span<const RankedDocument> best;  ///< hits, of which the first phrase_facet_hits count
    std::uint64_t total = 0;               ///< articles of the result
    /// The query's words with their forms, folded: a phrase of these alone is left out.
    std::unordered_set<std::string> query_forms;
    const std::vector<std::string>& selected;
};

/// `results` has seen every match. Throws what Xapian throws.
std::vector<FacetValue> phrase_facet(const Xapian::Database& database, const FacetCounter& results,
                                     const PhraseFacetInput& input);

}  // namespace broadsheet::query
