// In which encoding is a text file written? Gives UTF-8, and words for what had to be mended.
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

/// Whether the bytes begin with the byte order mark of UTF-16 or UTF-32.
bool begins_as_utf16(std::string_view head);

/// Whether bytes that begin so are text at all: no NULs (but in UTF-16) and few control characters.
bool is_text(std::string_view head);

/// Decodes text by text/encoding.hpp. Where it is not Unicode but read as another charset, and
/// where places are U+FFFD because they cannot be decoded, `problem` tells it. Throws InputError
/// where it is no text, or in an encoding that cannot be told. `declared` is the label that the
/// text itself or its carrier gives ("latin1"), empty where none does.
DecodedText decode_text(std::string_view bytes, std::string_view declared = {});

}  // namespace broadsheet::indexer
