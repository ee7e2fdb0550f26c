#include "query/compiler.hpp"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "archive/field_table.hpp"
#include "archive/terms.hpp"
#include "text/amounts.hpp"

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
            if (phrases.size() * tails.size() > max_flat_phrases) {
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

class Compiler {
  public:
    explicit Compiler(const Lexicon& lexicon) : lexicon_(lexicon) {}

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
        if (match.zones == 0) {
            add_boosts(match.pattern);
            return pattern(match.pattern, "");
        }
        for (const archive::Field& field : archive::fields()) {
            if (field.zones == match.zones && !field.word_prefix.empty()) {
                return pattern(match.pattern, field.word_prefix);
            }
        }
        std::vector<std::string> zones;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(match.zones, zone)) {
                zones.push_back(archive::zone_begin_term(zone));
            }
        }
        const Query present = unweighted(any_of(Query::OP_OR, zones));
        return {Query(Query::OP_FILTER, pattern(match.pattern, "").upper, present),
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
            const Query query = with_languages(any_of(Query::OP_SYNONYM, terms), *any, prefix);
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

    Bounds phrase(const Pattern& pattern, std::string_view prefix) {
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

    void add_boosts(const Pattern& pattern) {
        if (negated_) return;
        const auto add = [&](std::string_view prefix, double boost) {
            boosts_.emplace_back(Query::OP_SCALE_WEIGHT, this->pattern(pattern, prefix).upper, boost);
        };
        add(archive::headline_prefix, headline_boost);
        add(archive::lead_prefix, lead_boost);
    }

    const Lexicon& lexicon_;
    std::vector<Query> boosts_;
    bool negated_ = false;
    bool weighted_ = false;
};

}  // namespace

CompiledQuery::CompiledQuery(const BoundNode& query, const BoundNode& filters,
                             const Lexicon& lexicon) {
    Compiler compiler(lexicon);
    const Bounds bounds = compiler.compile(query);
    Query whole = bounds.upper;
    if (!std::holds_alternative<Everything>(filters.kind)) {
        whole = Query(Query::OP_FILTER, whole, Compiler(lexicon).compile(filters).upper);
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
