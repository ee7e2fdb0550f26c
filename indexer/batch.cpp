#include "indexer/batch.hpp"

#include <utility>

namespace broadsheet::indexer {

using archive::Article;

std::size_t text_bytes(const Article& article) {
    std::size_t bytes = article.id.size() + article.version.size() + article.headline.size() +
                        article.byline.size() + article.dateline.size() + article.date.size() +
                        article.source.size() + article.desk.size() + article.language.size() +
                        article.url.size();
    for (const auto& place : article.places) bytes += place.size();
    for (const auto& topic : article.topics) bytes += topic.size();
    for (const auto& section : article.sections) {
        bytes += section.heading.size();
        for (const auto& paragraph : section.paragraphs) bytes += paragraph.text.size();
    }
    return bytes;
}

std::optional<std::uint64_t> Batch::find(const std::string& id) const {
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return std::nullopt;
    return entry->second.content_hash;
}

std::optional<VersionMark> Batch::version_of(const std::string& id) const {
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return std::nullopt;
    return entry->second.version;
}

void Batch::add(Article&& article, std::uint64_t content_hash, const archive::CopyMark& mark) {
    const std::size_t bytes = text_bytes(article);
    block_text_bytes_ += bytes;
    text_bytes_ += bytes;
    ++articles_;
    const Entry entry{content_hash, block_count_, block_.size(), version_mark(article)};
    const auto [known, is_new] = entries_.try_emplace(article.id, entry);
    if (!is_new) {
        superseded_[known->second.block].insert(known->second.index);
        known->second = entry;
    }
    block_.push_back(std::move(article));
    marks_.push_back(mark);
}

bool Batch::remove(const std::string& id) {
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return false;
    superseded_[entry->second.block].insert(entry->second.index);
    entries_.erase(entry);
    std::erase(replaced_, id);
    return true;
}

bool Batch::has_full_block() const {
    return block_.size() >= limits_.block_articles || block_text_bytes_ >= limits_.block_text_bytes;
}

bool Batch::is_full() const {
    return articles_ >= limits_.articles || text_bytes_ >= limits_.text_bytes;
}

std::vector<Article> Batch::take_block() {
    ++block_count_;
    block_text_bytes_ = 0;
    return std::exchange(block_, {});
}

}  // namespace broadsheet::indexer
