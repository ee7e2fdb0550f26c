// What stands between the quotes of a phrase? Words, wildcards and alternatives.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

enum class PhraseItemKind : std::uint8_t {
    text,          ///< words as they stand, with what parts them
    wildcard,      ///< negotiat*
    alternatives,  ///< (truce|ceasefire)
};

struct PhraseItem {
    PhraseItemKind kind = PhraseItemKind::text;
    std::string text;          ///< of a text or wildcard
    std::uint32_t offset = 0;  ///< in the phrase's text
    std::vector<std::vector<PhraseItem>> alternatives = {};
    bool operator==(const PhraseItem& other) const {
        return kind == other.kind && text == other.text && alternatives == other.alternatives;
    }
};

/// The items of the text between two quotes. A parenthesis without a `|` in it is punctuation; one
/// within another is too.
std::vector<PhraseItem> phrase_items(std::string_view text);

}  // namespace broadsheet::query
