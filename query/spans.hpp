// Where does a query match within an article? The one evaluator of spans: it decides whether an
// article is a result, what its snippet shows and what is highlighted.
//
// A span is a run of positions [begin, end). The spans of a pattern are defined by recursion:
//
//   AnyForm       the span of every token with one of the forms: one position, or, for the joined
//                 form of a compound, those of all its parts (unless only words written as one
//                 are asked for)
//   CharacterRun  [p, p + n) for its n characters wherever each of its pairs stands, the ith at p + i
//   Sequence      [a.begin, z.end) of every choice of one span a child, where each begins at the
//                 position at which the one before it ends
//   Alternatives  the spans of all children
//
// and a match in zones keeps the spans that lie within one run of one of the zones. Over articles,
// AND, OR and NOT are Boolean, and the spans that are shown are those of the operands that make the
// article match: all of AND, the matching ones of OR, none of NOT.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/stored_article.hpp"
#include "query/bound_query.hpp"
#include "query/lexicon.hpp"

namespace Xapian {
class Database;
}

namespace broadsheet::query {

struct Span {
    std::uint32_t begin = 0;  ///< first position
    std::uint32_t end = 0;    ///< one past the last
    auto operator<=>(const Span&) const = default;
};

/// What the evaluator asks of an article. Two kinds: the index and the stored article.
class ArticleSource {
  public:
    virtual ~ArticleSource() = default;
    /// Appends the spans of the tokens with this form, ascending.
    virtual void spans_of(std::string_view form, std::vector<Span>& out) = 0;
    /// The runs of a zone, ascending.
    virtual std::vector<Span> zone_runs(archive::Zone zone) = 0;
    /// Whether the article has this boolean term.
    virtual bool has_term(const std::string& term) = 0;
    /// The number in a value slot; none is 0.
    virtual std::uint32_t number(std::uint32_t slot) = 0;
};

/// A span and the match of the query that it is of.
struct LeafSpan {
    Span span;
    std::uint32_t leaf = 0;
    auto operator<=>(const LeafSpan&) const = default;
};

/// The spans of a pattern: ascending, each once.
std::vector<Span> find_spans(const Pattern& pattern, ArticleSource& article);

/// Whether the article answers the query. Where it does and `shown` is given, appends the spans that
/// are to be shown, in no particular order.
bool evaluate(const BoundNode& node, ArticleSource& article, std::vector<LeafSpan>* shown);

/// The positions that the index holds of document `document`.
std::unique_ptr<ArticleSource> index_source(const Xapian::Database& database,
                                            std::uint32_t document, const Lexicon& lexicon);

/// The positions of the stored article's tokens, found by analysing it anew.
std::unique_ptr<ArticleSource> stored_source(const archive::StoredArticle& stored);

}  // namespace broadsheet::query
