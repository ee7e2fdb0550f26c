// What does the evaluator of spans ask of an article? Two answer: the index (indexed_articles.hpp) and the
// stored article.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/stored_article.hpp"
#include "query/span_algebra.hpp"
#include "text/token.hpp"

namespace broadsheet::query {

class ArticleSource {
  public:
    virtual ~ArticleSource() = default;
    /// Appends the spans of the tokens with one of these forms (sorted): ascending for each form. The forms
    /// stay where they are as long as the source is asked: they are told apart by their place.
    virtual void spans_of(std::span<const std::string> forms, Spans& out) = 0;
    /// The runs of a zone, ascending.
    virtual Spans zone_runs(archive::Zone zone) = 0;
    /// Where the sentences, paragraphs or sections begin.
    virtual const Starts& starts(Stretch stretch) = 0;
    /// How the word at a position is written.
    virtual text::CaseShape shape(std::uint32_t position) = 0;
    /// Whether the article has this boolean term.
    virtual bool has_term(const std::string& term) = 0;
    /// The number in a value slot; none is 0.
    virtual std::uint32_t number(std::uint32_t slot) = 0;
};

/// The positions of the stored article's tokens, found by analysing it anew. `stored` must outlive it.
std::unique_ptr<ArticleSource> stored_source(const archive::StoredArticle& stored);

/// How the words of an article are written, by position; none where there is no word.
std::vector<text::CaseShape> word_shapes(const archive::StoredArticle& stored);

}  // namespace broadsheet::query
