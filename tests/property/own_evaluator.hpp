// A second opinion on what a query finds, from the definitions of the query language alone: every choice
// of spans is looked at, and nothing is clever.
#pragma once

#include <cstdint>
#include <set>

#include "tests/property/own_articles.hpp"
#include "tests/property/own_queries.hpp"

namespace broadsheet::tests {

struct Verdict {
    bool matches = false;
    std::set<std::uint32_t> shown;  ///< the positions of the words that are to be highlighted
};

Verdict judge(const OwnQuery& query, const Reading& article);

}  // namespace broadsheet::tests
