#include "searchd/cursor.hpp"

#include <array>

#include "searchd/content_hash.hpp"

namespace broadsheet::searchd {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char version = 1;
constexpr std::size_t payload_bytes = 1 + 4 + 8;
constexpr std::size_t checksum_bytes = 4;

void append_number(std::uint64_t number, std::size_t bytes, std::string& out) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFF);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return number;
}

std::uint64_t checksum(std::string_view payload, std::uint64_t search) {
    std::string search_bytes;
    append_number(search, 8, search_bytes);
    const std::uint64_t hash = content_hash(search_bytes, content_hash(payload));
    return (hash ^ (hash >> 32)) & 0xFFFFFFFF;
}

// Bits flow through `store`: from bytes to groups of six, and back.
std::string encoded(std::string_view bytes) {
    std::string out;
    unsigned store = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        store = (store << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6) out += alphabet[(store >> (bits - 6)) & 0x3F];
    }
    if (bits > 0) out += alphabet[(store << (6 - bits)) & 0x3F];
    return out;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    unsigned store = 0;
    unsigned bits = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        store = (store << 6) | static_cast<unsigned>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((store >> bits) & 0xFF);
        }
    }
    return out;
}

}  // namespace

std::string to_text(const Cursor& cursor, std::uint64_t search) {
    std::string bytes(1, version);
    append_number(cursor.offset, 4, bytes);
    append_number(cursor.generation, 8, bytes);
    append_number(checksum(bytes, search), checksum_bytes, bytes);
    return encoded(bytes);
}

std::optional<Cursor> cursor_of(std::string_view text, std::uint64_t search) {
    const auto bytes = decoded(text);
    if (!bytes || bytes->size() != payload_bytes + checksum_bytes) return std::nullopt;
    // One spelling only: the bits that the last letter has too many are zero.
    if (encoded(*bytes) != text || bytes->front() != version) return std::nullopt;
    const std::string_view payload = std::string_view(*bytes).substr(0, payload_bytes);
    if (number_at(*bytes, payload_bytes, checksum_bytes) != checksum(payload, search)) {
        return std::nullopt;
    }
    return Cursor{static_cast<std::uint32_t>(number_at(payload, 1, 4)), number_at(payload, 5, 8)};
}

}  // namespace broadsheet::searchd
