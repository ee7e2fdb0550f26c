#include "query/compiler.hpp"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "archive/field_table.hpp"
#include "archive/terms.hpp"
#include "query/any_term_source.hpp"
#include "text/amounts.hpp"
#include "text/common_words.hpp"
#include "text/token.hpp"

namespace broadsheet::query {

namespace {

using Xapian::Query;

struct Bounds {
    Query upper;
    Query lower;
    bool exact = true;
};

Bounds exactly(const Query& query) { return {query, query, true}; }

// The terms that may stand at one position of a flat phrase.
using Slot = std::vector<std::string>;
using FlatPhrase = std::vector<Slot>;

// Whether a form that is to be written as one also stands for a compound: only the spans tell
// "cease-fire", whose parts in a row are another spelling, from a "ceasef-ire".
bool is_also_joined(const Lexicon& lexicon, const AnyForm& any) {
    return any.written_as_one && std::ranges::any_of(any.forms, [&](const auto& form) {
        return !lexicon.compound_lengths(form).empty();
    });
}

// Spells a pattern out as flat phrases, which is all that Xapian's PHRASE takes.
class PhraseExpander {
  public:
    PhraseExpander(const Lexicon& lexicon, std::string_view prefix)
        : lexicon_(lexicon), prefix_(prefix) {}

    /// Nothing where there would be too many.
    std::optional<std::vector<FlatPhrase>> expand(const Pattern& pattern) {
        std::vector<FlatPhrase> phrases = of(pattern);
        if (too_many_) return std::nullopt;
        return phrases;
    }

    /// Whether a part of a compound could be taken for the word behind it (for "ceasefire fire",
    /// "cease-fire" has its joined form at one position and "fire" at the next), or a compound for
    /// a word that is written as one.
    bool ambiguous() const { return ambiguous_; }

  private:
    std::vector<FlatPhrase> of(const Pattern& pattern) {
        return std::visit([this](const auto& kind) { return flat(kind); }, pattern.kind);
    }

    std::vector<FlatPhrase> flat(const AnyForm& any) {
        Slot slot;
        for (const auto& form : any.forms) slot.push_back(archive::prefixed(prefix_, form));
        for (const FormsInLanguage& language : any.by_language) {  // the spans ask for the language
            ambiguous_ = true;
            for (const auto& form : language.forms) {
                slot.push_back(archive::prefixed(prefix_, form));
            }
        }
        std::vector<FlatPhrase> phrases = {{std::move(slot)}};
        if (any.written_as_one) {
            ambiguous_ |= is_also_joined(lexicon_, any);
            return phrases;
        }
        for (const auto& form : any.forms) {
            for (const std::uint8_t parts : lexicon_.compound_lengths(form)) {
                FlatPhrase compound = {{archive::prefixed(prefix_, form)}};
                compound.resize(parts, {archive::continuation_term(form, parts)});
                phrases.push_back(std::move(compound));
            }
        }
        return phrases;
    }

    // The last character is needed only where something follows it; see flat(Sequence).
    std::vector<FlatPhrase> flat(const CharacterRun& run) {
        FlatPhrase phrase;
        for (const auto& pair : run.pairs) phrase.push_back({archive::prefixed(prefix_, pair)});
        return {std::move(phrase)};
    }

    std::vector<FlatPhrase> flat(const Alternatives& alternatives) {
        std::vector<FlatPhrase> phrases;
        for (const Pattern& child : alternatives.children) {
            for (auto& phrase : of(child)) phrases.push_back(std::move(phrase));
        }
        return phrases;
    }

    std::vector<FlatPhrase> flat(const Sequence& sequence) {
        std::vector<FlatPhrase> phrases = {{}};
        for (const Pattern& child : sequence.children) {
            std::vector<FlatPhrase> tails = of(child);
            const auto* run = std::get_if<CharacterRun>(&child.kind);
            if (run != nullptr && &child != &sequence.children.back()) {
                tails.front().push_back({archive::prefixed(prefix_, run->last)});
            }
            if (phrases.size() * tails.size() > max_flat_phrases ||
                (!phrases.empty() && phrases.front().size() > max_phrase_words)) {
                too_many_ = true;
                return {};
            }
            std::vector<FlatPhrase> longer;
            for (const FlatPhrase& head : phrases) {
                for (const FlatPhrase& tail : tails) {
                    if (!head.empty() && !tail.empty()) note_ambiguity(head.back(), tail.front());
                    longer.push_back(head);
                    longer.back().insert(longer.back().end(), tail.begin(), tail.end());
                }
            }
            phrases = std::move(longer);
        }
        return phrases;
    }

