// Windows: spans of several items in any order, with few other positions among them.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <queue>

#include "query/span_algebra.hpp"

namespace broadsheet::query {

namespace {

struct ItemSpan {
    Span span;
    std::size_t item;
};

// Few items of any length. Goes through the spans once; of the items that may be chosen so far, and of the
// positions that they take, only the latest beginning is kept: what comes behind can only be the better.
class MixedWindows {
  public:
    MixedWindows(std::size_t items, std::uint32_t others, Patience* patience)
        : all_items_((std::uint32_t{1} << items) - 1), others_(others), patience_(patience) {}

    Spans run(const std::vector<ItemSpan>& all) {
        for (const ItemSpan& of : all) {
            check_now_and_then(patience_);
            settle(of.span.begin);
            extend(of);
        }
        return std::move(found_);
    }

  private:
    struct Chosen {
        std::uint32_t items = 0;  ///< one bit each
        std::uint32_t taken = 0;  ///< positions
        auto operator<=>(const Chosen&) const = default;
    };
    struct Pending {
        std::uint32_t end;
        Chosen chosen;
        std::uint32_t begin;
        bool operator>(const Pending& other) const { return end > other.end; }
    };

    // What ends at or before a position may go on there.
    void settle(std::uint32_t position) {
        for (; !pending_.empty() && pending_.top().end <= position; pending_.pop()) {
            std::uint32_t& begin = latest_[pending_.top().chosen];  // a new one is 0
            begin = std::max(begin, pending_.top().begin);
        }
        std::erase_if(latest_, [&](const auto& entry) {
            return position - entry.second > entry.first.taken + others_;
        });
    }

    void extend(const ItemSpan& of) {
        const std::uint32_t bit = std::uint32_t{1} << of.item, length = of.span.end - of.span.begin;
        choose({bit, length}, {of.span.begin, of.span.end});
        for (const auto& [chosen, begin] : latest_) {
            if ((chosen.items & bit) != 0) continue;
            choose({chosen.items | bit, chosen.taken + length}, {begin, of.span.end});
        }
    }

    void choose(Chosen chosen, Span over) {
        if (chosen.items != all_items_) pending_.push({over.end, chosen, over.begin});
        else if (over.end - over.begin <= chosen.taken + others_) found_.push_back(over);
    }

    std::uint32_t all_items_, others_;
    Patience* patience_;
    std::map<Chosen, std::uint32_t> latest_;
    std::priority_queue<Pending, std::vector<Pending>, std::greater<>> pending_;
    Spans found_;
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

// The smallest window that begins at the beginning of all[first], if it has few enough others.
void add_window(const std::vector<ItemSpan>& all, std::size_t first, std::size_t items,
                std::uint32_t others, Patience* patience, Spans& out) {
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
        check_now_and_then(patience);
        assignment.add(of.item, of.span);
        if (!assignment.complete()) continue;
        const Span found{all[first].span.begin, of.span.end};
        if (found.end - found.begin <= assignment.taken_positions() + others) out.push_back(found);
        return;
    }
}

// Words of which no two items share a place, but for items that are the same: then it is enough to count
// how often each word is within, while one end of the window follows the other.
class WordWindows {
  public:
    /// Nothing where the items are not of this kind.
    static std::optional<WordWindows> of(const std::vector<Spans>& items) {
        WordWindows windows;
        for (const Spans& item : items) windows.add(item);
        std::ranges::sort(windows.words_, {}, &Word::at);
        const auto same_place = [](const Word& a, const Word& b) { return a.at == b.at; };
        const bool shared =
            std::ranges::adjacent_find(windows.words_, same_place) != windows.words_.end();
        if (shared || !windows.single_) return std::nullopt;
        return windows;
    }

    Spans run(std::uint32_t others) const {
        Spans found;
        std::vector<std::size_t> within(wanted_.size(), 0);
        std::size_t missing = wanted_.size(), first = 0, items = 0;
        for (const std::size_t count : wanted_) items += count;
        for (const Word& last : words_) {
            if (++within[last.item] == wanted_[last.item]) --missing;
            if (missing > 0) continue;
            while (within[words_[first].item] > wanted_[words_[first].item]) --within[words_[first++].item];
            const Span window{words_[first].at, last.at + 1};
            if (window.end - window.begin <= items + others) found.push_back(window);
        }
        return found;
    }

  private:
    struct Word {
        std::uint32_t at;
        std::size_t item;  ///< of those that differ
    };

    void add(const Spans& item) {
        const auto same = std::ranges::find_if(distinct_, [&](const Spans* of) { return *of == item; });
        if (same != distinct_.end()) {
            ++wanted_[static_cast<std::size_t>(same - distinct_.begin())];
            return;
        }
        for (const Span& span : item) {
            single_ &= span.end - span.begin == 1;
            words_.push_back({span.begin, distinct_.size()});
        }
        distinct_.push_back(&item);
        wanted_.push_back(1);
    }

    std::vector<const Spans*> distinct_;
    std::vector<std::size_t> wanted_;  ///< how often each
    std::vector<Word> words_;
    bool single_ = true;
};

// Of the spans of one item that begin alike, the longest.
std::vector<ItemSpan> longest_of_each(const std::vector<ItemSpan>& all) {
    std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> ends;
    for (const ItemSpan& of : all) {
        std::uint32_t& end = ends[{of.item, of.span.begin}];
        end = std::max(end, of.span.end);
    }
    std::vector<ItemSpan> out;
    for (const auto& [key, end] : ends) out.push_back({{key.second, end}, key.first});
    return out;
}

}  // namespace

Spans windows(const std::vector<Spans>& items, std::uint32_t others, Patience* patience) {
    if (std::ranges::any_of(items, &Spans::empty)) return {};
    if (const auto words = WordWindows::of(items)) {
        Spans found = words->run(others);
        keep_minimal(found);
        return found;
    }
    std::vector<ItemSpan> all;
    for (std::size_t item = 0; item < items.size(); ++item) {
        for (const Span& span : items[item]) all.push_back({span, item});
    }
    const bool mixed = items.size() <= max_mixed_items;
    if (!mixed) all = longest_of_each(all);
    std::ranges::stable_sort(all, {}, &ItemSpan::span);
    Spans out;
    if (mixed) {
        out = MixedWindows(items.size(), others, patience).run(all);
    } else {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i > 0 && all[i].span.begin == all[i - 1].span.begin) continue;
            add_window(all, i, items.size(), others, patience, out);
        }
    }
    keep_minimal(out);
    return out;
}

}  // namespace broadsheet::query
