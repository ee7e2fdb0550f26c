// Every field that a query can name, as one table of data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::archive {

enum class FieldKind : std::uint8_t {
    zones,   ///< the match must lie in one of some zones
    filter,  ///< the article's metadata must have a value
    date,    ///< publication date: a day, month, year or range
    number,  ///< a whole number or range
    id,      ///< the article's id
};

struct Field {
    std::string_view name;                   ///< canonical
    std::vector<std::string_view> aliases;   ///< as Nexis, Factiva and ProQuest call it
    FieldKind kind;
    ZoneSet zones = 0;                       ///< of FieldKind::zones
    std::string_view word_prefix = {};       ///< where the zone's words are indexed on their own
    std::string_view term_prefix = {};       ///< of FieldKind::filter
    std::optional<std::uint32_t> slot = {};  ///< value slot, where one exists
    std::string_view help = {};              ///< one line for people
};

std::span<const Field> fields();

/// The field of that name or alias, in any case; null if there is none.
const Field* find_field(std::string_view name);

/// Names near to an unknown one (edit distance at most 2), nearest first.
std::vector<std::string_view> nearest_field_names(std::string_view name);

}  // namespace broadsheet::archive