    void note_ambiguity(const Slot& word, const Slot& behind) {
        for (const auto& term : word) {
            if (!term.starts_with(prefix_)) continue;
            const auto form = std::string_view(term).substr(prefix_.size());
            if (lexicon_.compound_lengths(form).empty()) continue;
            for (const auto& next : behind) {
                const auto part = std::string_view(next).substr(
                    next.starts_with(prefix_) ? prefix_.size() : 0);
                // Of an amount, the joined form does not hold each spelling of its unit.
                const bool part_of_it = form.find(part) != std::string_view::npos ||
                                        text::is_unit_word(part);
                if (part_of_it) ambiguous_ = true;
            }
        }
    }

    const Lexicon& lexicon_;
    std::string_view prefix_;
    bool too_many_ = false;
    bool ambiguous_ = false;
};

Query any_of(Query::op op, const std::vector<std::string>& terms) {
    if (terms.empty()) return Query::MatchNothing;
    if (terms.size() == 1) return Query(terms.front());
    return Query(op, terms.begin(), terms.end());
}

Query flat_phrase(const FlatPhrase& phrase) {
    if (phrase.size() == 1) return any_of(Query::OP_SYNONYM, phrase.front());
    std::vector<Query> slots;
    for (const Slot& slot : phrase) {
        if (slot.empty()) return Query::MatchNothing;
        slots.push_back(any_of(Query::OP_OR, slot));
    }
    return Query(Query::OP_PHRASE, slots.begin(), slots.end(),
                 static_cast<Xapian::termcount>(slots.size()));
}

// A distance of two words is Xapian's NEAR or PHRASE with a window, which takes words only, and counts a
// compound as one position.
class NearCompiler {
  public:
    NearCompiler(const NearSpan& near, const Lexicon& lexicon, std::string_view prefix)
        : near_(near),
          lexicon_(lexicon),
          prefix_(prefix),
          plain_(std::ranges::all_of(near.operands, [this](const SpanNode& node) { return is_plain(node); })) {}

    /// A query that every article matches that the node matches; none where an operand is no word. Where
    /// forms count in articles of one language only, one query a language, and one for the rest.
    std::optional<Query> compile() const {
        if (near_.rule.distance == 0) return std::nullopt;
        std::vector<std::string> languages;
        for (const SpanNode& operand : near_.operands) add_languages(operand, languages);
        std::optional<Query> rest = compile_for("");
        if (!rest || languages.empty()) return rest;
        std::vector<Query> queries = {
            Query(Query::OP_AND_NOT, *rest, any_of(Query::OP_OR, languages))};
        for (const std::string& language : languages) {
            const std::optional<Query> own = compile_for(language);
            if (!own) return std::nullopt;
            queries.emplace_back(Query::OP_FILTER, *own, Query(language));
        }
        return Query(Query::OP_OR, queries.begin(), queries.end());
    }

    /// Whether what it gives is exact.
    bool exact() const { return plain_ && near_.rule.within == Stretch::article; }

  private:
    std::optional<Query> compile_for(const std::string& language) const {
        Slot slots[2];
        for (std::size_t i = 0; i < 2; ++i) {
            if (!collect(near_.operands[i], language, slots[i])) return std::nullopt;
            if (slots[i].size() > max_near_forms) return std::nullopt;
        }
        if (slots[0].empty() || slots[1].empty()) return Query::MatchNothing;
        const bool share = std::ranges::any_of(slots[0], [&](const auto& term) {
            return std::ranges::find(slots[1], term) != slots[1].end();
        });
        if (share) return std::nullopt;
        const auto window = static_cast<Xapian::termcount>(
            near_.rule.distance + (plain_ ? 1 : text::max_compound_parts));
        std::vector<Query> words;
        for (const Slot& slot : slots) words.push_back(any_of(Query::OP_OR, slot));
        return Query(near_.rule.ordered ? Query::OP_PHRASE : Query::OP_NEAR, words.begin(), words.end(),
                     window);
    }

