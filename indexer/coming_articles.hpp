// The articles that were taken but are not published yet, by the keys of their sketches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/copy_mark.hpp"
#include "indexer/batch.hpp"

namespace broadsheet::indexer {

/// Not thread-safe, but for Batch::published, which another thread sets.
class ComingArticles {
  public:
    /// A former one of the same id gives way to it.
    void add(const std::string& id, const archive::CopyMark& mark);
    void remove(const std::string& id);
    bool has(const std::string& id) const { return by_id_.contains(id); }

    /// Calls `visit` with the marks of the first `most` articles that have this key, in the order of their
    /// sketches.
    template <typename Visit>
    void each_with(std::uint32_t key, std::size_t most, Visit visit) const {
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) return;
        const std::size_t count = std::min(most, found->second.size());
        for (std::size_t i = 0; i < count; ++i) visit(entries_.at(found->second[i].number).mark);
    }

    /// What was added since the last call will be published with `batch`.
    void expect(std::shared_ptr<const Batch> batch) { batches_.push_back(std::move(batch)); }

    /// Lets go of what is published; whether there was any.
    bool drop_published();

  private:
    struct Entry {
        std::string id;
        archive::CopyMark mark;
        std::uint64_t batch;
    };
    /// As articles with one key are sorted.
    struct Place {
        archive::Cluster order;
        std::uint64_t number;
        auto operator<=>(const Place&) const = default;
    };
    using Entries = std::map<std::uint64_t, Entry>;

    Entries::iterator erase(Entries::iterator entry);

    Entries entries_;  ///< by their number, in the order in which they came
    std::unordered_map<std::string, std::uint64_t> by_id_;
    std::unordered_map<std::uint32_t, std::vector<Place>> by_key_;
    std::uint64_t next_number_ = 0;
    std::deque<std::shared_ptr<const Batch>> batches_;
    std::uint64_t dropped_batches_ = 0;
};

}  // namespace broadsheet::indexer
