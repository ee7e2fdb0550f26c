// What goes into a dictionary, and when does an archive get one?
//
// A dictionary that zstd trains by itself is made of pieces of texts, and what stands in one article alone,
// which a takedown must be able to remove, may be among them. Ours consists only of fragments that stand in
// several articles (shared_fragments.hpp); copies of one article count as one. Short
// articles take 3 % more than by a dictionary of zstd's own training (measured: docs/ARCHITECTURE.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "archive/article.hpp"
#include "archive/copy_mark.hpp"
#include "archive/dictionary.hpp"

namespace broadsheet::indexer {

/// In how many articles a fragment stands at least: with 3, what is stored takes as much, with 10 5 % more.
inline constexpr std::uint32_t fragment_articles = 5;

/// Of fewer articles no dictionary is made: what they share says little of those to come.
inline constexpr std::size_t least_samples = 200;

/// An article to learn from.
struct Sample {
    const archive::Article* article = nullptr;
    std::uint64_t content_hash = 0;
    archive::Cluster cluster = 0;  ///< 0: unknown, and it counts as no copy
};

/// One that the archive has, as a sample of its own.
struct LivingArticle {
    archive::Article article;
    std::uint64_t content_hash = 0;
    archive::Cluster cluster = 0;
    Sample sample() const { return {&article, content_hash, cluster}; }
};

/// A dictionary made from all articles; nothing where they share nothing, or are fewer than `least_samples`.
std::optional<archive::DictionaryContents> make_dictionary(std::span<const Sample> samples);

/// The same, if it pays: if it saves of these very articles more than it takes itself, by what it saves of
/// some that it was not made from.
std::optional<archive::DictionaryContents> train_dictionary(std::span<const Sample> samples);

}  // namespace broadsheet::indexer