    static void add_languages(const SpanNode& node, std::vector<std::string>& languages) {
        if (const auto* either = std::get_if<EitherSpan>(&node.kind)) {
            for (const SpanNode& child : either->children) add_languages(child, languages);
        } else if (const auto* cased = std::get_if<CasedSpan>(&node.kind)) {
            add_languages(cased->child[0], languages);
        } else if (const AnyForm* any = word_of(node)) {
            for (const FormsInLanguage& of : any->by_language) {
                if (std::ranges::find(languages, of.term) == languages.end()) languages.push_back(of.term);
            }
        }
    }

    // The terms that a word, or OR of words, has in articles of a language (or of none that matters).
    bool collect(const SpanNode& node, const std::string& language, Slot& slot) const {
        if (const auto* either = std::get_if<EitherSpan>(&node.kind)) {
            return std::ranges::all_of(either->children, [&](const SpanNode& child) {
                return collect(child, language, slot);
            });
        }
        if (const auto* cased = std::get_if<CasedSpan>(&node.kind)) {
            return collect(cased->child[0], language, slot);
        }
        const AnyForm* any = word_of(node);
        if (any == nullptr) return false;
        for (const auto& form : any->forms) add(form, slot);
        for (const FormsInLanguage& of : any->by_language) {
            if (of.term != language) continue;
            for (const auto& form : of.forms) add(form, slot);
        }
        return true;
    }

    void add(std::string_view form, Slot& slot) const {
        std::string term = archive::prefixed(prefix_, form);
        if (std::ranges::find(slot, term) == slot.end()) slot.push_back(std::move(term));
    }

    static const AnyForm* word_of(const SpanNode& node) {
        const auto* leaf = std::get_if<Leaf>(&node.kind);
        return leaf == nullptr ? nullptr : std::get_if<AnyForm>(&leaf->pattern.kind);
    }

    // Whether all forms are words of one position, however they are written.
    bool is_plain(const SpanNode& node) const {
        if (const auto* either = std::get_if<EitherSpan>(&node.kind)) {
            return std::ranges::all_of(either->children,
                                       [this](const SpanNode& child) { return is_plain(child); });
        }
        const AnyForm* any = word_of(node);
        const auto is_single = [this](const std::string& form) {
            return lexicon_.compound_lengths(form).empty();
        };
        return any != nullptr && std::ranges::all_of(any->forms, is_single) &&
               std::ranges::all_of(any->by_language, [&](const FormsInLanguage& of) {
                   return std::ranges::all_of(of.forms, is_single);
               });
    }

    const NearSpan& near_;
    const Lexicon& lexicon_;
    std::string_view prefix_;
    bool plain_;
};

class Compiler {
  public:
    Compiler(const Lexicon& lexicon, const Xapian::Database& database, Patience* patience)
        : lexicon_(lexicon), database_(database), patience_(patience) {}

    Bounds compile(const BoundNode& node) {
        return std::visit([this](const auto& kind) { return of(kind); }, node.kind);
    }

    /// What makes an article that has the words in its headline or lead stand higher; collected from
    /// the matches that are not under NOT.
    std::vector<Query> boosts() { return std::move(boosts_); }

    bool weighted() const { return weighted_; }

  private:
    Bounds of(const Everything&) { return exactly(unweighted(Query::MatchAll)); }

    Bounds of(const Filter& filter) {
        return exactly(unweighted(any_of(Query::OP_OR, filter.terms)));
    }

    Bounds of(const NumberFilter& filter) {
        return exactly(unweighted(Query(Query::OP_VALUE_RANGE, filter.slot,
                                        Xapian::sortable_serialise(filter.from),
                                        Xapian::sortable_serialise(filter.to))));
    }

    Bounds of(const Match& match) {
        if (!negated_) weighted_ = true;
        add_boosts(match.spans);
        Bounds bounds = span_bounds(match.spans, "");
        if (match.at_least > 1) return {bounds.upper, Query::MatchNothing, false};
        return bounds;
    }

    Bounds span_bounds(const SpanNode& node, std::string_view prefix) {
        return std::visit([&](const auto& kind) { return spans_of(kind, prefix); }, node.kind);
    }

