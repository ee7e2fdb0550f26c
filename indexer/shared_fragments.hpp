// Which pieces of text do several articles have in common, word for word?
//
// Texts are cut into items: a word, what stands between two words, or, above U+07FF, where
// the scripts without spaces between words are, one character. A run of items is counted if the runs that lack
// its first or its last item stand in enough articles (the idea of Apriori: Agrawal and Srikant, 1994), so that
// each length is counted exactly, in one pass over what is left of the texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// The longest fragment, in items: longer runs that are shared word for word are mostly copies.
inline constexpr std::size_t max_fragment_items = 24;

struct Fragment {
    std::string_view text;
    std::uint32_t articles = 0;  ///< how many it stands in
};

/// The texts of one article.
using ArticleTexts = std::vector<std::string_view>;

/// The fragments that stand in at least `least` articles, without those that mostly stand within one that is
/// an item longer. Views of `articles`, in an order that only depends on them.
std::vector<Fragment> shared_fragments(std::span<const ArticleTexts> articles, std::uint32_t least);

}  // namespace broadsheet::indexer
