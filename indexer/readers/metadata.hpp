// What do sources call the facts about an article, and which of their values can be kept? Shared by
// all readers: the keys of JSONL and the header lines of text files are the same names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::indexer {

enum class MetadataField : std::uint8_t {
    id,
    version,
    headline,
    byline,
    dateline,
    date,
    source,
    desk,
    language,
    url,
    places,
    topics,
    deck,
    text,
    sections,
};
inline constexpr std::size_t metadata_field_count = 15;

struct MetadataName {
    std::string_view name;  ///< lower case
    MetadataField field;
};

/// The field of a name, in any case; null if there is none. Where an article has several names of
/// one field, the one that stands first in the table counts: compare the addresses.
const MetadataName* find_metadata_name(std::string_view name);

/// Sets a field from one value. Text that is no valid value is not kept: the answer then says what
/// was wrong ("date 'May 3' cannot be read as ISO 8601; the article is kept without one"). Lists
/// (places, topics) are taken apart at semicolons or, without such, at commas. Not for deck, text
/// and sections.
std::optional<std::string> set_metadata(archive::Article& article, MetadataField field,
                                        std::string_view value);

/// The date as Article keeps it, from ISO 8601: 2025, 2025-07, 2025-07-09, 20250709, or a full date
/// with T or a space, a time (14:30, 14:30:05, 14:30:05.25) and optionally Z or an offset. Nothing
/// is shifted or added. Null for anything else, impossible dates included.
std::optional<std::string> read_iso_date(std::string_view value);

/// A BCP 47 tag in lower case with hyphens; null for anything else.
std::optional<std::string> read_language_tag(std::string_view value);

/// The date that folders or the file's name tell: news/2025/07/09/truce.txt, 2025-07/truce.txt,
/// 2025-07-09-truce.txt. Empty where none does; a year alone tells nothing.
std::string date_of_path(std::string_view path);

/// An id from the path of a file below the folder that was added: lower case, without ".txt", and
/// only with characters that need no care in a URL or a shell (all of Unicode beyond ASCII is
/// kept). Where that changes more than case the path's hash is added, so that no two files get one
/// id: "2025/truce.txt" gives "2025/truce".
std::string id_of_path(std::string_view relative_path);

/// An id for an article of which only `parts` are known: readable `stem`, then their hash.
std::string id_of_parts(std::string_view stem, const std::vector<std::string_view>& parts);

}  // namespace broadsheet::indexer
