// How does an article become a document of the index?
//
// archive/terms.hpp says how each term is spelt; this is the one place that writes them. What each
// adds to the document's length, on which BM25 rests (wdf, "within-document frequency"):
//
//   words, parts of compounds     1   they are the text
//   joined forms of compounds     1   so that `ceasefire` ranks what is written cease-fire; two or
//                                     three words of a hundred are compounds, so the length grows
//                                     by as much
//   words of the lead             2   what an article begins with is what it is about
//   S, A copies                   1   a term with wdf 0 has no weight, and these are there for their
//                                     weight. What adds c words lengthens every article alike:
//                                     1 - b + b (L + c) / (avg + c) is 1 - b' + b' L / avg with
//                                     b' = b avg / (avg + c), so it only softens the
//                                     normalisation; a ranking that wants b' sets b accordingly
//   boolean terms                 0
//
// Where the words stand goes beside the document: archive/positions_file.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "archive/article.hpp"
#include "archive/dictionary.hpp"
#include "archive/positions_builder.hpp"
#include "indexer/phrase_model.hpp"

namespace Xapian {
class Document;
}

namespace broadsheet::indexer {

/// Not thread-safe (it keeps an analyzer and its buffers): one a thread.
class DocumentBuilder {
  public:
    DocumentBuilder();
    ~DocumentBuilder();
    DocumentBuilder(DocumentBuilder&&) noexcept;
    DocumentBuilder& operator=(DocumentBuilder&&) noexcept;

    /// The document of an article, whose id must not be empty; its language is identified here (see
    /// article_language.hpp), since that takes time that the reading thread has not. All its terms are ones that Xapian
    /// takes: it throws for a term that is too long only when the document is added, and then
    /// discards the whole uncommitted batch with it. Its key phrases are measured against `model`.
    /// Its words are those of the open article of `positions`, which the caller closes; its text is stored by
    /// `dictionary`, if there is one.
    Xapian::Document build(archive::Article article, const PhraseModel& model,
                           archive::PositionsBuilder& positions,
                           const archive::Dictionary* dictionary = nullptr);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
