// May an article be shown yet?
#pragma once

#include <chrono>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// Whether the article's embargo (Article::embargo, ISO 8601) is still in force at `now`. Doubt is
/// on the side of silence: a time without a zone is over only when it is over everywhere on earth
/// (UTC-12), a month or a year at its first day, and what is no date at all never.
bool is_embargoed(const archive::Article& article, std::chrono::sys_seconds now);

}  // namespace broadsheet::indexer
