#include "query/compiler.hpp"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "archive/field_table.hpp"
#include "archive/terms.hpp"
#include "query/any_term_source.hpp"
#include "text/common_words.hpp"

namespace broadsheet::query {

namespace {

using Xapian::Query;

struct Bounds {
    Query upper;
    Query lower;
    bool exact = true;
};

Bounds exactly(const Query& query) { return {query, query, true}; }

Query any_of(Query::op op, const std::vector<std::string>& terms) {
    if (terms.empty()) return Query::MatchNothing;
    if (terms.size() == 1) return Query(terms.front());
    return Query(op, terms.begin(), terms.end());
}

class Compiler {
  public:
    Compiler(const Xapian::Database& database, const Rows& rows, Patience* patience)
        : database_(database), rows_(rows), patience_(patience) {}

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
        return {Query(Query::OP_AND, left.upper, right.upper), Query::MatchNothing, false};
    }

    Bounds spans_of(const CasedSpan& cased, std::string_view prefix) {
        return {span_bounds(cased.child[0], prefix).upper, Query::MatchNothing, false};
    }

    // The words of some zones are terms of their own.
    Bounds spans_of(const ZonedSpan& zoned, std::string_view) {
        for (const archive::Field& field : archive::fields()) {
            if (field.zones != zoned.zones || field.word_prefix.empty()) continue;
            return span_bounds(zoned.child[0], field.word_prefix);
        }
        std::vector<std::string> zones;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(zoned.zones, zone)) {
                zones.push_back(archive::zone_term(zone));
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
                                    ? any_term_query(database_, rows_, terms, wildcard_weight, patience_)
                                    : with_languages(any_of(Query::OP_SYNONYM, terms), *any, prefix);
            // A form may stand for a compound, too: only the spans tell "cease-fire", whose parts in a row are
            // another spelling, from a "ceasef-ire".
            if (any->written_as_one) return {query, Query::MatchNothing, false};
            return exactly(query);
        }
        // Spellings of one word are counted as one, where Xapian can tell how many articles have them: of a posting
        // source it cannot. (Not OP_MAX: over several segments Xapian 1.4.22 reads freed memory in it as soon as the
        // ten best are found.)
        if (const auto* alternatives = std::get_if<Alternatives>(&pattern.kind)) {
            std::vector<Query> upper;
            bool exact = true;
            for (const Pattern& child : alternatives->children) {
                Bounds bounds = this->pattern(child, prefix);
                upper.push_back(std::move(bounds.upper));
                exact &= bounds.exact;
            }
            const Query query = joined(has_wide_wildcard(pattern) ? Query::OP_OR : Query::OP_SYNONYM, upper);
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

    // All its words; where common ones stand side by side, their pairs leave few articles whose positions
    // are looked at. Two of them are the phrase.
    Bounds phrase(const Pattern& pattern, std::string_view prefix) {
        std::vector<Query> words;
        if (const auto* run = std::get_if<CharacterRun>(&pattern.kind)) {
            for (const auto& pair : run->pairs) words.emplace_back(archive::prefixed(prefix, pair));
            const Query all = joined(Query::OP_AND, words);
            return words.size() == 1 ? exactly(all) : Bounds{all, Query::MatchNothing, false};
        }
        for (const Pattern& child : std::get<Sequence>(pattern.kind).children) {
            words.push_back(this->pattern(child, prefix).upper);
        }
        const Query all = joined(Query::OP_AND, words);
        const std::vector<Query> pairs = prefix.empty() ? pairs_of(pattern) : std::vector<Query>();
        if (pairs.empty()) return {all, Query::MatchNothing, false};
        const Query filtered(Query::OP_FILTER, all, joined(Query::OP_AND, pairs));
        return words.size() == 2 ? exactly(filtered) : Bounds{filtered, Query::MatchNothing, false};
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
        boosts_.emplace_back(Query::OP_SCALE_WEIGHT, this->pattern(pattern, archive::headline_prefix).upper,
                             headline_boost);
    }

    // Whether any_term_query() is somewhere in it.
    static bool has_wide_wildcard(const Pattern& pattern) {
        if (const auto* sequence = std::get_if<Sequence>(&pattern.kind)) {
            return std::ranges::any_of(sequence->children, has_wide_wildcard);
        }
        if (const auto* alternatives = std::get_if<Alternatives>(&pattern.kind)) {
            return std::ranges::any_of(alternatives->children, has_wide_wildcard);
        }
        return is_equal_weight(pattern);
    }

    static bool is_equal_weight(const Pattern& pattern) {
        const auto* any = std::get_if<AnyForm>(&pattern.kind);
        return any != nullptr && any->equal_weight;
    }

    const Xapian::Database& database_;
    const Rows& rows_;
    Patience* patience_;
    std::vector<Query> boosts_;
    bool negated_ = false;
    bool weighted_ = false;
};

}  // namespace

CompiledQuery::CompiledQuery(const BoundNode& query, const BoundNode& filters,
                             const Xapian::Database& database, const Rows& rows, Patience* patience) {
    Compiler compiler(database, rows, patience);
    const Bounds bounds = compiler.compile(query);
    Query whole = bounds.upper;
    if (!std::holds_alternative<Everything>(filters.kind)) {
        whole = Query(Query::OP_FILTER, whole, Compiler(database, rows, patience).compile(filters).upper);
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