    Bounds spans_of(const Leaf& leaf, std::string_view prefix) { return pattern(leaf.pattern, prefix); }

    Bounds spans_of(const Window& window, std::string_view prefix) {
        std::vector<Query> words;
        for (const Pattern& item : window.items) words.push_back(pattern(item, prefix).upper);
        return {joined(Query::OP_AND, words), Query::MatchNothing, false};
    }

    Bounds spans_of(const EitherSpan& either, std::string_view prefix) {
        std::vector<Bounds> children;
        bool exact = true;
        for (const SpanNode& child : either.children) {
            children.push_back(span_bounds(child, prefix));
            exact &= children.back().exact;
        }
        return {joined(Query::OP_OR, children, &Bounds::upper),
                joined(Query::OP_OR, children, &Bounds::lower), exact};
    }

    Bounds spans_of(const NearSpan& near, std::string_view prefix) {
        const Bounds left = span_bounds(near.operands[0], prefix);
        const Bounds right = span_bounds(near.operands[1], prefix);
        if (near.rule.negated) {  // without the right word anywhere, it is not near either
            return {left.upper, Query(Query::OP_AND_NOT, left.lower, right.upper), false};
        }
        const NearCompiler terms(near, lexicon_, prefix);
        if (const auto query = terms.compile()) {
            if (terms.exact()) return exactly(*query);
            return {*query, Query::MatchNothing, false};
        }
        return {Query(Query::OP_AND, left.upper, right.upper), Query::MatchNothing, false};
    }

    Bounds spans_of(const CasedSpan& cased, std::string_view prefix) {
        return {span_bounds(cased.child[0], prefix).upper, Query::MatchNothing, false};
    }

    // The words of some zones are indexed on their own. What is one behind the other lies in one run of
    // such a zone, but the words of a distance may lie in two: only a headline is all of one piece.
    Bounds spans_of(const ZonedSpan& zoned, std::string_view) {
        for (const archive::Field& field : archive::fields()) {
            if (field.zones != zoned.zones || field.word_prefix.empty()) continue;
            Bounds bounds = span_bounds(zoned.child[0], field.word_prefix);
            const bool one_piece = zoned.zones == archive::zone_bit(archive::Zone::headline);
            const bool in_a_row = std::holds_alternative<Leaf>(zoned.child[0].kind);
            if (one_piece || in_a_row) return bounds;
            return {bounds.upper, Query::MatchNothing, false};
        }
        std::vector<std::string> zones;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(zoned.zones, zone)) {
                zones.push_back(archive::zone_begin_term(zone));
            }
        }
        const Query present = unweighted(any_of(Query::OP_OR, zones));
        return {Query(Query::OP_FILTER, span_bounds(zoned.child[0], "").upper, present),
                Query::MatchNothing, false};
    }

    // The negated operands are taken from the others at once: Xapian's AND_NOT is faster than AND
    // with a complement.
    Bounds of(const BoundAnd& both) {
        std::vector<Bounds> wanted, unwanted;
        bool exact = true;
        for (const BoundNode& child : both.children) {
            const auto* negated = std::get_if<BoundNot>(&child.kind);
            Bounds bounds = negated != nullptr ? negated_operand(*negated) : compile(child);
            exact &= bounds.exact;
            (negated != nullptr ? unwanted : wanted).push_back(std::move(bounds));
        }
        if (wanted.empty()) wanted.push_back(exactly(unweighted(Query::MatchAll)));
        Query upper = joined(Query::OP_AND, wanted, &Bounds::upper);
        Query lower = joined(Query::OP_AND, wanted, &Bounds::lower);
        if (!unwanted.empty()) {
            upper = Query(Query::OP_AND_NOT, upper, joined(Query::OP_OR, unwanted, &Bounds::lower));
            lower = Query(Query::OP_AND_NOT, lower, joined(Query::OP_OR, unwanted, &Bounds::upper));
        }
        return {upper, lower, exact};
    }

    Bounds of(const BoundOr& either) {
        std::vector<Bounds> children;
        bool exact = true;
        for (const BoundNode& child : either.children) {
            children.push_back(compile(child));
            exact &= children.back().exact;
        }
        return {joined(Query::OP_OR, children, &Bounds::upper),
                joined(Query::OP_OR, children, &Bounds::lower), exact};
    }

