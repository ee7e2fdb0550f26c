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
    status,
    embargo,
    places,
    topics,
    deck,
    text,
    sections,
};
inline constexpr std::size_t metadata_field_count = 17;

struct MetadataName {
    std::string_view name;  ///< lower case
    MetadataField field;
};

/// The field of a name, in any case; null if there is none. Where an article has several names of
/// one field, the one that stands first in the table counts: compare the addresses.
const MetadataName* find_metadata_name(std::string_view name);

/// Names of fields beyond the table's, as --map gives them.
struct MappedName {
    std::string name;
    MetadataField field;
};
using FieldMap = std::vector<MappedName>;

/// The map of "title=hl,text=body_html": to the left the name of a field as in the table, to the
/// right what the input calls it. Null, with `problem` saying why, for anything else.
std::optional<FieldMap> read_field_map(std::string_view text, std::string& problem);

/// The field to which a map takes a name, in any case; null if it does to none.
std::optional<MetadataField> field_mapped(const FieldMap& map, std::string_view name);

/// Sets a field from one value. Text that is no valid value is not kept: the answer then says what
/// was wrong ("date 'May 3' cannot be read; the article is kept without one"). Lists
/// (places, topics) are taken apart at semicolons or, without such, at commas. Not for deck, text
/// and sections.
std::optional<std::string> set_metadata(archive::Article& article, MetadataField field,
                                        std::string_view value);

/// A BCP 47 tag in lower case with hyphens; null for anything else.
std::optional<std::string> read_language_tag(std::string_view value);

}  // namespace broadsheet::indexer
