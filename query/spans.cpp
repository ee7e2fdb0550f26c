#include "query/spans.hpp"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

namespace {

void append(Spans& out, const Spans& more) { out.insert(out.end(), more.begin(), more.end()); }

// The spans of words in a row.
class PatternEvaluator {
  public:
    explicit PatternEvaluator(ArticleSource& article) : article_(article) {}

    Spans spans(const Pattern& pattern) {
        return std::visit([this](const auto& kind) { return of(kind); }, pattern.kind);
    }

  private:
    Spans of(const AnyForm& any) {
        Spans out;
        article_.spans_of(any.forms, out);
        for (const FormsInLanguage& language : any.by_language) {
            if (article_.has_term(language.term)) article_.spans_of(language.forms, out);
        }
        if (any.written_as_one) {
            std::erase_if(out, [](const Span& span) { return span.end - span.begin > 1; });
        }
        if (any.forms.size() != 1 || !any.by_language.empty()) sort_unique(out);
        return out;
    }

    Spans of(const CharacterRun& run) {
        Spans out, next;
        const auto length = static_cast<std::uint32_t>(run.pairs.size() + 1);
        for (std::uint32_t i = 0; i < run.pairs.size(); ++i) {
            next.clear();
            article_.spans_of({&run.pairs[i], 1}, next);
            if (i == 0) {
                for (const Span& pair : next) out.push_back({pair.begin, pair.begin + length});
            } else {
                std::erase_if(out, [&](const Span& span) {
                    return !std::ranges::binary_search(next, span.begin + i, {}, &Span::begin);
                });
            }
            if (out.empty()) break;
        }
        return out;
    }

    Spans of(const Alternatives& alternatives) {
        Spans out;
        for (const Pattern& child : alternatives.children) append(out, spans(child));
        sort_unique(out);
        return out;
    }

    Spans of(const Sequence& sequence) {
        Spans out;
        for (std::size_t i = 0; i < sequence.children.size(); ++i) {
            Spans next = spans(sequence.children[i]);
            out = i == 0 ? std::move(next) : adjacent(out, next);
            if (out.empty()) break;
        }
        return out;
    }

    ArticleSource& article_;
};

bool lies_in_run(const Span& span, const Spans& runs) {
    auto run = std::ranges::upper_bound(runs, span.begin, {}, &Span::begin);
    if (run == runs.begin()) return false;
    --run;
    return span.end <= run->end;
}

// Whether the words that a node stands for are one behind the other, so that no other word can lie
// within one of its spans.
bool is_in_a_row(const SpanNode& node) {
    struct Visitor {
        bool operator()(const Leaf&) const { return true; }
        bool operator()(const Window&) const { return false; }
        bool operator()(const EitherSpan& either) const {
            return std::ranges::all_of(either.children, is_in_a_row);
        }
        bool operator()(const NearSpan& near) const {
            return near.rule.negated && is_in_a_row(near.operands[0]);
        }
        bool operator()(const CasedSpan& cased) const { return is_in_a_row(cased.child[0]); }
        bool operator()(const ZonedSpan& zoned) const { return is_in_a_row(zoned.child[0]); }
    };
    return std::visit(Visitor(), node.kind);
}

class SpanEvaluator {
  public:
    explicit SpanEvaluator(ArticleSource& article) : article_(article) {}

    Spans spans(const SpanNode& node) {
        return std::visit([this](const auto& kind) { return of(kind); }, node.kind);
    }

    /// The leaves that take part in the `chosen` ones of a node's spans.
    void show(const SpanNode& node, const Spans& chosen, std::vector<LeafSpan>& out) {
        if (chosen.empty()) return;
        std::visit([&](const auto& kind) { show_of(kind, chosen, out); }, node.kind);
    }

  private:
    Spans of(const Leaf& leaf) { return PatternEvaluator(article_).spans(leaf.pattern); }

    Spans of(const Window& window) { return windows(items_of(window), window.others); }

    Spans of(const EitherSpan& either) {
        Spans out;
        for (const SpanNode& child : either.children) append(out, spans(child));
        sort_unique(out);
        return out;
    }

    Spans of(const NearSpan& node) {
        const Spans left = spans(node.operands[0]);
        if (left.empty()) return {};
        const Spans right = spans(node.operands[1]);
        return node.rule.negated ? not_near(left, right, rule_of(node))
                                 : near(left, right, rule_of(node));
    }

    Spans of(const CasedSpan& cased) {
        Spans out = spans(cased.child[0]);
        std::erase_if(out, [&](const Span& span) { return !is_written(span, cased.rule); });
        return out;
    }

