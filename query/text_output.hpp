// Answers for a terminal.
#pragma once

#include <string>

#include "query/result_page.hpp"

namespace broadsheet::query {

/// A result page as lines of text; with `colour`, hits are bold, else they look like the rest.
std::string to_text(const ResultPage& page, bool colour);

/// Canonical form, tree, forms of each word, which parts the index answers.
std::string to_text(const Explanation& explanation);

/// A result page as CSV (RFC 4180) with a header line: rank, id, date, source, desk, language, byline,
/// words, score, headline, snippet, url, cluster, copies (empty where they are not collapsed).
std::string to_csv(const ResultPage& page);

}  // namespace broadsheet::query
