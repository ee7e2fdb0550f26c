#include "indexer/readers/text_decoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "indexer/readers/input_stream.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf";
constexpr std::string_view utf16_little_mark = "\xff\xfe";
constexpr std::string_view utf16_big_mark = "\xfe\xff";
constexpr char32_t replacement = 0xFFFD;

// Windows-1252 beyond ISO 8859-1, bytes 0x80 to 0x9F; 0 where it has none (WHATWG Encoding, index
// windows-1252, gives control characters there).
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// In French, the language of many accents, they are 4 % of the bytes; in Cyrillic or Greek
// encodings letters beyond ASCII are most of them.
constexpr std::size_t most_percent_of_accents = 15;

// A page that names control codes may have some; binary data has a tenth of them.
constexpr std::size_t most_percent_of_controls = 3;

std::string decode_utf16(std::string_view bytes, bool little) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
    };
    std::string out;
    out.reserve(bytes.size());
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        char32_t c = unit(at);
        const bool high = c >= 0xD800 && c < 0xDC00;
        if (high && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = replacement;
        }
        text::append_utf8(c, out);
    }
    if (at < bytes.size()) text::append_utf8(replacement, out);
    return out;
}

struct Malformed {
    std::size_t bytes = 0;       // that are no UTF-8
    std::size_t characters = 0;  // beyond ASCII that are
    std::size_t first = 0;       // offset of the first such byte
    bool windows_1252 = true;    // none of them is a byte that Windows-1252 lacks
};

bool is_windows_1252(unsigned char byte) {
    return byte < 0x80 || byte >= 0xA0 || windows_1252[byte - 0x80U] != 0;
}

Malformed look_for_malformed(std::string_view bytes) {
    Malformed out;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = static_cast<unsigned char>(bytes[at]);
        if (byte < 0x80) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        if (text::decode(bytes, at) != text::invalid_character) {
            ++out.characters;
            continue;
        }
        if (out.bytes++ == 0) out.first = begin;
        out.windows_1252 = out.windows_1252 && is_windows_1252(byte);
    }
    return out;
}

std::string decode_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char signed_byte : bytes) {
        const auto byte = static_cast<unsigned char>(signed_byte);
        if (byte < 0x80) {
            out += signed_byte;
        } else {
            text::append_utf8(byte >= 0xA0 ? byte : windows_1252[byte - 0x80U], out);
        }
    }
    return out;
}

void mend(DecodedText& decoded, const Malformed& malformed) {
    const bool rare = 100 * malformed.bytes <= most_percent_of_accents * decoded.text.size();
    decoded.offset = malformed.first;
    // A pair of bytes such as "Ã©" is UTF-8 by chance in one of hundreds of accented letters.
    if (rare && malformed.windows_1252 && malformed.characters * 20 <= malformed.bytes) {
        decoded.text = decode_windows_1252(decoded.text);
        decoded.problem = "is not UTF-8: read as Windows-1252";
    } else if (rare || malformed.characters >= malformed.bytes) {
        std::size_t replaced = 0;
        decoded.text = text::to_valid_utf8(decoded.text, replaced);
        decoded.problem =
            fmt::format("is not quite UTF-8: {} malformed bytes are shown as U+FFFD", replaced);
    } else {
        throw InputError("is in an encoding that cannot be told; convert it to UTF-8");
    }
}

}  // namespace

bool begins_as_utf16(std::string_view head) {
    return head.starts_with(utf16_little_mark) || head.starts_with(utf16_big_mark);
}

bool is_text(std::string_view head) {
    if (begins_as_utf16(head)) return true;
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) return false;
        const bool layout = (byte >= '\t' && byte <= '\r') || byte == 0x1A || byte == 0x1B;
        if (byte < 0x20 && !layout) ++controls;
    }
    return 100 * controls <= most_percent_of_controls * head.size();
}

DecodedText decode_text(std::string bytes) {
    DecodedText out;
    if (begins_as_utf16(bytes)) {
        const std::string_view units = std::string_view(bytes).substr(utf16_little_mark.size());
        out.text = decode_utf16(units, bytes.starts_with(utf16_little_mark));
    } else {
        if (bytes.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
        out.text = std::move(bytes);
    }
    if (out.text.find('\0') != std::string::npos) throw InputError("is binary: it has NUL bytes");
    const Malformed malformed = look_for_malformed(out.text);
    if (malformed.bytes > 0) mend(out, malformed);
    return out;
}

}  // namespace broadsheet::indexer