    Spans of(const ZonedSpan& zoned) {
        Spans out = spans(zoned.child[0]);
        if (out.empty()) return out;
        std::vector<Spans> runs;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(zoned.zones, zone)) runs.push_back(article_.zone_runs(zone));
        }
        std::erase_if(out, [&](const Span& span) {
            return std::ranges::none_of(runs, [&](const auto& of) { return lies_in_run(span, of); });
        });
        return out;
    }

    std::vector<Spans> items_of(const Window& window) {
        std::vector<Spans> items;
        for (const Pattern& item : window.items) {
            items.push_back(PatternEvaluator(article_).spans(item));
            if (items.back().empty()) break;  // there is no window without it
        }
        return items;
    }

    NearRule rule_of(const NearSpan& node) {
        const ProximityRule& rule = node.rule;
        const Starts* within =
            rule.within == Stretch::article ? nullptr : &article_.starts(rule.within);
        const bool in_a_row = is_in_a_row(node.operands[0]) && is_in_a_row(node.operands[1]);
        return {rule.ordered, rule.distance, within, !in_a_row};
    }

    bool is_written(const Span& span, CaseRule rule) {
        bool capital = false, small = false;
        for (std::uint32_t at = span.begin; at < span.end; ++at) {
            switch (article_.shape(at)) {
                case text::CaseShape::none: break;
                case text::CaseShape::lower: small = true; break;
                case text::CaseShape::all_caps: capital = true; break;
                case text::CaseShape::capitalized: capital = small = true; break;
                case text::CaseShape::mixed: capital = true; small = true; break;
            }
        }
        if (rule == CaseRule::caps) return capital;
        return rule == CaseRule::all_caps ? capital && !small : !capital;
    }

    void show_of(const Leaf& leaf, const Spans& chosen, std::vector<LeafSpan>& out) {
        for (const Span& span : chosen) out.push_back({span, leaf.leaf});
    }

    void show_of(const Window& window, const Spans& chosen, std::vector<LeafSpan>& out) {
        for (const Spans& item : items_of(window)) {
            for (const Span& span : item) {
                if (lies_in_run(span, chosen)) out.push_back({span, window.leaf});
            }
        }
    }

    void show_of(const EitherSpan& either, const Spans& chosen, std::vector<LeafSpan>& out) {
        for (const SpanNode& child : either.children) {
            Spans own = spans(child), both;
            std::ranges::set_intersection(own, chosen, std::back_inserter(both));
            show(child, both, out);
        }
    }

    void show_of(const NearSpan& node, const Spans& chosen, std::vector<LeafSpan>& out) {
        if (node.rule.negated) return show(node.operands[0], chosen, out);
        const NearParts parts = near_parts(spans(node.operands[0]), spans(node.operands[1]),
                                           rule_of(node), chosen);
        show(node.operands[0], parts.left, out);
        show(node.operands[1], parts.right, out);
    }

    void show_of(const CasedSpan& cased, const Spans& chosen, std::vector<LeafSpan>& out) {
        show(cased.child[0], chosen, out);
    }

    void show_of(const ZonedSpan& zoned, const Spans& chosen, std::vector<LeafSpan>& out) {
        show(zoned.child[0], chosen, out);
    }

    ArticleSource& article_;
};

class Evaluator {
  public:
    Evaluator(ArticleSource& article, std::vector<LeafSpan>* shown)
        : article_(article), shown_(shown) {}

    bool run(const BoundNode& node) {
        return std::visit([this](const auto& kind) { return matches(kind); }, node.kind);
    }

  private:
    bool matches(const Everything&) { return true; }

    bool matches(const Match& match) {
        SpanEvaluator evaluator(article_);
        const Spans spans = evaluator.spans(match.spans);
        if (spans.size() < match.at_least) return false;
        if (shown_ != nullptr) evaluator.show(match.spans, spans, *shown_);
        return true;
    }

    bool matches(const Filter& filter) {
        return std::ranges::any_of(filter.terms,
                                   [this](const auto& term) { return article_.has_term(term); });
    }

    bool matches(const NumberFilter& filter) {
        const std::uint32_t value = article_.number(filter.slot);
        return value >= filter.from && value <= filter.to;
    }

    // All children, so that the spans of each are shown; what a failed AND has added is taken back.
    bool matches(const BoundAnd& both) {
        const std::size_t before = shown_ != nullptr ? shown_->size() : 0;
        for (const BoundNode& child : both.children) {
            if (run(child)) continue;
            if (shown_ != nullptr) shown_->resize(before);
            return false;
        }
        return true;
    }

    bool matches(const BoundOr& either) {
        bool any = false;
        for (const BoundNode& child : either.children) {
            any |= run(child);
            if (any && shown_ == nullptr) return true;
        }
        return any;
    }

    bool matches(const BoundNot& negated) { return !Evaluator(article_, nullptr).run(negated.child[0]); }

    ArticleSource& article_;
    std::vector<LeafSpan>* shown_;
};

}  // namespace

Spans find_spans(const SpanNode& node, ArticleSource& article) {
    return SpanEvaluator(article).spans(node);
}

bool evaluate(const BoundNode& node, ArticleSource& article, std::vector<LeafSpan>* shown) {
    return Evaluator(article, shown).run(node);
}

}  // namespace broadsheet::query
