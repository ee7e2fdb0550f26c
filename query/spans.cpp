#include "query/spans.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "archive/document_terms.hpp"
#include "archive/position_layout.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::query {

namespace {

void sort_unique(std::vector<Span>& spans) {
    std::ranges::sort(spans);
    const auto rest = std::ranges::unique(spans);
    spans.erase(rest.begin(), rest.end());
}

class PatternEvaluator {
  public:
    explicit PatternEvaluator(ArticleSource& article) : article_(article) {}

    std::vector<Span> spans(const Pattern& pattern) {
        return std::visit([this](const auto& kind) { return of(kind); }, pattern.kind);
    }

  private:
    std::vector<Span> of(const AnyForm& any) {
        std::vector<Span> out;
        for (const auto& form : any.forms) article_.spans_of(form, out);
        for (const FormsInLanguage& language : any.by_language) {
            if (!article_.has_term(language.term)) continue;
            for (const auto& form : language.forms) article_.spans_of(form, out);
        }
        if (any.written_as_one) {
            std::erase_if(out, [](const Span& span) { return span.end - span.begin > 1; });
        }
        if (any.forms.size() != 1 || !any.by_language.empty()) sort_unique(out);
        return out;
    }

    std::vector<Span> of(const CharacterRun& run) {
        std::vector<Span> out, next;
        const auto length = static_cast<std::uint32_t>(run.pairs.size() + 1);
        for (std::uint32_t i = 0; i < run.pairs.size(); ++i) {
            next.clear();
            article_.spans_of(run.pairs[i], next);
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

    std::vector<Span> of(const Alternatives& alternatives) {
        std::vector<Span> out;
        for (const Pattern& child : alternatives.children) {
            const auto found = spans(child);
            out.insert(out.end(), found.begin(), found.end());
        }
        sort_unique(out);
        return out;
    }

    std::vector<Span> of(const Sequence& sequence) {
        std::vector<Span> out;
        for (std::size_t i = 0; i < sequence.children.size(); ++i) {
            std::vector<Span> next = spans(sequence.children[i]);
            out = i == 0 ? std::move(next) : chained(out, next);
            if (out.empty()) break;
        }
        return out;
    }

    // Every pair of which the second begins where the first ends.
    static std::vector<Span> chained(const std::vector<Span>& heads, const std::vector<Span>& tails) {
        std::vector<Span> out;
        for (const Span& head : heads) {
            for (auto tail = std::ranges::lower_bound(tails, head.end, {}, &Span::begin);
                 tail != tails.end() && tail->begin == head.end; ++tail) {
                out.push_back({head.begin, tail->end});
            }
        }
        sort_unique(out);
        return out;
    }

    ArticleSource& article_;
};

bool lies_in(const Span& span, const std::vector<Span>& runs) {
    auto run = std::ranges::upper_bound(runs, span.begin, {}, &Span::begin);
    if (run == runs.begin()) return false;
    --run;
    return span.end <= run->end;
}

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
        std::vector<Span> spans = find_spans(match.pattern, article_);
        if (match.zones != 0 && !spans.empty()) keep_in_zones(spans, match.zones);
        if (shown_ != nullptr) {
            for (const Span& span : spans) shown_->push_back({span, match.leaf});
        }
        return !spans.empty();
    }

    void keep_in_zones(std::vector<Span>& spans, archive::ZoneSet zones) {
        std::vector<std::vector<Span>> runs;
        for (int i = 0; i < archive::zone_count; ++i) {
            const auto zone = static_cast<archive::Zone>(i);
            if (archive::contains(zones, zone)) runs.push_back(article_.zone_runs(zone));
        }
        std::erase_if(spans, [&](const Span& span) {
            return std::ranges::none_of(runs, [&](const auto& of) { return lies_in(span, of); });
        });
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

class StoredSource : public ArticleSource {
  public:
    explicit StoredSource(const archive::StoredArticle& stored) : stored_(stored) {
        const auto units = archive::text_units(stored.article);
        text::Analyzer analyzer;
        text::TokenList tokens;
        for (std::size_t i = 0; i < units.size(); ++i) {
            const std::uint32_t first = stored.unit_positions.at(i);
            analyzer.analyze(units[i].text, tokens);
            for (const text::Token& token : tokens) {
                const std::uint32_t begin = first + token.position;
                spans_[std::string(tokens.form(token))].push_back({begin, begin + token.length});
            }
            extend_zones(units[i].zones, {first, first + tokens.position_count()});
        }
        for (const auto& term : archive::boolean_terms(stored.article)) terms_.insert(term);
    }

    void spans_of(std::string_view form, std::vector<Span>& out) override {
        const auto found = spans_.find(std::string(form));
        if (found == spans_.end()) return;
        out.insert(out.end(), found->second.begin(), found->second.end());
    }

    std::vector<Span> zone_runs(archive::Zone zone) override {
        return zones_[static_cast<std::size_t>(zone)];
    }

    bool has_term(const std::string& term) override { return terms_.contains(term); }

    std::uint32_t number(std::uint32_t slot) override {
        return slot == archive::slot_words ? stored_.word_count : 0;
    }

  private:
    // A zone that the unit before also had goes on, over the gap between them.
    void extend_zones(archive::ZoneSet zones, Span unit) {
        for (int i = 0; i < archive::zone_count; ++i) {
            if (!archive::contains(zones, static_cast<archive::Zone>(i))) continue;
            auto& runs = zones_[i];
            if (archive::contains(last_zones_, static_cast<archive::Zone>(i)) && !runs.empty()) {
                runs.back().end = unit.end;
            } else {
                runs.push_back(unit);
            }
        }
        last_zones_ = zones;
    }

    const archive::StoredArticle& stored_;
    std::unordered_map<std::string, std::vector<Span>> spans_;
    std::vector<Span> zones_[archive::zone_count];
    archive::ZoneSet last_zones_ = 0;
    std::unordered_set<std::string> terms_;
};

}  // namespace

std::vector<Span> find_spans(const Pattern& pattern, ArticleSource& article) {
    return PatternEvaluator(article).spans(pattern);
}

bool evaluate(const BoundNode& node, ArticleSource& article, std::vector<LeafSpan>* shown) {
    return Evaluator(article, shown).run(node);
}

std::unique_ptr<ArticleSource> stored_source(const archive::StoredArticle& stored) {
    return std::make_unique<StoredSource>(stored);
}

}  // namespace broadsheet::query
