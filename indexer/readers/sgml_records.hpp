// Records of the simple SGML of the collections for research: tags in any case, all of them closed,
// none nested within one of its own name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// The collections come in files of some megabytes.
inline constexpr std::size_t max_sgml_bytes = 256 << 20;

/// A record, or an element within one, as views of the text.
struct SgmlRecord {
    std::string_view content = {};  ///< between its tags
    std::string_view tag = {};      ///< its start tag, without the brackets
    std::uint64_t offset = 0;
    bool cut_short = false;  ///< it has no end tag
    bool is_end() const { return tag.empty(); }

    /// What stands within the elements of that name, in any case.
    std::vector<std::string_view> all(std::string_view name) const;
    std::string_view first(std::string_view name) const;
    /// The value of an attribute of the record's own tag; empty where there is none.
    std::string attribute(std::string_view name) const;
};

/// The next record of that name from `at` on, which moves past it.
SgmlRecord next_sgml_record(std::string_view text, std::string_view name, std::size_t& at);

/// Text without tags: entities resolved (&lt; &amp; &#2;), control characters as spaces.
std::string sgml_text(std::string_view content);

}  // namespace broadsheet::indexer
