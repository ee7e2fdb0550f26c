// The fixed head of a lexicon file, as bytes: for lexicon_file.cpp and lexicon_builder.cpp only.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace broadsheet::archive {

/// See lexicon_file.hpp; read and written as it lies in memory.
struct LexiconHead {
    std::array<char, 8> magic;
    std::uint64_t checksum;
    std::uint32_t format, analyzer, stemmers, zero;
    std::uint64_t file_bytes;
    std::uint64_t revision;
    std::array<char, 40> uuid;
    std::uint32_t forms, text_bytes, compounds, languages;
};
static_assert(sizeof(LexiconHead) == 104 && std::endian::native == std::endian::little,
              "the layout in lexicon_file.hpp");

inline constexpr std::array<char, 8> lexicon_magic = {'B', 'S', 'L', 'E', 'X', 'I', 'C', '\n'};
inline constexpr std::size_t checked_from = 16;  ///< the checksum is of all that follows it
inline constexpr std::size_t tag_bytes = 8;      ///< a primary subtag has at most 8 (RFC 5646)
inline constexpr std::size_t part_alignment = 8;

}  // namespace broadsheet::archive
