#include "indexer/document_builder.hpp"

#include <xapian.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "archive/document_terms.hpp"
#include "archive/key_phrases.hpp"
#include "archive/position_layout.hpp"
#include "archive/quote_runs.hpp"
#include "archive/sentence_positions.hpp"
#include "archive/stored_article.hpp"
#include "archive/terms.hpp"
#include "indexer/article_language.hpp"
#include "indexer/key_phrases.hpp"
#include "text/analyzer.hpp"
#include "text/sentence_breaker.hpp"

namespace broadsheet::indexer {

using archive::Article;
using archive::PositionRun;
using archive::TextStretch;
using archive::TextUnit;
using archive::Zone;
using text::Token;

namespace {

// What is in the lead counts as if it stood there twice: see the header.
constexpr std::uint32_t lead_count = 2;

/// Zones whose words are terms a second time, under a prefix.
struct PrefixedZone {
    Zone zone;
    std::string_view prefix;
};
constexpr std::array prefixed_zones{
    PrefixedZone{Zone::headline, archive::headline_prefix},
    PrefixedZone{Zone::byline, archive::byline_prefix},
};

/// Writes one article into one document.
class DocumentWriter {
  public:
    DocumentWriter(text::Analyzer& analyzer, text::TokenList& tokens,
                   std::vector<text::ByteRange>& sentences, std::string& term,
                   KeyPhraseFinder& phrase_finder, std::vector<std::uint32_t>& counts,
                   const PhraseModel& model, archive::PositionsBuilder& positions, BlockIndex& index,
                   const archive::Dictionary* dictionary, Article&& article)
        : analyzer_(analyzer),
          tokens_(tokens),
          sentences_(sentences),
          term_(term),
          phrase_finder_(phrase_finder),
          counts_(counts),
          model_(model),
          positions_(positions),
          index_(index),
          dictionary_(dictionary) {
        stored_.article = std::move(article);
    }

    std::string write() {
        // Of the article as it was delivered, so that the same delivery is recognised.
        content_hash_ = archive::content_hash(stored_.article);
        identify_languages(stored_.article);
        const std::vector<TextUnit> units = archive::text_units(stored_.article);
        stored_.unit_positions.reserve(units.size());
        for (const TextUnit& unit : units) add_unit(unit);
        for (std::size_t zone = 0; zone < runs_.size(); ++zone) close_run(zone);
        add_words();
        add_boolean_terms();
        add_key_phrases();
        add_values();
        return archive::encode(stored_, dictionary_);
    }

  private:
    void add_unit(const TextUnit& unit) {
        analyzer_.analyze(unit.text, tokens_);
        const std::uint32_t start = archive::next_unit_position(position_, unit.starts_section);
        position_ = start + tokens_.position_count();
        stored_.unit_positions.push_back(start);
        stored_.word_count += tokens_.position_count();
        place_words(start, archive::contains(unit.zones, Zone::lead) ? lead_count : 1);
        for (const PrefixedZone& copy : prefixed_zones) {
            if (archive::contains(unit.zones, copy.zone)) add_copies(copy.prefix);
        }
        add_pairs();
        if (unit.starts_section) positions_.add_start(TextStretch::section, start);
        mark_paragraph_and_sentences(unit.text, start);
        phrase_finder_.add_unit(unit, tokens_, sentences_);
        mark_zones(unit.zones, start);
        mark_quotations(unit, start);
    }

    void place_words(std::uint32_t start, std::uint32_t count) {
        common_.clear();
        for (const Token& token : tokens_) {
            // Of pairs of characters only where they begin is ever asked.
            const std::uint32_t length = token.is_compound() ? token.length : 1;
            const std::uint32_t word =
                positions_.add_word(tokens_.form(token), start + token.position, length);
            if (word >= counts_.size()) counts_.resize(word + 1, 0);
            counts_[word] += count;
            if (index_.is_common(word, positions_)) common_.push_back({&token, word});
        }
    }

    void add_words() {
        for (const std::uint32_t word : positions_.open_words()) {
            index_.add_word(word, std::exchange(counts_[word], 0));
        }
    }

    void add_copies(std::string_view prefix) {
        for (const Token& token : tokens_) {
            term_.assign(prefix);
            term_.append(tokens_.form(token));
            index_.add_term(term_, 1);
        }
    }

    void add_boolean_term(std::string_view term) {
        if (archive::fits_a_term(term)) index_.add_term(term, 0);
    }

    /// A word goes on where it ends: behind the last part of a compound.
    void add_pairs() {
        for (auto first = common_.begin(); first != common_.end(); ++first) {
            const std::uint32_t behind = first->token->position + first->token->length;
            for (auto second = std::next(first);
                 second != common_.end() && second->token->position <= behind; ++second) {
                if (second->token->position == behind) index_.add_pair(first->word, second->word, positions_);
            }
        }
    }

