// A short name for a content: tells versions apart, and mistyped from intact. No secret, no proof.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::searchd {

inline constexpr std::uint64_t content_hash_seed = 0xcbf29ce484222325;

/// FNV-1a of 64 bits (Fowler, Noll, Vo). `hash` goes on from an earlier part.
constexpr std::uint64_t content_hash(std::string_view content,
                                     std::uint64_t hash = content_hash_seed) {
    for (const char byte : content) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    return hash;
}

/// The hash in hexadecimal digits, without leading zeros.
std::string content_hash_text(std::string_view content);

}  // namespace broadsheet::searchd
