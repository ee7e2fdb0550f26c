// Wire text, as agencies sent it over telegraph lines and after: one message in control characters.
//
//   ANPA 1312    SYN SYN SOH service, number, selector; priority, category, slug, date, words;
//                STX slug line, headline<, byline=, tab-indented paragraphs; ETX filing date; EOT
//   IPTC 7901    SOH source, number, priority, category, words; keywords; STX headline =, text;
//                ETX filing date
//
// A file may hold several messages, one after the other.
#pragma once

#include "indexer/readers/format.hpp"

namespace broadsheet::indexer {

Reader read_anpa;
Reader read_iptc7901;

/// Whether an input begins as a message of ANPA 1312, or of IPTC 7901.
bool is_anpa(const Opening& opening);
bool is_iptc7901(const Opening& opening);

}  // namespace broadsheet::indexer
