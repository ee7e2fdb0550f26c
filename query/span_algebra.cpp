#include "query/span_algebra.hpp"

#include <algorithm>
#include <limits>

namespace broadsheet::query {

namespace {

Span hull(const Span& a, const Span& b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

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

// Whether so many items can each have a beginning of their own; grows by one span at a time. (Kuhn's
// augmenting paths.)
class Assignment {
  public:
    explicit Assignment(std::size_t items) : options_(items), taken_(items, nobody) {}

    bool complete() const { return matched_ == options_.size(); }

    void add(std::size_t item, const Span& span) {
        options_[item].push_back(span);
        if (complete()) return;
        for (std::size_t i = 0; i < options_.size(); ++i) {
            if (chosen(i) != nullptr) continue;
            std::vector<bool> visited(options_.size(), false);
            if (augment(i, visited)) ++matched_;
        }
    }

    /// The positions that the chosen spans take together.
    std::uint32_t taken_positions() const {
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < options_.size(); ++i) {
            if (const Span* span = chosen(i)) sum += span->end - span->begin;
        }
        return sum;
    }

  private:
    static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

    const Span* chosen(std::size_t item) const {
        return taken_[item] == nobody ? nullptr : &options_[item][taken_[item]];
    }

    std::size_t owner_of(std::uint32_t begin) const {
        for (std::size_t i = 0; i < options_.size(); ++i) {
            const Span* span = chosen(i);
            if (span != nullptr && span->begin == begin) return i;
        }
        return nobody;
    }

    bool augment(std::size_t item, std::vector<bool>& visited) {
        visited[item] = true;
        for (std::size_t option = 0; option < options_[item].size(); ++option) {
            const std::size_t owner = owner_of(options_[item][option].begin);
            if (owner != nobody && (visited[owner] || !augment(owner, visited))) continue;
            taken_[item] = option;
            return true;
        }
        return false;
    }

    std::vector<Spans> options_;
    std::vector<std::size_t> taken_;  ///< by item, which of its options
    std::size_t matched_ = 0;
};

struct ItemSpan {
    Span span;
    std::size_t item;
};

// The smallest window that begins at the beginning of all[first], if it has few enough others.
void add_window(const std::vector<ItemSpan>& all, std::size_t first, std::size_t items,
                std::uint32_t others, Spans& out) {
    std::vector<ItemSpan> inside;
    std::uint32_t covered_to = all[first].span.begin, skipped = 0;
    for (std::size_t i = first; i < all.size(); ++i) {
        if (all[i].span.begin > covered_to) skipped += all[i].span.begin - covered_to;
        if (skipped > others) break;
        covered_to = std::max(covered_to, all[i].span.end);
        inside.push_back(all[i]);
    }
    std::ranges::stable_sort(inside, {}, [](const ItemSpan& of) { return of.span.end; });
    Assignment assignment(items);
    for (const ItemSpan& of : inside) {
        assignment.add(of.item, of.span);
        if (!assignment.complete()) continue;
        const Span found{all[first].span.begin, of.span.end};
        if (found.end - found.begin <= assignment.taken_positions() + others) out.push_back(found);
        return;
    }
}

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

Spans near(const Spans& left, const Spans& right, const NearRule& rule) {
    const Neighbours neighbours(right, rule);
    Spans out;
    for (const Span& span : left) {
        neighbours.visit(span, [&](const Span& other) {
            out.push_back(hull(span, other));
            return true;
        });
    }
    keep_minimal(out);
    return out;
}

Spans not_near(const Spans& left, const Spans& right, const NearRule& rule) {
    const Neighbours neighbours(right, rule);
    Spans out;
    for (const Span& span : left) {
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
                     const Spans& chosen) {
    const Neighbours neighbours(right, rule);
    NearParts parts;
    for (const Span& span : left) {
        neighbours.visit(span, [&](const Span& other) {
            if (std::ranges::binary_search(chosen, hull(span, other))) {
                parts.left.push_back(span);
                parts.right.push_back(other);
            }
            return true;
        });
    }
    sort_unique(parts.left);
    sort_unique(parts.right);
    return parts;
}

Spans windows(const std::vector<Spans>& items, std::uint32_t others) {
    std::vector<ItemSpan> all;
    for (std::size_t item = 0; item < items.size(); ++item) {
        if (items[item].empty()) return {};
        for (const Span& span : items[item]) all.push_back({span, item});
    }
    std::ranges::stable_sort(all, {}, &ItemSpan::span);
    Spans out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && all[i].span.begin == all[i - 1].span.begin) continue;
        add_window(all, i, items.size(), others, out);
    }
    keep_minimal(out);
    return out;
}

}  // namespace broadsheet::query
