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

// The right spans that may be near a left one, without looking at all of them.
class Neighbours {
  public:
    Neighbours(const Spans& right, const NearRule& rule) : rule_(rule), spans_(right) {
        // Without a distance only the nearest count, and what holds another is never nearer.
        if (rule.distance == 0) keep_minimal(spans_);
        for (const Span& span : spans_) longest_ = std::max(longest_, span.end - span.begin);
    }

    /// Calls `visit` with every right span that the rule allows beside `left`, or, without a distance,
    /// at least with those nearest to it, until it gives false.
    template <typename Visit>
    void visit(const Span& left, Visit visit) const {
        const std::uint32_t reach = rule_.distance == 0 ? 0 : rule_.distance - 1;
        const std::uint32_t before = left.begin - std::min(left.begin, reach + longest_);
        auto at = std::ranges::lower_bound(spans_, before, {}, &Span::begin);
        if (rule_.distance == 0 && at != spans_.begin()) --at;  // the nearest that ends before it
        const std::uint32_t last = left.end + reach;
        for (; at != spans_.end(); ++at) {
            const bool past = at->begin > last || (rule_.distance == 0 && at->begin >= left.end);
            if (past && rule_.distance != 0) return;
            if (rule_.allows(left, *at) && !visit(*at)) return;
            if (past) return;  // the nearest that begins behind it
        }
    }

  private:
    const NearRule& rule_;
    Spans spans_;
    std::uint32_t longest_ = 0;
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
    Spans out;
    for (const Span& span : left) {
        if (patience != nullptr) patience->check_now_and_then();
        neighbours.visit(span, [&](const Span& other) {
            out.push_back(hull(span, other));
            return true;
        });
    }
    keep_minimal(out);
    return out;
}

Spans not_near(const Spans& left, const Spans& right, const NearRule& rule, Patience* patience) {
    const Neighbours neighbours(right, rule);
    Spans out;
    for (const Span& span : left) {
        if (patience != nullptr) patience->check_now_and_then();
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
            if (patience != nullptr) patience->check_now_and_then();
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
