// All documents with any of very many terms, as one posting list. For query/ itself.
//
// Xapian joins posting lists by a tree of two-way unions, through which every document climbs: of the
// 2,700 forms of *ing on 21,577 articles that takes 600 ms. Here each list is read once, from its
// beginning to its end, into a set of documents: 12 ms.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/patience.hpp"
#include "query/rows.hpp"

namespace broadsheet::query {

/// A query for the documents of `archive`, whose rows these are, with any of `terms`, each with the same weight; a
/// bit a row in memory. Throws OutOfTime when `patience` (if any) ends.
Xapian::Query any_term_query(const Xapian::Database& archive, const Rows& rows, const std::vector<std::string>& terms,
                             double weight, Patience* patience);

}  // namespace broadsheet::query
