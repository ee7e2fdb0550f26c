// Which dates can be kept? Those of ISO 8601, nothing guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

/// The date as Article keeps it, from ISO 8601: 2025, 2025-07, 2025-07-09, 20250709, or a full date
/// with T or a space, a time (14:30, 14:30:05, 14:30:05.25) and optionally Z or an offset. Nothing
/// is shifted or added. Null for anything else, impossible dates included.
std::optional<std::string> read_iso_date(std::string_view value);

}  // namespace broadsheet::indexer
