// Numbers in as few bytes as they need: seven bits a byte, the low ones first, and the eighth says that
// more follow (LEB128, as in DWARF 5, section 7.6).
#pragma once

#include <cstdint>
#include <string>

namespace broadsheet::archive {

inline void put_varint(std::string& out, std::uint64_t number) {
    while (number >= 0x80) {
        out.push_back(static_cast<char>(number | 0x80));
        number >>= 7;
    }
    out.push_back(static_cast<char>(number));
}

/// The number at `at`, which moves behind it, and never past `end`: what is cut off reads as the part
/// that is there.
inline std::uint64_t get_varint(const char*& at, const char* end) {
    std::uint64_t number = 0;
    for (int shift = 0; at != end && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        number |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80) break;
    }
    return number;
}

}  // namespace broadsheet::archive
