// May an article be shown yet?
#pragma once

#include <chrono>
#include <optional>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// When the article's embargo (Article::embargo, ISO 8601) is over. Doubt is on the side of
/// silence: a time without a zone is over only when it is over everywhere on earth (UTC-12), a
/// month or a year at its first day. Null where there is none, or none that is a date.
std::optional<std::chrono::sys_seconds> embargo_end(const archive::Article& article);

/// Whether the article's embargo is still in force at `now`; one that is no date at all always is.
bool is_embargoed(const archive::Article& article, std::chrono::sys_seconds now);

}  // namespace broadsheet::indexer
