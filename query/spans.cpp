#include "query/spans.hpp"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

namespace {

// Of two lists in order, those of `more` that `out` has not yet.
void add_new(Spans& out, const Spans& more) {
    if (more.empty()) return;
    if (out.empty()) {
        out = more;
        return;
    }
    Spans both;
    both.reserve(out.size() + more.size());
    std::ranges::set_union(out, more, std::back_inserter(both));
    out = std::move(both);
}

void append(Spans& out, const Spans& more) { out.insert(out.end(), more.begin(), more.end()); }

// The spans of words in a row.
class PatternEvaluator {
  public:
    PatternEvaluator(ArticleSource& article, Patience* patience)
        : article_(article), patience_(patience) {}

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
        for (const Pattern& child : alternatives.children) {
            check(patience_);
            add_new(out, spans(child));
        }
        return out;
    }

    Spans of(const Sequence& sequence) {
        Spans out;
        for (std::size_t i = 0; i < sequence.children.size(); ++i) {
            check(patience_);
            Spans next = spans(sequence.children[i]);
            out = i == 0 ? std::move(next) : adjacent(out, next);
            if (out.empty()) break;
        }
        return out;
    }

    ArticleSource& article_;
    Patience* patience_;
};

bool lies_in_run(const Span& span, const Spans& runs) {
    auto run = std::ranges::upper_bound(runs, span.begin, {}, &Span::begin);
    if (run == runs.begin()) return false;
    --run;
    return span.end <= run->end;
}

// How many spans there are of which no two overlap: those that end first are taken first.
std::size_t count_apart(Spans spans) {
    std::ranges::sort(spans, {}, &Span::end);
    std::size_t count = 0;
    std::uint32_t end = 0;
    for (const Span& span : spans) {
        if (span.begin < end) continue;
        ++count;
        end = span.end;
    }
    return count;
}

// The spans of a node by what may lie within them: of words that are one behind the other nothing, of a
// distance or "…"~n other words.
struct Found {
    Spans in_a_row, spread;
};

Spans together(Found found) {
    append(found.in_a_row, found.spread);
    if (!found.spread.empty()) sort_unique(found.in_a_row);
    return std::move(found.in_a_row);
}

// How many matches there are: cease* counts "cease-fire" once, while two distances may share a word.
std::size_t count_of(const Found& found) { return count_apart(found.in_a_row) + found.spread.size(); }

class SpanEvaluator {
  public:
    /// With `any_case`, words are taken as written so as is asked.
    SpanEvaluator(ArticleSource& article, Patience* patience, bool any_case = false)
        : article_(article), patience_(patience), any_case_(any_case) {}

    Spans spans(const SpanNode& node) { return together(found(node)); }

    Found found(const SpanNode& node) {
        return std::visit([this](const auto& kind) { return of(kind); }, node.kind);
    }

    /// The leaves that take part in the `chosen` ones of a node's spans.
    void show(const SpanNode& node, const Spans& chosen, std::vector<LeafSpan>& out) {
        if (chosen.empty()) return;
        std::visit([&](const auto& kind) { show_of(kind, chosen, out); }, node.kind);
    }

  private:
    Found of(const Leaf& leaf) { return {PatternEvaluator(article_, patience_).spans(leaf.pattern), {}}; }

    Found of(const Window& window) { return {{}, windows(items_of(window), window.others, patience_)}; }

    Found of(const EitherSpan& either) {
        Found out;
        for (const SpanNode& child : either.children) {
            check(patience_);
            const Found more = found(child);
            add_new(out.in_a_row, more.in_a_row);
            add_new(out.spread, more.spread);
        }
        return out;
    }

    Found of(const NearSpan& node) {
        Found left = found(node.operands[0]);
        if (left.in_a_row.empty() && left.spread.empty()) return {};
        const Found right = found(node.operands[1]);
        const NearRule close = rule_of(node, false), over = rule_of(node, true);
        if (node.rule.negated) {
            left.in_a_row = not_near(left.in_a_row, right.in_a_row, close, patience_);
            left.in_a_row = not_near(left.in_a_row, right.spread, over, patience_);
            left.spread = not_near(left.spread, together(right), over, patience_);
            return left;
        }
        Spans out = near(left.in_a_row, right.in_a_row, close, patience_);
        append(out, near(left.in_a_row, right.spread, over, patience_));
        append(out, near(left.spread, together(right), over, patience_));
        keep_minimal(out);
        return {{}, std::move(out)};
    }