    Bounds of(const BoundNot& negated) {
        const Bounds bounds = negated_operand(negated);
        return {complement(bounds.lower), complement(bounds.upper), bounds.exact};
    }

    Bounds negated_operand(const BoundNot& negated) {
        const bool outer = std::exchange(negated_, true);
        Bounds bounds = compile(negated.child[0]);
        negated_ = outer;
        return bounds;
    }

    static Query joined(Query::op op, const std::vector<Bounds>& bounds, Query Bounds::*which) {
        std::vector<Query> queries;
        for (const Bounds& one : bounds) queries.push_back(one.*which);
        return joined(op, queries);
    }

    static Query complement(const Query& query) {
        return Query(Query::OP_AND_NOT, unweighted(Query::MatchAll), query);
    }

    static Query joined(Query::op op, const std::vector<Query>& queries) {
        return Query(op, queries.begin(), queries.end());
    }

    static Query unweighted(const Query& query) { return Query(Query::OP_SCALE_WEIGHT, query, 0.0); }

    Bounds pattern(const Pattern& pattern, std::string_view prefix) {
        if (const auto* any = std::get_if<AnyForm>(&pattern.kind)) {
            std::vector<std::string> terms;
            for (const auto& form : any->forms) terms.push_back(archive::prefixed(prefix, form));
            const Query query = any->equal_weight
                                    ? any_term_query(database_, terms, wildcard_weight, patience_)
                                    : with_languages(any_of(Query::OP_SYNONYM, terms), *any, prefix);
            if (is_also_joined(lexicon_, *any)) return {query, Query::MatchNothing, false};
            return exactly(query);
        }
        // Spellings of one word are counted as one. (Not OP_MAX: over several segments Xapian 1.4.22
        // reads freed memory in it as soon as the ten best are found.)
        if (const auto* alternatives = std::get_if<Alternatives>(&pattern.kind)) {
            std::vector<Query> upper;
            bool exact = true;
            for (const Pattern& child : alternatives->children) {
                Bounds bounds = this->pattern(child, prefix);
                upper.push_back(std::move(bounds.upper));
                exact &= bounds.exact;
            }
            const Query query = joined(Query::OP_SYNONYM, upper);
            return {query, exact ? query : Query(Query::MatchNothing), exact};
        }
        return phrase(pattern, prefix);
    }

    // The forms that count in articles of one language only, as more spellings of the word.
    Query with_languages(const Query& forms, const AnyForm& any, std::string_view prefix) {
        if (any.by_language.empty()) return forms;
        std::vector<Query> spellings = {forms};
        for (const FormsInLanguage& language : any.by_language) {
            std::vector<std::string> terms;
            for (const auto& form : language.forms) terms.push_back(archive::prefixed(prefix, form));
            spellings.emplace_back(Query::OP_FILTER, any_of(Query::OP_SYNONYM, terms),
                                   Query(language.term));
        }
        return joined(Query::OP_SYNONYM, spellings);
    }

    // The pairs of common words that stand side by side in every match.
    static std::vector<Query> pairs_of(const Pattern& pattern) {
        std::vector<Query> pairs;
        const auto* sequence = std::get_if<Sequence>(&pattern.kind);
        if (sequence == nullptr) return pairs;
        const std::string* before = nullptr;
        for (const Pattern& child : sequence->children) {
            const std::string* word = common_word_of(child);
            if (before != nullptr && word != nullptr) {
                pairs.emplace_back(archive::pair_term(*before, *word));
            }
            before = word;
        }
        return pairs;
    }

    static const std::string* common_word_of(const Pattern& pattern) {
        const auto* any = std::get_if<AnyForm>(&pattern.kind);
        const bool one = any != nullptr && any->forms.size() == 1 && any->by_language.empty() &&
                         !any->written_as_one;
        return one && text::is_common_word(any->forms[0]) ? &any->forms[0] : nullptr;
    }

