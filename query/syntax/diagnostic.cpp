#include "query/syntax/diagnostic.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

// Columns that a character takes on a terminal (UAX #11): none for marks, two for wide ones.
int columns_of(char32_t character) {
    if (character == text::invalid_character) return 1;
    const auto c = static_cast<UChar32>(character);
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int columns(std::string_view text) {
    int sum = 0;
    for (std::size_t at = 0; at < text.size();) sum += columns_of(text::decode(text, at));
    return sum;
}

// Without what would break the line or steer the terminal.
std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) line += (c >= 0 && c < ' ') || c == 0x7F ? ' ' : c;
    return line;
}

}  // namespace

std::string with_caret(std::string_view input, const Diagnostic& diagnostic) {
    const std::string line = on_one_line(input);
    const std::size_t begin = std::min<std::size_t>(diagnostic.range.offset, line.size());
    const std::size_t length = std::min<std::size_t>(diagnostic.range.length, line.size() - begin);
    const std::string_view shown = line;
    const int width = std::max(1, columns(shown.substr(begin, length)));
    std::string out = line + '\n';
    out.append(static_cast<std::size_t>(columns(shown.substr(0, begin))), ' ');
    out.append(static_cast<std::size_t>(width), '^');
    out += ' ' + on_one_line(diagnostic.message);
    if (!diagnostic.offer.empty()) out += ": " + on_one_line(diagnostic.offer);
    if (!diagnostic.hint.empty()) out += " (" + on_one_line(diagnostic.hint) + ")";
    return out;
}

}  // namespace broadsheet::query