    Found of(const CasedSpan& cased) {
        Found out = found(cased.child[0]);
        const auto other = [&](const Span& span) { return !is_written(span, cased.rule); };
        std::erase_if(out.in_a_row, other);
        std::erase_if(out.spread, other);
        return out;
    }

    Found of(const ZonedSpan& zoned) {
        Found out = found(zoned.child[0]);
        if (out.in_a_row.empty() && out.spread.empty()) return out;
        std::vector<Spans> runs;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(zoned.zones, zone)) runs.push_back(article_.zone_runs(zone));
        }
        const auto outside = [&](const Span& span) {
            return std::ranges::none_of(runs, [&](const auto& of) { return lies_in_run(span, of); });
        };
        std::erase_if(out.in_a_row, outside);
        std::erase_if(out.spread, outside);
        return out;
    }

    std::vector<Spans> items_of(const Window& window) {
        std::vector<Spans> items;
        for (const Pattern& item : window.items) {
            items.push_back(PatternEvaluator(article_, patience_).spans(item));
            if (items.back().empty()) break;  // there is no window without it
        }
        return items;
    }

    NearRule rule_of(const NearSpan& node, bool may_overlap) {
        const ProximityRule& rule = node.rule;
        const Starts* within =
            rule.within == Stretch::article ? nullptr : &article_.starts(rule.within);
        return {rule.ordered, rule.distance, within, may_overlap};
    }

    bool is_written(const Span& span, CaseRule rule) {
        if (any_case_) return true;
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
        if (out.size() >= max_shown_spans) return;
        for (const Span& span : chosen) out.push_back({span, leaf.leaf});
    }

    void show_of(const Window& window, const Spans& chosen, std::vector<LeafSpan>& out) {
        for (const Spans& item : items_of(window)) {
            check(patience_);
            if (out.size() >= max_shown_spans) return;
            for (const Span& span : item) {
                if (lies_in_run(span, chosen)) out.push_back({span, window.leaf});
            }
        }
    }

    void show_of(const EitherSpan& either, const Spans& chosen, std::vector<LeafSpan>& out) {
        for (const SpanNode& child : either.children) {
            check(patience_);
            Spans own = spans(child), both;
            std::ranges::set_intersection(own, chosen, std::back_inserter(both));
            show(child, both, out);
        }
    }

    void show_of(const NearSpan& node, const Spans& chosen, std::vector<LeafSpan>& out) {
        if (node.rule.negated) return show(node.operands[0], chosen, out);
        const Found left = found(node.operands[0]), right = found(node.operands[1]);
        NearParts parts = near_parts(left.in_a_row, right.in_a_row, rule_of(node, false), chosen, patience_);
        const auto add = [&](const Spans& lefts, const Spans& rights) {
            const NearParts more = near_parts(lefts, rights, rule_of(node, true), chosen, patience_);
            append(parts.left, more.left);
            append(parts.right, more.right);
        };
        add(left.in_a_row, right.spread);
        add(left.spread, together(right));
        sort_unique(parts.left);
        sort_unique(parts.right);
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
    Patience* patience_;
    bool any_case_;
};

class Evaluator {
  public:
    Evaluator(ArticleSource& article, std::vector<LeafSpan>* shown, Patience* patience)
        : article_(article), shown_(shown), patience_(patience) {}

    bool run(const BoundNode& node) {
        return std::visit([this](const auto& kind) { return matches(kind); }, node.kind);
    }

  private:
    bool matches(const Everything&) { return true; }

    bool matches(const Match& match) {
        check_now_and_then(patience_);
        // How words are written is read from the stored article, which takes longer than all else.
        if (shown_ == nullptr && match.narrowed_by_case &&
            SpanEvaluator(article_, patience_, true).spans(match.spans).empty()) {
            return false;
        }
        SpanEvaluator evaluator(article_, patience_);
        Found found = evaluator.found(match.spans);
        if (match.at_least > 1 && count_of(found) < match.at_least) return false;
        const Spans spans = together(std::move(found));
        if (spans.empty()) return false;
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

    bool matches(const BoundNot& negated) {
        return !Evaluator(article_, nullptr, patience_).run(negated.child[0]);
    }

    ArticleSource& article_;
    std::vector<LeafSpan>* shown_;
    Patience* patience_;
};

}  // namespace

Spans find_spans(const SpanNode& node, ArticleSource& article) {
    return SpanEvaluator(article, nullptr).spans(node);
}

bool evaluate(const BoundNode& node, ArticleSource& article, std::vector<LeafSpan>* shown,
              Patience* patience) {
    return Evaluator(article, shown, patience).run(node);
}

}  // namespace broadsheet::query
