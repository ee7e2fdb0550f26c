// Which passages of an article show best why it was found?
//
// Passages are sentences, chosen by what the spans cover: first those that hold the most parts of the
// query that no chosen passage holds yet, then those where the matches are many and close, then by
// zone and place. After Lucene's unified highlighter: break into sentences, collect matches, score
// passages, format.
#pragma once

#include <vector>

#include "archive/stored_article.hpp"
#include "query/highlight.hpp"
#include "query/result_page.hpp"
#include "query/spans.hpp"

namespace broadsheet::query {

inline constexpr std::size_t snippets_per_hit = 2;

/// A snippet has about two lines on a desktop page: a shorter sentence is joined by the next ones of
/// its paragraph up to `snippet_bytes`, a sentence over `max_snippet_bytes` is cut around its matches.
inline constexpr std::uint32_t snippet_bytes = 160;
inline constexpr std::uint32_t max_snippet_bytes = 280;

/// Not thread-safe: one a thread.
class SnippetMaker {
  public:
    /// The headline of an article with its matches.
    TextParts headline(const archive::StoredArticle& stored, const std::vector<LeafSpan>& spans);

    /// Up to snippets_per_hit snippets in the order of the text. Without a match outside of headline
    /// and byline, the beginning of the deck or body. `spans` are sorted.
    std::vector<Snippet> snippets(const archive::StoredArticle& stored,
                                  const std::vector<LeafSpan>& spans);

  private:
    UnitHighlighter highlighter_;
};

}  // namespace broadsheet::query
