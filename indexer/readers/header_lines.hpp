// Does a text file begin with mail-like header lines?
//
//   Title: Truce talks resume in Doha
//   Date: 2025-07-09
//   By: Jane Roe
//
//   DOHA, July 9 (Meridian) — …
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/metadata.hpp"

namespace broadsheet::indexer {

struct HeaderLine {
    std::string name;
    std::string value;
    std::uint64_t offset = 0;             ///< of the line in the text
    const MetadataName* known = nullptr;  ///< null where the name means nothing here
};

struct Header {
    std::vector<HeaderLine> lines;  ///< empty where the text has none
    std::size_t end = 0;            ///< where the text below begins
};

/// Reads the header: from the first line, which must have a known name, to a blank line or the end;
/// every line is `Name: value` or, indented, goes on with the value above. Anything else is no
/// header, but text that happens to have a colon.
Header read_header(std::string_view text);

}  // namespace broadsheet::indexer
