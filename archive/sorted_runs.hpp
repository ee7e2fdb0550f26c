// More items than are to be in memory, sorted: some at a time, as runs that are merged when they are read (Knuth,
// "The Art of Computer Programming", vol. 3, section 5.4).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <type_traits>
#include <utility>
#include <vector>

#include "archive/spool.hpp"

namespace broadsheet::archive {

/// Items are bytes with a total order.
template <typename Item>
class SortedRuns {
    static_assert(std::is_trivially_copyable_v<Item>);

  public:
    /// A run is as large as four spools may be in memory: fewer runs are merged faster.
    explicit SortedRuns(const SpoolPlace& place)
        : most_items_(place.folder.empty() ? Spool::to_the_end
                                           : std::max<std::uint64_t>(1, 4 * place.bytes_in_memory / sizeof(Item))),
          runs_(SpoolPlace{place.folder, 0}) {}

    void add(const Item& item) {
        if (items_.size() >= most_items_) write_run();
        items_.push_back(item);
    }

    std::uint64_t size() const { return runs_.size() / sizeof(Item) + items_.size(); }

    /// Visits all in order. The last thing that is done with it.
    template <typename Visit>
    void each(Visit visit) {
        if (ends_.empty()) {
            std::ranges::sort(items_);
            for (const Item& item : items_) visit(item);
            return;
        }
        write_run();
        items_ = {};
        merge(visit);
    }

  private:
    void write_run() {
        std::ranges::sort(items_);
        runs_.append({reinterpret_cast<const char*>(items_.data()), items_.size() * sizeof(Item)});
        ends_.push_back(runs_.size());
        items_.clear();
    }

    template <typename Visit>
    void merge(Visit visit) {
        std::deque<Spool::Reader> readers;
        std::vector<std::pair<Item, std::size_t>> heap;  // the next item of each run, the lowest on top
        const auto behind = [](const auto& a, const auto& b) { return b.first < a.first; };
        std::uint64_t begin = 0;
        for (const std::uint64_t end : ends_) {
            readers.emplace_back(runs_, begin, end);
            begin = end;
            heap.emplace_back(readers.back().template take_item<Item>(), readers.size() - 1);
        }
        std::ranges::make_heap(heap, behind);
        while (!heap.empty()) {
            std::ranges::pop_heap(heap, behind);
            auto& [item, run] = heap.back();
            visit(std::as_const(item));
            if (readers[run].left() == 0) {
                heap.pop_back();
                continue;
            }
            item = readers[run].template take_item<Item>();
            std::ranges::push_heap(heap, behind);
        }
    }

    std::uint64_t most_items_;
    std::vector<Item> items_;
    Spool runs_;
    std::vector<std::uint64_t> ends_;  ///< of the runs that are written, in bytes
};

}  // namespace broadsheet::archive
