// How usual is a word in this archive? What key phrases are measured against.
//
// A sample of articles, counted by language: some of those that are published, and of those being
// added more of the first and fewer of the later ones. Only its own articles say what is usual in a
// language, so that an archive of ten languages needs no list of common words for each.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// By which the model knows a word.
std::uint64_t word_hash(std::string_view form);

/// By which it knows that an article writes the word with a small first letter.
constexpr std::uint64_t small_word(std::uint64_t word) {
    constexpr std::uint64_t mixer = 0x9E3779B97F4A7C15;  // of Fibonacci hashing
    return (word ^ (word >> 31)) * mixer;
}

/// In how many of the sample's articles in one language each word occurs. A count may be a little
/// too high where hashes meet (a count-min sketch of two rows: Cormode and Muthukrishnan 2005): a
/// fixed quarter of a megabyte, whatever was read.
class WordCounts {
  public:
    std::uint32_t articles() const { return articles_; }
    std::uint32_t articles_with(std::uint64_t word) const;

    /// Counts one more article, by its words, each once.
    void add_article(const std::vector<std::uint64_t>& words);

  private:
    std::uint32_t articles_ = 0;
    std::vector<std::uint16_t> cells_;
};

/// Never changes once made.
class PhraseModel {
  public:
    /// Of a BCP 47 tag, of which the first subtag counts. Nothing is usual in an unknown language.
    const WordCounts& of(std::string_view language) const;

  private:
    friend class PhraseModelBuilder;
    std::map<std::string, std::shared_ptr<const WordCounts>, std::less<>> languages_;
};

/// Not thread-safe: it is the reading thread's.
class PhraseModelBuilder {
  public:
    PhraseModelBuilder();
    ~PhraseModelBuilder();
    PhraseModelBuilder(PhraseModelBuilder&&) noexcept;

    /// Learns from one article, whose language may not be known yet.
    void learn(archive::Article article);

    /// What was learnt, but for a language that has grown by less than a tenth since it was last
    /// given: so that models are made as seldom as they differ.
    std::shared_ptr<const PhraseModel> model();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::indexer
