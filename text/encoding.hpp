// How do bytes of unknown or doubtful encoding become valid UTF-8?
//
// In this order: a byte order mark; a declared charset that the bytes agree with; UTF-8, if they are
// that; what ICU's detector finds, corrected by what news is known to come in; and where nothing
// fits, UTF-8 with its damage shown. Nothing is dropped: what cannot be decoded is U+FFFD in the
// text and counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::text {

/// How the charset of some bytes was known.
enum class CharsetSource : std::uint8_t {
    bom,       ///< a byte order mark
    declared,  ///< the declaration, and the bytes agree with it
    utf8,      ///< they are UTF-8 (ASCII included), whatever was declared
    detected,  ///< by statistics of bytes
    damaged,   ///< nothing fits: read as UTF-8
};

struct EncodedText {
    std::string text;         ///< valid UTF-8, without a byte order mark
    std::string charset;      ///< IANA's name: "UTF-8", "windows-1252", "Shift_JIS", "GB18030"…
    CharsetSource source = CharsetSource::utf8;
    bool declaration_wrong = false;  ///< one was given, and what it says is not so or not known
    std::size_t undecodable = 0;     ///< places that are U+FFFD in `text` and no character before
    std::size_t first_undecodable = 0;  ///< the offset of the first, in the bytes
};

/// Decodes `bytes`. `declared` is a label as HTTP, XML and HTML have it ("latin1", "utf8",
/// "x-sjis"…), empty where there is none.
EncodedText to_utf8(std::string_view bytes, std::string_view declared = {});

/// Decodes `bytes` from exactly that charset, a name that ICU knows; `source` is `declared`. With an
/// unknown one the text is empty and `declaration_wrong` set.
EncodedText to_utf8_from(std::string_view bytes, const std::string& charset);

}  // namespace broadsheet::text