    // Where a phrase has common words side by side, their pairs leave few articles whose positions are
    // looked at; two of them are the phrase.
    Bounds phrase(const Pattern& pattern, std::string_view prefix) {
        const std::vector<Query> pairs = prefix.empty() ? pairs_of(pattern) : std::vector<Query>();
        if (pairs.empty()) return phrase_by_positions(pattern, prefix);
        const Query filter(Query::OP_AND, pairs.begin(), pairs.end());
        const auto& words = std::get<Sequence>(pattern.kind).children;
        if (words.size() == 2) {
            const Query both(Query::OP_AND, this->pattern(words[0], prefix).upper,
                             this->pattern(words[1], prefix).upper);
            return exactly(Query(Query::OP_FILTER, both, filter));
        }
        const Bounds bounds = phrase_by_positions(pattern, prefix);
        const Query upper(Query::OP_FILTER, bounds.upper, filter);
        return {upper, bounds.exact ? upper : bounds.lower, bounds.exact};
    }

    Bounds phrase_by_positions(const Pattern& pattern, std::string_view prefix) {
        PhraseExpander expander(lexicon_, prefix);
        const auto phrases = expander.expand(pattern);
        if (!phrases) {
            std::vector<Query> words;
            for (const Pattern& child : std::get<Sequence>(pattern.kind).children) {
                words.push_back(this->pattern(child, prefix).upper);
            }
            return {joined(Query::OP_AND, words), Query::MatchNothing, false};
        }
        std::vector<Query> queries;
        for (const FlatPhrase& phrase : *phrases) queries.push_back(flat_phrase(phrase));
        const Query query = queries.size() == 1 ? queries.front() : joined(Query::OP_SYNONYM, queries);
        if (expander.ambiguous()) return {query, Query::MatchNothing, false};
        return exactly(query);
    }

    // What is searched in a zone weighs there alone.
    void add_boosts(const SpanNode& node) {
        if (negated_) return;
        if (const auto* leaf = std::get_if<Leaf>(&node.kind)) return boost(leaf->pattern);
        if (const auto* window = std::get_if<Window>(&node.kind)) {
            for (const Pattern& item : window->items) boost(item);
        } else if (const auto* either = std::get_if<EitherSpan>(&node.kind)) {
            for (const SpanNode& child : either->children) add_boosts(child);
        } else if (const auto* near = std::get_if<NearSpan>(&node.kind)) {
            add_boosts(near->operands[0]);
            if (!near->rule.negated) add_boosts(near->operands[1]);
        } else if (const auto* cased = std::get_if<CasedSpan>(&node.kind)) {
            add_boosts(cased->child[0]);
        }
    }

    void boost(const Pattern& pattern) {
        if (is_equal_weight(pattern)) return;
        const auto add = [&](std::string_view prefix, double by) {
            boosts_.emplace_back(Query::OP_SCALE_WEIGHT, this->pattern(pattern, prefix).upper, by);
        };
        add(archive::headline_prefix, headline_boost);
        add(archive::lead_prefix, lead_boost);
    }

    static bool is_equal_weight(const Pattern& pattern) {
        const auto* any = std::get_if<AnyForm>(&pattern.kind);
        return any != nullptr && any->equal_weight;
    }

    const Lexicon& lexicon_;
    const Xapian::Database& database_;
    Patience* patience_;
    std::vector<Query> boosts_;
    bool negated_ = false;
    bool weighted_ = false;
};

}  // namespace

CompiledQuery::CompiledQuery(const BoundNode& query, const BoundNode& filters,
                             const Lexicon& lexicon, const Xapian::Database& database,
                             Patience* patience) {
    Compiler compiler(lexicon, database, patience);
    const Bounds bounds = compiler.compile(query);
    Query whole = bounds.upper;
    if (!std::holds_alternative<Everything>(filters.kind)) {
        whole = Query(Query::OP_FILTER, whole, Compiler(lexicon, database, patience).compile(filters).upper);
    }
    const std::vector<Query> boosts = compiler.boosts();
    if (!boosts.empty()) {
        whole = Query(Query::OP_AND_MAYBE, whole,
                      Query(Query::OP_OR, boosts.begin(), boosts.end()));
    }
    query_ = std::make_unique<Query>(std::move(whole));
    exact_ = bounds.exact;
    weighted_ = compiler.weighted();
}

CompiledQuery::~CompiledQuery() = default;

std::string CompiledQuery::description() const { return query_->get_description(); }

}  // namespace broadsheet::query
