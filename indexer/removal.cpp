#include "indexer/removal.hpp"

#include <algorithm>

#include "indexer/embargoed_articles.hpp"
#include "indexer/withdrawals.hpp"

namespace broadsheet::indexer {

Takedown remove_articles(const archive::ArchivePaths& paths, std::span<const std::string> ids,
                         Purge purge) {
    Publisher publisher(paths);
    EmbargoedArticles embargoed(paths.embargoed);
    Withdrawals withdrawals(paths.withdrawn);
    Takedown takedown = publisher.take_down(ids, purge);
    for (const std::string& id : ids) {
        withdrawals.forget(id);
        if (!embargoed.remove(id)) continue;
        if (std::erase(takedown.unknown, id) > 0) takedown.deleted.push_back(id);
    }
    embargoed.save();
    withdrawals.save();
    return takedown;
}

}  // namespace broadsheet::indexer
