// Where a list of hits goes on: opaque to clients, short, and not to be made up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::searchd {

struct Cursor {
    std::uint32_t offset = 0;      ///< hits before the next page
    std::uint64_t generation = 0;  ///< of the archive when the page before was read
    bool operator==(const Cursor&) const = default;
};

/// As base64url (RFC 4648, section 5, without padding) of
///
///     1 byte   version, 1
///     4 bytes  offset
///     8 bytes  generation
///     4 bytes  checksum of these and of `search`
///
/// numbers little-endian. `search` names the search that the cursor belongs to, so that it is
/// refused with another. The checksum finds mistakes, not malice: whoever computes it may page
/// where he could have paged anyway.
std::string to_text(const Cursor& cursor, std::uint64_t search);

/// Nothing where `text` is no cursor of this search.
std::optional<Cursor> cursor_of(std::string_view text, std::uint64_t search);

}  // namespace broadsheet::searchd
