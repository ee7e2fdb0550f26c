#include "archive/positions_layout.hpp"

#include <xxhash.h>

#include "archive/ascending_numbers.hpp"
#include "archive/varint.hpp"

namespace broadsheet::archive {

RunningChecksum positions_checksum(const PositionsHead& head) {
    static_assert(offsetof(PositionsHead, format) == checked_from);
    return RunningChecksum(XXH3_64bits(reinterpret_cast<const char*>(&head) + checked_from, sizeof head - checked_from));
}

std::uint32_t entry_checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

void put_entry(std::span<const std::uint32_t> words, std::string_view rest, std::string& out) {
    std::string body;
    put_ascending(words, body);
    body += rest;
    std::string checked;
    put_varint(checked, body.size());
    checked += body;
    const std::uint32_t checksum = entry_checksum(checked);
    out.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
    out += checked;
}

}  // namespace broadsheet::archive
