#include "query/span_algebra.hpp"

#include <algorithm>
#include <limits>

namespace broadsheet::query {

namespace {

Span hull(const Span& a, const Span& b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

// Those of some spans that lie within one.
Spans inside(const Spans& spans, const Span& outer) {
    Spans out;
    for (auto at = std::ranges::lower_bound(spans, outer.begin, {}, &Span::begin);
         at != spans.end() && at->begin < outer.end; ++at) {
        if (at->end <= outer.end) out.push_back(*at);
    }
    return out;
}

bool overlap(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

// The right spans near a left one, without looking at all of them: of those before and behind it only the
// nearest, because what the others span with it holds what the nearest does.
class Neighbours {
  public:
    Neighbours(const Spans& right, const NearRule& rule) : rule_(rule), spans_(right) {
        // Without a distance, what holds another is never nearer; so all are ascending by their ends too.
        if (rule.distance == 0) keep_minimal(spans_);
        for (const Span& span : spans_) longest_ = std::max(longest_, span.end - span.begin);
    }

    /// Calls `visit` with right spans that the rule allows beside `left`, among them every one with which
    /// it makes a minimal span, until it gives false.
    template <typename Visit>
    void visit(const Span& left, Visit visit) const {
        if (rule_.may_overlap && !rule_.ordered && !visit_over(left, visit)) return;
        if (!rule_.ordered && !visit_before(left, visit)) return;
        visit_behind(left, visit);
    }

  private:
    bool in_stretch(const Span& span) const {
        return rule_.within == nullptr || lies_in_one(span, *rule_.within);
    }

    // One that lies within the left span makes no span larger than it, so it is enough.
    template <typename Visit>
    bool visit_over(const Span& left, Visit visit) const {
        const std::uint32_t before = left.begin - std::min(left.begin, longest_);
        for (auto at = from(before); at != spans_.end() && at->begin < left.end; ++at) {
            if (!overlap(left, *at) || !rule_.allows(left, *at)) continue;
            if (!visit(*at)) return false;
            if (at->begin >= left.begin && at->end <= left.end) return true;
        }
        return true;
    }

    template <typename Visit>
    bool visit_before(const Span& left, Visit visit) const {
        for (auto at = from(left.begin); at != spans_.begin();) {
            --at;
            const bool too_far =
                rule_.distance > 0 && left.begin - at->begin >= rule_.distance + longest_;
            if (too_far || !in_stretch({at->begin, left.end})) return true;
            if (at->end <= left.begin && rule_.allows(left, *at)) return visit(*at);
        }
        return true;
    }

    template <typename Visit>
    void visit_behind(const Span& left, Visit visit) const {
        const Span* nearest = nullptr;
        for (auto at = from(left.end); at != spans_.end(); ++at) {
            if (rule_.distance > 0 && at->begin - left.end >= rule_.distance) break;
            if (nearest != nullptr && at->begin >= nearest->end) break;
            if (!in_stretch({left.begin, at->begin + 1})) break;
            const bool nearer = nearest == nullptr || at->end < nearest->end;
            if (nearer && rule_.allows(left, *at)) nearest = &*at;
        }
        if (nearest != nullptr) visit(*nearest);
    }

    Spans::const_iterator from(std::uint32_t begin) const {
        return std::ranges::lower_bound(spans_, begin, {}, &Span::begin);
    }

    const NearRule& rule_;
    Spans spans_;
    std::uint32_t longest_ = 0;
};

// Spans of which only the minimal ones are wanted: the others are left out as they come, so that it never
// holds many more.
class MinimalSpans {
  public:
    void add(const Span& span) {
        spans_.push_back(span);
        if (spans_.size() < full_) return;
        keep_minimal(spans_);
        full_ = std::max(first_full, 2 * spans_.size());
    }

    Spans take() {
        keep_minimal(spans_);
        return std::move(spans_);
    }

  private:
    static constexpr std::size_t first_full = 4096;
    Spans spans_;
    std::size_t full_ = first_full;
};

}  // namespace

bool lies_in_one(const Span& span, const Starts& starts) {
    const auto next = std::ranges::upper_bound(starts, span.begin);
    return next == starts.end() || *next >= span.end;
}

bool NearRule::allows(const Span& left, const Span& right) const {
    const bool left_first = left.end <= right.begin;
    if (ordered && !left_first) return false;
    if (overlap(left, right)) {
        if (!may_overlap) return false;
    } else if (distance > 0) {
        const std::uint32_t between = left_first ? right.begin - left.end : left.begin - right.end;
        if (between + 1 > distance) return false;
    }
    return within == nullptr || lies_in_one(hull(left, right), *within);
}

void sort_unique(Spans& spans) {
    std::ranges::sort(spans);
    const auto rest = std::ranges::unique(spans);
    spans.erase(rest.begin(), rest.end());
}

void keep_minimal(Spans& spans) {
    sort_unique(spans);
    // From the back: of those that begin at or behind a span, one that ends no later lies within it.
    std::uint32_t first_end = std::numeric_limits<std::uint32_t>::max();
    Spans kept;
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        const auto before = std::next(span);
        const bool same_begin_shorter = before != spans.rend() && before->begin == span->begin;
        if (same_begin_shorter || span->end >= first_end) continue;
        first_end = span->end;
        kept.push_back(*span);
    }
    std::ranges::reverse(kept);
    spans = std::move(kept);
}

Spans adjacent(const Spans& heads, const Spans& tails) {
    Spans out;
    for (const Span& head : heads) {
        for (auto tail = std::ranges::lower_bound(tails, head.end, {}, &Span::begin);
             tail != tails.end() && tail->begin == head.end; ++tail) {
            out.push_back({head.begin, tail->end});
        }
    }
    sort_unique(out);
    return out;
}

Spans near(const Spans& left, const Spans& right, const NearRule& rule, Patience* patience) {
    const Neighbours neighbours(right, rule);
    MinimalSpans out;
    for (const Span& span : left) {
        check_now_and_then(patience);
        neighbours.visit(span, [&](const Span& other) {
            out.add(hull(span, other));
            return true;
        });
    }
    return out.take();
}

Spans not_near(const Spans& left, const Spans& right, const NearRule& rule, Patience* patience) {
    const Neighbours neighbours(right, rule);
    Spans out;
    for (const Span& span : left) {
        check_now_and_then(patience);
        bool found = false;
        neighbours.visit(span, [&](const Span&) {
            found = true;
            return false;
        });
        if (!found) out.push_back(span);
    }
    return out;
}

NearParts near_parts(const Spans& left, const Spans& right, const NearRule& rule,
                     const Spans& chosen, Patience* patience) {
    NearParts parts;
    for (const Span& span : chosen) {
        const Spans lefts = inside(left, span), rights = inside(right, span);
        for (const Span& a : lefts) {
            check_now_and_then(patience);
            for (const Span& b : rights) {
                if (hull(a, b) != span || !rule.allows(a, b)) continue;
                parts.left.push_back(a);
                parts.right.push_back(b);
            }
        }
    }
    sort_unique(parts.left);
    sort_unique(parts.right);
    return parts;
}

}  // namespace broadsheet::query
