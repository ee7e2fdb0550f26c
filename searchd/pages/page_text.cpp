#include "searchd/pages/page_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "searchd/pages/json_reading.hpp"
#include "text/utf8.hpp"

namespace broadsheet::searchd::pages {

namespace {

bool is_control(char32_t character) {
    if (character == '\t' || character == '\n') return false;
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

}  // namespace

std::string clean(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t from = at;
        const char32_t character = text::decode(raw, at);
        if (character == text::invalid_character || is_control(character)) {
            out += "\uFFFD";
        } else {
            out.append(raw, from, at - from);
        }
    }
    return out;
}

std::string clean_at(const json::object& from, std::string_view key) {
    return clean(string_at(from, key));
}

std::string shorten(const std::string& text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size(); ++count) {
        if (count == most) return text.substr(0, at) + "…";
        text::decode(text, at);
    }
    return text;
}

std::string sentence(std::string message) {
    if (message.empty()) return message;
    if (message[0] >= 'a' && message[0] <= 'z') {
        message[0] = static_cast<char>(message[0] - 'a' + 'A');
    }
    constexpr std::string_view final_marks = ".!?:";
    if (final_marks.find(message.back()) == std::string_view::npos) message += '.';
    return message;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string duration_text(double milliseconds) {
    if (!std::isfinite(milliseconds) || milliseconds <= 0) return {};
    const bool seconds = milliseconds >= 1000;
    const double amount = seconds ? milliseconds / 1000 : milliseconds;
    const int places = amount < 10 ? 1 : 0;
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), amount,
                                   std::chars_format::fixed, places);
    if (end.ec != std::errc()) return {};
    return std::string(buffer.data(), end.ptr) + (seconds ? " s" : " ms");
}

}  // namespace broadsheet::searchd::pages
