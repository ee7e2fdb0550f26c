// What kind of character is this? What more than one part of the project asks.
#pragma once

namespace broadsheet::text {

/// Unicode's property White_Space (PropList.txt of Unicode 15): blanks of any width, whether a line may
/// break there or not, and line breaks. Characters without width (U+200B and the like) are none.
constexpr bool is_space(char32_t c) {
    if (c <= 0x20) return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace broadsheet::text
