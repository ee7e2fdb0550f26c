// Reading UTF-8 one character at a time, safely on any bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::text {

/// What decode() gives for a byte that begins no valid character.
inline constexpr char32_t invalid_character = 0xFFFFFFFF;

/// The character at `at` (which must be below text.size()); moves `at` past it. On malformed input
/// (Unicode 15, table 3-7) gives invalid_character and moves past one byte.
char32_t decode(std::string_view text, std::size_t& at);

/// The character before `at`, without moving; invalid_character at the start or on malformed input.
char32_t decode_before(std::string_view text, std::size_t at);

bool is_valid_utf8(std::string_view text);

/// `text` with every malformed byte replaced by U+FFFD; `replaced` is how many there were.
std::string to_valid_utf8(std::string_view text, std::size_t& replaced);

/// The largest character boundary that is not past `at`.
std::size_t floor_boundary(std::string_view text, std::size_t at);

void append_utf8(char32_t character, std::string& out);

}  // namespace broadsheet::text
