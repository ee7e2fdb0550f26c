#include "indexer/readers/text_decoder.hpp"

#include <fmt/format.h>

#include <utility>

#include "indexer/readers/input_stream.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::string_view utf16_little_mark = "\xff\xfe";  // UTF-32's begins so, too
constexpr std::string_view utf16_big_mark = "\xfe\xff";
constexpr std::string_view utf32_big_mark{"\0\0\xfe\xff", 4};

// A page that names control codes may have some; binary data has a tenth of them.
constexpr std::size_t most_percent_of_controls = 3;

// Spoilt text may have that much damage; what has more was never UTF-8.
constexpr std::size_t most_percent_of_damage = 15;

std::uint64_t first_not_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t begin = at;
        if (text::decode(bytes, at) == text::invalid_character) return begin;
    }
    return 0;
}

std::size_t characters_beyond_ascii(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0xC0) ++count;
    }
    return count;
}

/// Nothing fits, and most of what is not ASCII is lost.
bool is_unreadable(const text::EncodedText& encoded) {
    if (encoded.source != text::CharsetSource::damaged) return false;
    const std::size_t kept = characters_beyond_ascii(encoded.text) - encoded.undecodable;
    return kept < encoded.undecodable &&
           100 * encoded.undecodable > most_percent_of_damage * encoded.text.size();
}

std::string problem_of(const text::EncodedText& encoded) {
    if (encoded.source == text::CharsetSource::damaged) {
        return fmt::format("is not quite UTF-8: {} malformed places are shown as U+FFFD",
                           encoded.undecodable);
    }
    std::string problem;
    if (encoded.source == text::CharsetSource::detected) {
        problem = fmt::format("is not UTF-8: read as {}", encoded.charset);
    }
    if (encoded.undecodable > 0) {
        problem += fmt::format("{}{} places that are not {} are shown as U+FFFD",
                               problem.empty() ? "" : "; ", encoded.undecodable, encoded.charset);
    }
    return problem;
}

}  // namespace

bool begins_as_utf16(std::string_view head) {
    return head.starts_with(utf16_little_mark) || head.starts_with(utf16_big_mark) ||
           head.starts_with(utf32_big_mark);
}

bool is_text(std::string_view head) {
    if (begins_as_utf16(head)) return true;
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) return false;
        const bool layout = (byte >= '\t' && byte <= '\r') || byte == 0x1A || byte == 0x1B;
        if (byte < 0x20 && !layout) ++controls;
    }
    return 100 * controls <= most_percent_of_controls * head.size();
}

DecodedText decode_text(std::string_view bytes, std::string_view declared) {
    const bool wide = begins_as_utf16(bytes);
    const bool binary = !wide && bytes.find('\0') != std::string_view::npos;
    text::EncodedText encoded = binary ? text::EncodedText{} : text::to_utf8(bytes, declared);
    if (binary || encoded.text.find('\0') != std::string::npos) {
        throw InputError("is binary: it has NUL bytes");
    }
    if (is_unreadable(encoded)) {
        throw InputError("is in an encoding that cannot be told; convert it to UTF-8");
    }
    DecodedText out;
    out.problem = problem_of(encoded);
    if (!out.problem.empty()) {
        const bool other = encoded.source == text::CharsetSource::detected;
        out.offset = other ? first_not_utf8(bytes) : encoded.first_undecodable;
    }
    out.text = std::move(encoded.text);
    return out;
}

}  // namespace broadsheet::indexer
