// In which encoding is a text file written? Gives UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

struct DecodedText {
    std::string text;          ///< valid UTF-8, without a byte order mark
    std::string problem;       ///< what had to be mended; empty where nothing had
    std::uint64_t offset = 0;  ///< of the first byte that had to be
};

/// Whether the bytes begin with the byte order mark of UTF-16.
bool begins_as_utf16(std::string_view head);

/// Whether bytes that begin so are text at all: no NULs (but in UTF-16) and few control characters.
bool is_text(std::string_view head);

/// Decodes UTF-8, or UTF-16 by its byte order mark. Malformed UTF-8 is read as Windows-1252 where
/// it looks so (no UTF-8 in it, and marks beyond ASCII as rare as accents and quotes are), else its
/// malformed bytes become U+FFFD; both are told in `problem`. Throws InputError where it is no text
/// or in an encoding that cannot be told.
DecodedText decode_text(std::string bytes);

}  // namespace broadsheet::indexer
