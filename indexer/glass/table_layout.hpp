// The parts of blocks and items of a table, see table.hpp: for those who write and read them only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace broadsheet::indexer::glass {

inline constexpr std::size_t level_at = 4, free_at = 5, directory_end_at = 9, directory_begin = 11;

inline constexpr std::size_t offset_bytes = 2, size_bytes = 2, key_length_bytes = 1, part_bytes = 2,
                             child_bytes = 4;
inline constexpr std::size_t shortest_item = 3;

inline constexpr std::uint32_t item_size_mask = 0x1FFF;  // of the size with its flags
inline constexpr std::uint8_t compressed_flag = 0x80, last_part_flag = 0x40, first_part_flag = 0x20;

}  // namespace broadsheet::indexer::glass
