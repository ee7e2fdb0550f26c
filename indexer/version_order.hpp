// Which of two versions of an article is the newer?
//
// The first of these that tells it:
//
//   1  the versions (Article::version), where both have one, see compare_versions();
//   2  the dates (Article::date), where both have a time of day, and both a zone or neither;
//   3  nothing: then the version that is read last is taken for the newer.
//
// A day alone tells nothing, because it is what gets corrected in collections that were made by
// hand. What formats call a version: `version` of NewsML-G2 and ninjs, `RevisionId` of NewsML 1 and
// `du-key` of NITF are numbers, the time of its capture that of a page in a WARC, `version` in JSON
// and tables whatever their maker wrote there. Wire messages (ANPA, IPTC 7901) have none.
//
// Among versions of one id that are all told by 1 and 2 the order is one that sorts, so that the
// newest of them is the same in whatever order they are read. Where some of them say less than
// others, and their versions and dates contradict each other, no such order exists.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "archive/article.hpp"

namespace broadsheet::indexer {

/// What an article says of its version.
struct VersionMark {
    std::string version, date;
    bool operator==(const VersionMark&) const = default;
};

VersionMark version_mark(const archive::Article& article);

/// "version 3 of 2025-07-09T10:15Z", for reports.
std::string to_text(const VersionMark& mark);

/// Dates (ISO 8601, but more than a year, which is a number) as instants; anything else in natural
/// order: runs of digits by their value, the rest by its bytes in lower case, so that 9 < 10 and
/// v2 < v10. Unordered where one is empty, or one a date and the other none.
std::partial_ordering compare_versions(std::string_view left, std::string_view right);

/// By the rule above; `less` is older, unordered and equivalent are that nothing tells.
std::partial_ordering compare(const VersionMark& left, const VersionMark& right);

/// Whether it is certain that `left` is the older.
bool is_older(const VersionMark& left, const VersionMark& right);

}  // namespace broadsheet::indexer
