// The fixed head of a lexicon file, as bytes: for lexicon_file.cpp and lexicon_builder.cpp only.
#pragma once

#include <cstddef>
#include <cstdint>

#include "archive/file_head.hpp"

namespace broadsheet::archive {

/// See lexicon_file.hpp; read and written as it lies in memory.
struct LexiconHead {
    Magic magic;
    std::uint64_t checksum;
    std::uint32_t format, analyzer, stemmers, zero;
    std::uint64_t file_bytes;
    std::uint64_t revision;
    UuidField uuid;
    std::uint32_t forms, text_bytes, languages, padding;
};
static_assert(sizeof(LexiconHead) == 104, "the layout in lexicon_file.hpp");

inline constexpr Magic lexicon_magic = {'B', 'S', 'L', 'E', 'X', 'I', 'C', '\n'};
inline constexpr std::size_t tag_bytes = 8;  ///< a primary subtag has at most 8 (RFC 5646)
inline constexpr std::size_t part_alignment = 8;

}  // namespace broadsheet::archive
