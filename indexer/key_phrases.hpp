// What is an article about? Its key phrases: names and terms, chosen by what the article repeats and
// the archive does not. docs/key-phrases.md has the rules, and how often they are right.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/position_layout.hpp"
#include "indexer/phrase_model.hpp"
#include "text/sentence_breaker.hpp"
#include "text/token.hpp"

namespace broadsheet::indexer {

inline constexpr std::size_t max_key_phrases = 8;

/// Reads one article after the other, unit by unit, as the document builder does. Not thread-safe.
class KeyPhraseFinder {
  public:
    KeyPhraseFinder();
    ~KeyPhraseFinder();
    KeyPhraseFinder(KeyPhraseFinder&&) noexcept;

    /// A unit of the article, with its tokens and sentences; its text must stay until finish().
    void add_unit(const archive::TextUnit& unit, const text::TokenList& tokens,
                  const std::vector<text::ByteRange>& sentences);

    /// The phrases of the units added, those that say most first, in the spelling that the article
    /// uses most; at most max_key_phrases. Then begins a new article.
    std::vector<std::string> finish(const PhraseModel& model, std::string_view language);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
