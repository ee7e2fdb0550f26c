#include "indexer/readers/date_tokens.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "text/folding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

bool is_number(char32_t c) {
    return u_charDigitValue(static_cast<UChar32>(c)) >= 0;
}

bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0 ||
           (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// A run of figures, a run of letters, or one sign.
DateToken next_token(std::string_view value, std::size_t& at) {
    const std::size_t begin = at;
    const char32_t first = text::decode(value, at);
    const bool letters = is_letter(first);
    if (!letters && !is_number(first))
        return {DateToken::Kind::sign, std::string(value.substr(begin, at - begin))};
    std::string figures(
        1, static_cast<char>('0' + std::max(0, u_charDigitValue(static_cast<UChar32>(first)))));
    while (at < value.size()) {
        std::size_t next = at;
        const char32_t c = text::decode(value, next);
        if (letters ? !is_letter(c) : !is_number(c)) break;
        if (!letters) figures += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c)));
        at = next;
    }
    if (letters) return {DateToken::Kind::word, text::fold(value.substr(begin, at - begin))};
    return {DateToken::Kind::number, figures};
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view value) {
    std::vector<DateToken> tokens;
    bool spaced = true;
    for (std::size_t at = 0; at < value.size();) {
        std::size_t next = at;
        const char32_t c = text::decode(value, next);
        if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
            spaced = true;
            at = next;
            continue;
        }
        DateToken token = next_token(value, at);
        token.spaced = spaced;
        spaced = false;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace broadsheet::indexer
