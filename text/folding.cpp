#include "text/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/unistr.h>

#include <array>
#include <stdexcept>

#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

const icu::Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding data");
    return *normalizer;
}

const icu::Normalizer2& nfd() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalization data");
    return *normalizer;
}

bool accents_are_dropped(UChar32 base) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(base, &status);
    return U_SUCCESS(status) && (script == USCRIPT_LATIN || script == USCRIPT_GREEK);
}

// Letters without a decomposition that people type without their stroke or ligature.
const char* plain_letter(UChar32 character) {
    switch (character) {
        case 0x142: return "l";   // ł
        case 0x111: return "d";   // đ
        case 0x0F0: return "d";   // ð
        case 0x0F8: return "o";   // ø
        case 0x131: return "i";   // ı
        case 0x127: return "h";   // ħ
        case 0x167: return "t";   // ŧ
        case 0x0E6: return "ae";  // æ
        case 0x153: return "oe";  // œ
        case 0x0FE: return "th";  // þ
        default: return nullptr;
    }
}

// ё is written as е in most Russian print; the other marked Cyrillic letters (й, ї, ў) are letters.
constexpr UChar32 cyrillic_io = 0x451;
constexpr UChar32 cyrillic_ie = 0x435;

void append_without_accents(const icu::UnicodeString& folded, std::string& out) {
    UChar32 base = 0;
    for (int32_t at = 0; at < folded.length();) {
        const UChar32 composed = folded.char32At(at);
        at += U16_LENGTH(composed);
        if (composed == cyrillic_io) {
            append_utf8(cyrillic_ie, out);
            base = composed;
            continue;
        }
        if (u_getCombiningClass(composed) == 0 && !accents_are_dropped(composed)) {
            append_utf8(static_cast<char32_t>(composed), out);
            base = composed;
            continue;
        }
        icu::UnicodeString decomposed;
        if (!nfd().getDecomposition(composed, decomposed)) decomposed = composed;
        for (int32_t i = 0; i < decomposed.length();) {
            const UChar32 character = decomposed.char32At(i);
            i += U16_LENGTH(character);
            if (u_charType(character) == U_NON_SPACING_MARK && base != 0 &&
                accents_are_dropped(base)) {
                continue;
            }
            if (u_charType(character) != U_NON_SPACING_MARK) base = character;
            if (const char* plain = plain_letter(character)) {
                out += plain;
            } else {
                append_utf8(static_cast<char32_t>(character), out);
            }
        }
    }
}

void fold_by_icu(std::string_view text, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    const icu::UnicodeString folded = nfkc_casefold().normalize(source, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not fold a text");
    append_without_accents(folded, out);
}

// Folded forms of the characters below U+0250 (Latin), which are most of what news in Latin letters
// holds beyond ASCII; none is longer than four bytes.
struct FoldedCharacter {
    std::array<char, 4> bytes{};
    unsigned char size = 0;
};
constexpr char32_t table_end = 0x250;

const std::array<FoldedCharacter, table_end>& latin_table() {
    static const auto table = [] {
        std::array<FoldedCharacter, table_end> made{};
        for (char32_t character = 0; character < table_end; ++character) {
            std::string one, folded;
            append_utf8(character, one);
            fold_by_icu(one, folded);
            auto& entry = made[character];
            entry.size = static_cast<unsigned char>(folded.size());
            folded.copy(entry.bytes.data(), entry.bytes.size());
        }
        return made;
    }();
    return table;
}

}  // namespace

void fold_append(std::string_view text, std::string& out) {
    const std::size_t before = out.size();
    std::size_t at = 0;
    for (; at < text.size() && static_cast<unsigned char>(text[at]) < 0x80; ++at) {
        const char letter = text[at];
        out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    }
    if (at == text.size()) return;
    const auto& table = latin_table();
    while (at < text.size()) {
        const char32_t character = decode(text, at);
        if (character >= table_end) {  // combining marks may change what came before: do it whole
            out.resize(before);
            fold_by_icu(text, out);
            return;
        }
        const auto& entry = table[character];
        out.append(entry.bytes.data(), entry.size);
    }
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    fold_append(text, out);
    return out;
}

}  // namespace broadsheet::text
