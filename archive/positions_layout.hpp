// The fixed parts of a file of positions, as bytes: for those who read and write it only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "archive/file_head.hpp"

namespace broadsheet::archive {

/// See positions_file.hpp; read and written as it lies in memory.
struct PositionsHead {
    Magic magic;
    std::uint64_t checksum;
    std::uint32_t format, analyzer;
    std::uint64_t file_bytes;
    UuidField uuid;
    std::uint64_t words_begin, words_bytes;
    std::uint32_t words, blocks;
    std::uint64_t entries_begin;
    std::uint32_t entries, zero;
};
static_assert(sizeof(PositionsHead) == 112, "the layout in positions_file.hpp");

inline constexpr Magic positions_magic = {'B', 'S', 'P', 'O', 'S', 'I', 'T', '\n'};

/// What a position may take.
inline constexpr unsigned most_position_bits = 32;

/// The checksum of a file with this head; what follows the articles is to be added.
RunningChecksum positions_checksum(const PositionsHead& head);

/// The low half of XXH3.
std::uint32_t entry_checksum(std::string_view bytes);

/// Appends the entry of an article that has these words, by their numbers, ascending, and behind them `rest`.
void put_entry(std::span<const std::uint32_t> words, std::string_view rest, std::string& out);

}  // namespace broadsheet::archive
