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
#include "indexer/block_index.hpp"
#include "indexer/phrase_model.hpp"

namespace broadsheet::indexer {

/// Not thread-safe (it keeps an analyzer and its buffers): one a thread.
class DocumentBuilder {
  public:
    DocumentBuilder();
    ~DocumentBuilder();
    DocumentBuilder(DocumentBuilder&&) noexcept;
    DocumentBuilder& operator=(DocumentBuilder&&) noexcept;

    /// Adds the terms and values of an article to the open article of `index`, and its words to that of
    /// `positions`; the caller closes both. Gives the bytes to be stored with it, by `dictionary`, if there is one.
    /// Its id must not be empty; its language is identified here (see article_language.hpp), since that takes time
    /// that the reading thread has not. All its terms are ones that Xapian takes. Its key phrases are measured
    /// against `model`.
    std::string build(archive::Article article, const PhraseModel& model,
                      archive::PositionsBuilder& positions, BlockIndex& index,
                      const archive::Dictionary* dictionary = nullptr);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
