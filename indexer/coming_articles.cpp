#include "indexer/coming_articles.hpp"

namespace broadsheet::indexer {

void ComingArticles::add(const std::string& id, const archive::CopyMark& mark) {
    remove(id);
    const std::uint64_t number = next_number_++;
    by_id_[id] = number;
    entries_.emplace_hint(entries_.end(), number,
                          Entry{id, mark, dropped_batches_ + batches_.size()});
    if (mark.sketch.shingles == 0) return;
    const Place place{archive::own_cluster(mark.sketch), number};
    for (const std::uint32_t key : mark.sketch.keys) {
        auto& places = by_key_[key];
        places.insert(std::ranges::upper_bound(places, place), place);
    }
}

void ComingArticles::remove(const std::string& id) {
    const auto known = by_id_.find(id);
    if (known != by_id_.end()) erase(entries_.find(known->second));
}

bool ComingArticles::drop_published() {
    bool any = false;
    while (!batches_.empty() && batches_.front()->published) {
        while (!entries_.empty() && entries_.begin()->second.batch == dropped_batches_) {
            erase(entries_.begin());
        }
        batches_.pop_front();
        ++dropped_batches_;
        any = true;
    }
    return any;
}

ComingArticles::Entries::iterator ComingArticles::erase(Entries::iterator entry) {
    const auto& [number, article] = *entry;
    if (article.mark.sketch.shingles > 0) {
        const Place place{archive::own_cluster(article.mark.sketch), number};
        for (const std::uint32_t key : article.mark.sketch.keys) {
            const auto found = by_key_.find(key);
            if (found == by_key_.end()) continue;  // two equal keys of one sketch
            std::erase(found->second, place);
            if (found->second.empty()) by_key_.erase(found);
        }
    }
    by_id_.erase(article.id);
    return entries_.erase(entry);
}

}  // namespace broadsheet::indexer
