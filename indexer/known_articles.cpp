#include "indexer/known_articles.hpp"

#include "archive/stored_article.hpp"

namespace broadsheet::indexer {

std::optional<std::uint64_t> KnownArticles::content_of(const std::string& id) {
    forget_published();
    for (auto batch = batches_.rbegin(); batch != batches_.rend(); ++batch) {
        if (const auto content = (*batch)->find(id)) return content;
    }
    if (const auto place = published_.find(id)) return place->content_hash;
    return std::nullopt;
}

std::optional<VersionMark> KnownArticles::version_of(const std::string& id) {
    forget_published();
    for (auto batch = batches_.rbegin(); batch != batches_.rend(); ++batch) {
        if (const auto version = (*batch)->version_of(id)) return version;
    }
    const auto stored = published_.stored(id);
    if (!stored) return std::nullopt;
    try {
        return version_mark(archive::decode_stored(*stored, published_.dictionaries()).article);
    } catch (const archive::CorruptArticle&) {
        return VersionMark{};
    }
}

/// Batches that were published are found in the archive; the snapshot is taken after the look at
/// `published`, so that it holds them.
void KnownArticles::forget_published() {
    if (batches_.empty() || !batches_.front()->published) return;
    std::size_t count = 0;
    while (count < batches_.size() && batches_[count]->published) ++count;
    published_.refresh();
    batches_.erase(batches_.begin(), batches_.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace broadsheet::indexer