    /// Every unit is a paragraph here, a heading too: what follows a mark up to the next is one
    /// paragraph. What holds no word gets no mark, for none can lie in it.
    void mark_paragraph_and_sentences(std::string_view unit_text, std::uint32_t start) {
        if (tokens_.empty()) return;
        positions_.add_start(TextStretch::paragraph, start);
        sentence_positions_.clear();
        archive::sentence_positions(unit_text, stored_.article.language, tokens_, start, sentences_,
                                    sentence_positions_);
        for (const std::uint32_t position : sentence_positions_) {
            positions_.add_start(TextStretch::sentence, position);
        }
    }

    void mark_zones(archive::ZoneSet zones, std::uint32_t start) {
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            if (!archive::contains(zones, static_cast<Zone>(i))) {
                close_run(i);
            } else if (!runs_[i]) {
                runs_[i] = PositionRun{start, position_};
            } else {
                runs_[i]->end = position_;
            }
        }
    }

    /// Of a unit in which somebody is quoted: the zone begins and ends within it.
    void mark_quotations(const TextUnit& unit, std::uint32_t start) {
        for (const auto& [begin, end] : archive::quote_runs(unit, tokens_, start)) {
            add_zone_run(Zone::quote, {begin, end});
        }
    }

    void close_run(std::size_t zone) {
        if (runs_[zone]) add_zone_run(static_cast<Zone>(zone), *runs_[zone]);
        runs_[zone].reset();
    }

    void add_zone_run(Zone zone, PositionRun run) {
        if (run.begin == run.end) return;
        positions_.add_zone_run(zone, run);
        present_ |= archive::zone_bit(zone);
    }

    void add_boolean_terms() {
        for (const std::string& term : archive::boolean_terms(stored_.article)) {
            add_boolean_term(term);
        }
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<Zone>(i);
            if (archive::contains(present_, zone)) add_boolean_term(archive::zone_term(zone));
        }
    }

    void add_key_phrases() {
        const auto phrases = phrase_finder_.finish(model_, stored_.article.language);
        for (const std::string& phrase : phrases) {
            add_boolean_term(archive::key_phrase_term(phrase, analyzer_, tokens_));
        }
        add_value(archive::slot_phrases, archive::join_phrases(phrases));
    }

    void add_values() {
        const Article& article = stored_.article;
        add_value(archive::slot_date, archive::date_digits(article.date));
        add_value(archive::slot_source, article.source);
        add_value(archive::slot_desk, article.desk);
        add_value(archive::slot_language, article.language);
        add_value(archive::slot_words, Xapian::sortable_serialise(stored_.word_count));
        add_value(archive::slot_content, archive::content_hash_value(content_hash_));
        add_value(archive::slot_id, article.id);
    }

    void add_value(archive::Slot slot, const std::string& value) {
        if (!value.empty()) index_.add_value(slot, value);
    }

    text::Analyzer& analyzer_;
    text::TokenList& tokens_;
    std::vector<text::ByteRange>& sentences_;
    std::vector<std::uint32_t> sentence_positions_;
    struct CommonWord {
        const Token* token;
        std::uint32_t word;
    };
    std::vector<CommonWord> common_;  ///< of the unit
    std::string& term_;  ///< the term being written; kept, to allocate once
    KeyPhraseFinder& phrase_finder_;
    std::vector<std::uint32_t>& counts_;  ///< of the words so far, by their numbers; else 0
    const PhraseModel& model_;
    archive::PositionsBuilder& positions_;
    BlockIndex& index_;
    const archive::Dictionary* dictionary_;

    archive::StoredArticle stored_;
    std::uint64_t content_hash_ = 0;
    std::uint32_t position_ = 0;  ///< one past the last unit's last word; 0 before the first
    std::array<std::optional<PositionRun>, archive::zone_count> runs_;
    archive::ZoneSet present_ = 0;
};

}  // namespace

struct DocumentBuilder::State {
    text::Analyzer analyzer;
    text::TokenList tokens;
    std::vector<text::ByteRange> sentences;
    std::string term;
    KeyPhraseFinder phrase_finder;
    std::vector<std::uint32_t> counts;
};

DocumentBuilder::DocumentBuilder() : state_(std::make_unique<State>()) {}
DocumentBuilder::~DocumentBuilder() = default;
DocumentBuilder::DocumentBuilder(DocumentBuilder&&) noexcept = default;
DocumentBuilder& DocumentBuilder::operator=(DocumentBuilder&&) noexcept = default;

std::string DocumentBuilder::build(Article article, const PhraseModel& model,
                                   archive::PositionsBuilder& positions, BlockIndex& index,
                                   const archive::Dictionary* dictionary) {
    return DocumentWriter(state_->analyzer, state_->tokens, state_->sentences, state_->term,
                          state_->phrase_finder, state_->counts, model, positions, index, dictionary,
                          std::move(article))
        .write();
}

}  // namespace broadsheet::indexer
