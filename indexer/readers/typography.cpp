#include "indexer/readers/typography.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

constexpr std::u32string_view stops = U".!…:;,‥。．！：；，、｡؛،۔।॥။።፤፥፡፣՝։";
constexpr std::u32string_view questions = U"?？؟՞⁇⁈፧";
constexpr std::u32string_view opening_quotes = U"\"'“‘„‚«‹「『《〈";
constexpr std::u32string_view closing_quotes = U"\"'”’“‘»›«‹」』》〉";
constexpr std::u32string_view closing_brackets = U")]}）］】〕";
constexpr std::u32string_view title_openers = U"¿¡#【〔《「『〈$€£+";
constexpr std::u32string_view round_bullets = U"•‣▪◦●■○□◆►▶➢✓·";
constexpr std::u32string_view dashes = U"-–—―";

bool is_one_of(char32_t character, std::u32string_view set) {
    return set.find(character) != std::u32string_view::npos;
}

bool is_space(char32_t c) {
    if (c < 0x80) return c <= ' ' || c == 0x7F;
    return c == 0x200B || c == 0xFEFF ||
           (c != text::invalid_character && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c != text::invalid_character && u_isUAlphabetic(static_cast<UChar32>(c));
}

bool is_digit(char32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return c != text::invalid_character && u_isdigit(static_cast<UChar32>(c));
}

/// Letters and the marks on them: everything of a word but digits.
bool is_word_part(char32_t c) {
    return is_letter(c) || (c >= 0x80 && c != text::invalid_character &&
                            u_getCombiningClass(static_cast<UChar32>(c)) != 0);
}

bool is_upper(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return c != text::invalid_character && u_isUUppercase(static_cast<UChar32>(c));
}

bool is_lower(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return c != text::invalid_character && u_isULowercase(static_cast<UChar32>(c));
}

std::size_t character_bytes(std::string_view text, std::size_t before) {
    std::size_t begin = before - 1;
    while (begin > 0 && before - begin < 4 &&
           (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) {
        --begin;
    }
    return text::decode_before(text, before) == text::invalid_character ? 1 : before - begin;
}

/// The last character that is no white space, closing quote or bracket; 0 where there is none.
char32_t last_sign(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        const char32_t c = text::decode_before(text, end);
        const bool closes =
            is_space(c) || is_one_of(c, closing_quotes) || is_one_of(c, closing_brackets);
        if (!closes) return c;
        end -= character_bytes(text, end);
    }
    return 0;
}

char32_t first_character(std::string_view text) {
    std::size_t at = 0;
    return text.empty() ? 0 : text::decode(text, at);
}

/// The quotation mark that closes what `opening` opens. „ is closed by “ (German) or ” (Polish).
bool closes(char32_t opening, char32_t c) {
    switch (opening) {
        case U'"':
            return c == U'"';
        case U'\'':
            return c == U'\'';
        case U'“':
            return c == U'”';
        case U'‘':
            return c == U'’';
        case U'„':
            return c == U'“' || c == U'”';
        case U'‚':
            return c == U'‘' || c == U'’';
        case U'«':
            return c == U'»';
        case U'»':
            return c == U'«';
        case U'‹':
            return c == U'›';
        case U'「':
            return c == U'」';
        case U'『':
            return c == U'』';
        default:
            return false;
    }
}

/// Single marks are apostrophes as well, so they part no speech that could be told for certain.
bool opens_speech(char32_t c) {
    return is_one_of(c, U"\"“„«»「『");
}

/// Where the quotation that opens the text closes first, at the same depth: the offset past it, or
/// npos.
std::size_t end_of_quotation(std::string_view text) {
    std::size_t at = 0;
    const char32_t opening = text.empty() ? 0 : text::decode(text, at);
    if (!opens_speech(opening)) return std::string_view::npos;
    int depth = 1;
    while (at < text.size()) {
        const char32_t c = text::decode(text, at);
        if (closes(opening, c)) {
            if (--depth == 0) return at;
        } else if (c == opening) {
            ++depth;
        }
    }
    return std::string_view::npos;
}

}  // namespace

std::string_view trim(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t next = begin;
        if (!is_space(text::decode(text, next))) break;
        begin = next;
    }
    std::size_t end = text.size();
    while (end > begin) {
        const char32_t c = text::decode_before(text, end);
        if (!is_space(c)) break;
        end -= character_bytes(text, end);
    }
    return text.substr(begin, end - begin);
}

std::size_t columns(std::string_view text) {
    std::size_t width = 0;
    for (const char byte : text) {
        const auto lead = static_cast<unsigned char>(byte);
        if ((lead & 0xC0) == 0x80) continue;
        // Lead bytes of U+3000 to U+DFFF (Han, kana, Hangul) and of the supplementary planes.
        const bool wide = (lead >= 0xE3 && lead <= 0xED) || lead == 0xEF || lead >= 0xF0;
        width += wide ? 2 : 1;
    }
    return width;
}

bool ends_with_stop(std::string_view text) {
    return is_one_of(last_sign(text), stops);
}

bool ends_with_question(std::string_view text) {
    return is_one_of(last_sign(text), questions);
}

std::size_t bullet_length(std::string_view text) {
    if (text.empty()) return 0;
    std::size_t at = 0;
    const char32_t sign = text::decode(text, at);
    const bool round = is_one_of(sign, round_bullets);
    if (!round && sign != U'*' && !is_one_of(sign, dashes)) return 0;
    const std::size_t after_sign = at;
    while (at < text.size()) {
        std::size_t next = at;
        if (!is_space(text::decode(text, next))) break;
        at = next;
    }
    if (at == text.size()) return 0;
    return round || at > after_sign ? at : 0;
}

