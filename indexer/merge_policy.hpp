// Which segments should be merged into one?
//
// Tiered, like Lucene's: a segment belongs to the tier of its size, each tier holding segments
// `merge_factor` times as large as the one below. As soon as a tier has `merge_factor` segments,
// they are merged, and what is smaller with them, which costs little more. So an archive of n
// articles has at most (merge_factor - 1) log n segments, and an article is rewritten log n times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::indexer {

/// Every query walks every segment, so few segments are good for reading; every merge rewrites
/// them, so rare merges are good for writing. 8 keeps ten million articles in under 40 segments.
inline constexpr std::size_t merge_factor = 8;

/// The lowest tier has the segments below merge_factor times as many articles, that is below a full
/// batch of `add`. It is that of deliveries: a handful of articles, each time they arrive, of which
/// the eighth rewrites less than a second's work. (With full batches in it, an article that came to
/// 21,000 others waited five seconds for them each eighth time.) Telling smaller ones apart is worth
/// no more segments.
inline constexpr std::uint32_t lowest_tier_articles = 625;

/// The tier of a segment of `articles` articles: 0 below lowest_tier_articles · merge_factor, …
int tier_of(std::uint32_t articles);

/// The indices, in order, of the segments to merge into one; empty where none need be. `articles`
/// are the sizes of the segments. Asked again after each merge, it comes to an end.
std::vector<std::size_t> segments_to_merge(std::span<const std::uint32_t> articles);

}  // namespace broadsheet::indexer
