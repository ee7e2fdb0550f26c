// By what are copies of an article known? Each article has a sketch of its text and the number of its
// cluster. As values of its document (terms.hpp: slot_sketch, slot_cluster) it has the bits of the sketch, and the
// cluster where that is another than they say; the keys of the sketch are beside the segment (sketch_index.hpp).
//
// Compared are headlines, headings and paragraphs, as one text however it is cut into paragraphs; not
// byline, dateline and date, in which copies differ. The headline counts because a market's one-liner says
// there of whom it speaks. docs/duplicates.md has how often these rules are right.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/article.hpp"
#include "text/minhash.hpp"
#include "text/shingles.hpp"

namespace broadsheet::archive {

/// Two texts are copies whose likeness (text/minhash.hpp) is at least this …
inline constexpr double copy_likeness = 0.8;

/// … and where either has fewer shingles than `short_text`, at least this: one other number in a report of
/// 50 words leaves a likeness of 0.85, and is another report.
inline constexpr double short_copy_likeness = 0.9;
inline constexpr std::uint16_t short_text = 80;

/// A text of fewer shingles than this is compared only with those of its own day: "Fed sets two billion
/// dlr customer repurchase" is true of many.
inline constexpr std::size_t one_day_text = 20;

/// The number of a cluster of copies; of an article that is no copy, its own. It has no order.
using Cluster = std::uint64_t;

struct CopyMark {
    text::MinHash sketch;  ///< with no shingles where the article has no words: it has no copies then
    Cluster cluster = 0;
    bool operator==(const CopyMark&) const = default;
};

/// A mark as its document has it: without keys.
struct KeptMark {
    text::MinHashBits sketch;
    Cluster cluster = 0;
    bool operator==(const KeptMark&) const = default;
};

/// `shingler` is room to work in.
text::MinHash sketch_of(const Article& article, text::Shingler& shingler);

bool are_copies(const text::MinHashBits& a, const text::MinHashBits& b);

/// The cluster that an article begins which is no copy of another: XXH3 of its sketch_value().
Cluster own_cluster(const text::MinHashBits& sketch);

/// The value slot_sketch: bits and number of shingles, little-endian, 34 bytes; empty where there is none.
std::string sketch_value(const text::MinHashBits& sketch);

/// The value slot_cluster: 8 bytes, big-endian; empty where the cluster is the own_cluster() of the sketch, or there
/// is no sketch.
std::string cluster_value(const KeptMark& mark);

/// What these two values of a document say. Nothing where there is no sketch, and where sketch_value() and
/// cluster_value() did not write them.
std::optional<KeptMark> mark_of(std::string_view sketch_value, std::string_view cluster_value);
std::optional<Cluster> cluster_of(std::string_view sketch_value, std::string_view cluster_value);

/// A cluster as people and programs name it: 16 hexadecimal digits in lower case.
std::string cluster_name(Cluster cluster);
std::optional<Cluster> cluster_named(std::string_view name);

}  // namespace broadsheet::archive