bool is_dash_bullet(std::string_view text) {
    return bullet_length(text) > 0 && is_one_of(first_character(text), U"–—―");
}

bool is_round_bullet(std::string_view text) {
    return is_one_of(first_character(text), round_bullets);
}

bool is_ornament(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (is_letter(c) || is_digit(c)) return false;
    }
    return true;
}

bool is_quotation(std::string_view text) {
    const std::size_t end = end_of_quotation(text);
    // A stop may follow the closing mark: „…“.
    return end != std::string_view::npos && is_ornament(text.substr(end)) && !is_ornament(text);
}

bool is_open_quotation(std::string_view text) {
    return opens_speech(first_character(text)) && end_of_quotation(text) == std::string_view::npos;
}

namespace {

/// Moves `at` past the characters for which `holds` is true; how many they are.
template <typename Predicate>
std::size_t skip_while(std::string_view text, std::size_t& at, Predicate holds) {
    std::size_t count = 0;
    while (at < text.size()) {
        std::size_t next = at;
        if (!holds(text::decode(text, next))) break;
        at = next;
        ++count;
    }
    return count;
}

}  // namespace

bool is_date_line(std::string_view text) {
    // More words tell something about a date: "Budget of 4 January 2019 adopted by parliament".
    constexpr int most_words = 3;
    int words = 0;
    int days = 0;  // or months, as figures
    int years = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t digits = skip_while(text, at, is_digit); digits > 0) {
            if (digits == 3 || digits > 4) return false;
            ++(digits == 4 ? years : days);
        } else if (skip_while(text, at, is_word_part) > 0) {
            ++words;
        } else {
            text::decode(text, at);
        }
    }
    return years == 1 && (days == 1 || days == 2) && words <= most_words;
}

bool is_numbered_item(std::string_view text) {
    const std::size_t after = text.find_first_not_of("0123456789");
    return after != 0 && after < text.size() && text[after] == ')';
}

bool ends_with_dash(std::string_view text) {
    return is_one_of(last_sign(text), dashes);
}

bool ends_with_closing_quote(std::string_view text) {
    // A straight single mark at the end may be an apostrophe: "the players'".
    return is_one_of(text::decode_before(text, text.size()), closing_quotes) &&
           !text.ends_with('\'');
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool starts_like_a_title(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (is_digit(c)) return true;
        if (is_letter(c)) return !is_lower(c);
        if (!is_one_of(c, opening_quotes) && !is_one_of(c, title_openers)) return false;
    }
    return false;
}

bool starts_in_lower_case(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (is_digit(c)) return false;
        if (is_letter(c)) return is_lower(c);
    }
    return false;
}

std::size_t percent_of_digits(std::string_view text) {
    std::size_t digits = 0;
    std::size_t all = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (is_digit(c)) ++digits;
        if (is_digit(c) || is_letter(c)) ++all;
    }
    return all == 0 ? 0 : 100 * digits / all;
}

namespace {

/// "Feb 26 -", "— ", " -- ": where a dash parts the dateline from the text. npos where none does.
/// Sets `after` to the offset of the text.
std::size_t find_dateline_dash(std::string_view text, std::size_t limit, std::size_t& after) {
    for (std::size_t at = 0; at < std::min(text.size(), limit);) {
        const std::size_t begin = at;
        const char32_t c = text::decode(text, at);
        if (!is_one_of(c, dashes)) continue;
        while (at < text.size() && text[at] == '-') ++at;
        const bool spaced = begin > 0 && is_space(text::decode_before(text, begin)) &&
                            at < text.size() && is_space(static_cast<unsigned char>(text[at]));
        // "(Reuters)—Talks": typeset without spaces, which only a bracket or stop makes clear.
        const bool after_bracket = begin > 0 && text[begin - 1] == ')';
        if (spaced || after_bracket) {
            after = at;
            return begin;
        }
    }
    return std::string_view::npos;
}

/// The first word, of at least three letters, all capitals.
bool opens_in_capitals(std::string_view text) {
    std::size_t capitals = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::decode(text, at);
        if (!is_letter(c)) break;
        if (!is_upper(c)) return false;
        ++capitals;
    }
    return capitals >= 3;
}

/// "New York (Reuters)": a place of few words, and who reports from there.
bool names_agency(std::string_view text) {
    constexpr auto most_spaces_in_place = 2;
    const std::size_t bracket = text.find(" (");
    if (bracket == std::string_view::npos || text.back() != ')') return false;
    const std::string_view place = text.substr(0, std::min(bracket, text.find(',')));
    return is_upper(first_character(text)) &&
           std::ranges::count(place, ' ') <= most_spaces_in_place;
}

}  // namespace

std::size_t dateline_length(std::string_view text) {
    // "WASHINGTON/NEW YORK, Sept 30 (Thomson Reuters Foundation) - " is among the longest; a
    // sentence that has its first dash later is no dateline.
    constexpr std::size_t most_bytes = 90;
    std::size_t after = 0;
    const std::size_t dash = find_dateline_dash(text, most_bytes, after);
    if (dash == std::string_view::npos) return 0;
    const std::string_view dateline = trim(text.substr(0, dash));
    const std::string_view story = trim(text.substr(after));
    if (dateline.empty() || !starts_like_a_title(story)) return 0;
    return opens_in_capitals(dateline) || names_agency(dateline) ? dateline.size() : 0;
}

}  // namespace broadsheet::indexer
