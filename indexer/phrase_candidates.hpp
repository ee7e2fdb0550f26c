// Which runs of words of an article might be what it is about?
//
// One to four words of one sentence, with no punctuation between them, that neither begin nor end with
// a common word; a name may have more. Words are common by text/common_words.hpp, by the calendar, or
// because many articles of the language have them. Capitals are a strong sign of a name where a
// language has them and where they say something (not at the start of a sentence, nor in a headline
// Set Like This); nothing depends on them.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/calendar_words.hpp"
#include "indexer/phrase_model.hpp"
#include "indexer/phrase_words.hpp"
#include "text/sentence_breaker.hpp"
#include "text/token.hpp"

namespace broadsheet::indexer {

/// A distinct word of the article.
struct PhraseForm {
    std::string text;  ///< folded
    std::uint32_t count = 0;
    std::uint32_t capitals = 0;  ///< where a capital says something: with one …
    std::uint32_t smalls = 0;    ///< … and without
    float rarity = 0;            ///< nats: ln of one in how many articles
    float share = 0;             ///< of the language's articles that have it; 0 where few are known
    bool proper = false;  ///< hardly any article writes it small
    bool listed = false;  ///< in text/common_words.hpp
    bool common = false;  ///< in any archive: never begins or ends a phrase
    bool usual = false;   ///< in this one: begins or ends names only ("White House")
    bool number = false;
    bool dense = false;
};

/// A word in its place.
struct PlacedWord {
    std::uint32_t form = 0;
    std::uint32_t unit = 0;            ///< index of the text unit
    std::uint32_t begin = 0, end = 0;  ///< bytes in it
    float weight = 0;                  ///< of its zone
    bool follows = false, joined = false;  ///< as in PhraseWord; nothing follows across a sentence
    bool telling = false;                  ///< whether a capital says something here
    bool capital = false;
    bool name = false;  ///< is within a name
};

/// All places of one run of forms.
struct PhraseCandidate {
    std::uint32_t words = 0;
    std::span<std::uint32_t> places;    ///< of first words, ascending; valid until clear()
    std::uint32_t whole_names = 0;      ///< places where it is a whole name, no part of a longer one
    float weight = 0;                   ///< sum over its places
    double score = 0;
};

/// Reads one article after the other; not thread-safe.
class PhraseCandidates {
  public:
    /// Forgets the article before.
    void clear();

    /// A unit of the article, in order, with its tokens and sentences; `weight` says how much it counts.
    void add_unit(std::string_view text, const text::TokenList& tokens,
                  const std::vector<text::ByteRange>& sentences, std::uint32_t unit, float weight);

    /// The candidates of the units added, in no order that matters but always the same.
    std::vector<PhraseCandidate>& find(const WordCounts& counts, std::string_view language);

    const std::vector<PlacedWord>& words() const { return words_; }
    const std::vector<PhraseForm>& forms() const { return forms_; }
    const PhraseForm& form_at(std::size_t place) const { return forms_[words_[place].form]; }

  private:
    std::uint32_t intern(const PhraseWord& word);
    void judge_forms(const WordCounts& counts, std::string_view language);
    void mark_names();
    float rarity(const WordCounts& counts, std::uint32_t with);
    void enumerate();
    void drop_single_runs();
    bool may_begin(std::size_t place) const;
    bool may_end(std::size_t place) const;
    bool ties_names(std::size_t place, bool behind) const;
    std::size_t name_end(std::size_t place) const;
    void group();

    struct Run {
        std::uint64_t key = 0;
        std::uint32_t place = 0;
        std::uint16_t words = 0;
        bool whole_name = false;
        bool operator<(const Run& other) const {
            return key != other.key ? key < other.key : place < other.place;
        }
    };

    /// A hash as it is.
    struct Identity {
        using is_avalanching = void;
        std::size_t operator()(std::uint64_t hash) const { return hash; }
    };

    PhraseWordReader reader_;
    CalendarWords calendar_;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t, Identity> numbers_;  ///< of forms, by hash
    std::vector<std::uint64_t> hashes_;                         ///< of forms
    std::vector<PhraseForm> forms_;
    std::vector<std::uint32_t> articles_with_;  ///< forms
    std::vector<PlacedWord> words_;
    std::vector<Run> runs_;
    std::vector<std::uint8_t> seen_;     ///< runs by some bits of their keys
    std::vector<std::uint32_t> places_;  ///< of candidates
    std::vector<float> rarities_;        ///< by articles with the word; 0 where not known yet
    std::uint32_t rarities_of_ = 0;      ///< in so many articles
    std::vector<PhraseCandidate> candidates_;
};

}  // namespace broadsheet::indexer
