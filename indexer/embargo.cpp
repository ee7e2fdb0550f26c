#include "indexer/embargo.hpp"

#include "indexer/news_instant.hpp"

namespace broadsheet::indexer {

namespace {

// Of the zone in which a day ends last.
constexpr std::chrono::hours behind_utc{12};

}  // namespace

std::optional<std::chrono::sys_seconds> embargo_end(const archive::Article& article) {
    const auto end = instant_of(article.embargo);
    if (!end) return std::nullopt;
    const auto at = std::chrono::floor<std::chrono::seconds>(end->at);
    return end->has_zone ? at : at + behind_utc;
}

bool is_embargoed(const archive::Article& article, std::chrono::sys_seconds now) {
    if (article.embargo.empty()) return false;
    const auto end = embargo_end(article);
    return !end || now < *end;
}

}  // namespace broadsheet::indexer
