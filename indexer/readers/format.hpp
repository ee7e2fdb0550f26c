// In which format is an input? Told by what it holds, never by its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::indexer {

enum class Format : std::uint8_t {
    text,
    jsonl,
    utf16,  ///< text or JSONL, to be told once it is decoded
};

/// How many bytes of an input are looked at.
inline constexpr std::size_t format_mark_bytes = 64 << 10;

struct FormatGuess {
    std::optional<Format> format;
    std::string refusal;  ///< why there is none: what it is instead, and what would be right
};

/// The format of an input that begins with `head`: all of it, or format_mark_bytes.
FormatGuess guess_format(std::string_view head);

/// The format of a name that a person gave; null for "auto" and for unknown names.
std::optional<Format> format_named(std::string_view name);

}  // namespace broadsheet::indexer
