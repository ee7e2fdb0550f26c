// Numbers of 64 bits with their highest byte first, so that their bytes sort as they do; XXH3's canonical form
// of a hash.
#pragma once

#include <cstdint>
#include <string>

namespace broadsheet::archive {

inline constexpr std::size_t big_endian_bytes = 8;

inline void put_big_endian(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

/// Of the first big_endian_bytes of `bytes`.
inline std::uint64_t big_endian_at(const char* bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < big_endian_bytes; ++i) {
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

}  // namespace broadsheet::archive
