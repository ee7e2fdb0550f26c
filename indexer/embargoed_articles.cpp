#include "indexer/embargoed_articles.hpp"

#include <algorithm>
#include <utility>

#include "archive/stored_article.hpp"
#include "indexer/embargo.hpp"
#include "indexer/line_file.hpp"

namespace broadsheet::indexer {

EmbargoedArticles::EmbargoedArticles(std::filesystem::path file) : file_(std::move(file)) {
    read();
}

void EmbargoedArticles::read() {
    read_lines(file_, ", then add again what is under embargo", [this](std::string line) {
        const archive::Article article = archive::article_of_line(line);
        if (enter(article, std::move(line))) return;
        throw archive::CorruptArticle("article has no embargo with an end");
    });
}

bool EmbargoedArticles::enter(const archive::Article& article, std::string line) {
    const auto until = embargo_end(article);
    if (!until) return false;
    bytes_ += line.size();
    Entry& entry = entries_[article.id];
    bytes_ -= entry.line.size();
    entry = {version_mark(article), *until, std::move(line)};
    return true;
}

bool EmbargoedArticles::hold(const archive::Article& article) {
    std::string line = archive::to_line(article);
    const auto held = entries_.find(article.id);
    const std::size_t former = held == entries_.end() ? 0 : held->second.line.size();
    if (former > 0 && held->second.line == line) return true;
    if (bytes_ - former + line.size() > max_embargoed_bytes) return false;
    changed_ = enter(article, std::move(line)) || changed_;
    return true;
}

bool EmbargoedArticles::remove(const std::string& id) {
    const auto held = entries_.find(id);
    if (held == entries_.end()) return false;
    bytes_ -= held->second.line.size();
    entries_.erase(held);
    changed_ = true;
    return true;
}

std::optional<VersionMark> EmbargoedArticles::version_of(const std::string& id) const {
    const auto held = entries_.find(id);
    if (held == entries_.end()) return std::nullopt;
    return held->second.version;
}

archive::Article EmbargoedArticles::article(const std::string& id) const {
    return archive::article_of_line(entries_.at(id).line);
}

std::vector<std::string> EmbargoedArticles::due(std::chrono::sys_seconds now) const {
    std::vector<std::pair<std::chrono::sys_seconds, std::string>> found;
    for (const auto& [id, entry] : entries_) {
        if (entry.until <= now) found.emplace_back(entry.until, id);
    }
    std::ranges::sort(found);
    std::vector<std::string> ids;
    for (auto& [until, id] : found) ids.push_back(std::move(id));
    return ids;
}

std::optional<std::chrono::sys_seconds> EmbargoedArticles::next_release() const {
    const auto first = std::ranges::min_element(
        entries_, {}, [](const auto& entry) { return entry.second.until; });
    if (first == entries_.end()) return std::nullopt;
    return first->second.until;
}

void EmbargoedArticles::save() {
    if (!changed_) return;
    std::string content;
    content.reserve(bytes_ + entries_.size());
    for (const auto& [id, entry] : entries_) {
        content += entry.line;
        content += '\n';
    }
    write_lines(file_, content);
    changed_ = false;
}

}  // namespace broadsheet::indexer
