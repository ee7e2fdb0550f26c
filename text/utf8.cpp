#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

struct Lead {
    int continuation;       // bytes that follow
    char32_t bits;          // of the lead byte
    unsigned char low = 0x80, high = 0xBF;  // range of the first byte that follows
};

// Unicode 15, table 3-7: the first byte after the lead excludes overlong forms and surrogates.
bool classify(unsigned char byte, Lead& lead) {
    if (byte >= 0xC2 && byte <= 0xDF) {
        lead = {1, static_cast<char32_t>(byte & 0x1F)};
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        lead = {2, static_cast<char32_t>(byte & 0x0F)};
        if (byte == 0xE0) lead.low = 0xA0;
        if (byte == 0xED) lead.high = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        lead = {3, static_cast<char32_t>(byte & 0x07)};
        if (byte == 0xF0) lead.low = 0x90;
        if (byte == 0xF4) lead.high = 0x8F;
    } else {
        return false;
    }
    return true;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    if (byte < 0x80) return byte;
    Lead lead;
    if (!classify(byte, lead)) return invalid_character;
    char32_t character = lead.bits;
    std::size_t next = at;
    for (int i = 0; i < lead.continuation; ++i, ++next) {
        if (next >= text.size()) return invalid_character;
        const auto follow = static_cast<unsigned char>(text[next]);
        const bool fits = i == 0 ? follow >= lead.low && follow <= lead.high
                                 : is_continuation(follow);
        if (!fits) return invalid_character;
        character = (character << 6) | (follow & 0x3FU);
    }
    at = next;
    return character;
}

char32_t decode_before(std::string_view text, std::size_t at) {
    if (at == 0) return invalid_character;
    std::size_t start = floor_boundary(text, at - 1);
    const std::size_t from = start;
    const char32_t character = decode(text, start);
    return start == at || from == at - 1 ? character : invalid_character;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
        } else if (decode(text, at) == invalid_character) {
            return false;
        }
    }
    return true;
}

std::string to_valid_utf8(std::string_view text, std::size_t& replaced) {
    replaced = 0;
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        if (decode(text, at) == invalid_character) {
            ++replaced;
            out += "\uFFFD";
        } else {
            out.append(text, from, at - from);
        }
    }
    return out;
}

std::size_t floor_boundary(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    const std::size_t lowest = at < 3 ? 0 : at - 3;
    for (std::size_t candidate = at; candidate + 1 > lowest; --candidate) {
        if (!is_continuation(static_cast<unsigned char>(text[candidate]))) return candidate;
        if (candidate == 0) break;
    }
    return at;
}

void append_utf8(char32_t character, std::string& out) {
    const auto put = [&out](char32_t value) { out += static_cast<char>(value); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3F));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

}  // namespace broadsheet::text
