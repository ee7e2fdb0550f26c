#include "text/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/unistr.h>

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

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

UScriptCode script_of(UChar32 character) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(character, &status);
}

bool marks_are_dropped(UScriptCode script) {
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_ARABIC ||
           script == USCRIPT_HEBREW;
}

bool is_mark(UChar32 character) {
    const auto type = u_charType(character);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// Letters that are written or typed as another, and letters that are signs only (as "").
const char* counterpart(UChar32 character) {
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
        case 0x2BB: case 0x2BC: case 0x2BD: case 0x2BE: case 0x2BF: return "";  // ʻ ʼ ʽ ʾ ʿ
        case 0x5F3: case 0x5F4: return "";                                     // geresh, gershayim
        case 0x640: return "";                                                 // tatweel
        case 0x671: return "\u0627";              // alef wasla: alef
        case 0x649: case 0x6CC: return "\u064A";  // alef maksura, Persian yeh: yeh
        case 0x6A9: return "\u0643";              // Persian kaf: kaf
        case 0x629: case 0x6D5: case 0x6C1: case 0x6BE: return "\u0647";  // taa marbuta, heh forms: heh
        default: return nullptr;
    }
}

// ё is written as е in most Russian print; the other marked Cyrillic letters (й, ї, ў) are letters.
constexpr UChar32 cyrillic_io = 0x451;
constexpr UChar32 cyrillic_ie = 0x435;

class MarkDropper {
  public:
    explicit MarkDropper(std::string& out) : out_(out) {}

    void append(const icu::UnicodeString& folded) {
        for (int32_t at = 0; at < folded.length();) {
            const UChar32 composed = folded.char32At(at);
            at += U16_LENGTH(composed);
            append(composed);
        }
    }

  private:
    void append(UChar32 composed) {
        if (composed == cyrillic_io) {
            put(cyrillic_ie);
            return;
        }
        icu::UnicodeString decomposed;
        const bool dropping = is_mark(composed) || marks_are_dropped(script_of(composed));
        if (!dropping || !nfd().getDecomposition(composed, decomposed)) {
            put(composed);
            return;
        }
        for (int32_t i = 0; i < decomposed.length();) {
            const UChar32 character = decomposed.char32At(i);
            i += U16_LENGTH(character);
            put(character);
        }
    }

    static bool vanishes(UChar32 character) {
        const char* plain = counterpart(character);
        return plain != nullptr && *plain == '\0';
    }

    void put(UChar32 character) {
        if (is_mark(character)) {
            const UScriptCode own = script_of(character);
            const UScriptCode of = own == USCRIPT_INHERITED ? base_script_ : own;
            if (marks_are_dropped(of)) return;
        } else if (!vanishes(character)) {  // a mark on a tatweel is one on the letter before it
            base_script_ = script_of(character);
        }
        const int32_t digit = u_charType(character) == U_DECIMAL_DIGIT_NUMBER
                                  ? u_charDigitValue(character) : -1;
        if (digit >= 0) {
            out_ += static_cast<char>('0' + digit);
        } else if (const char* plain = counterpart(character)) {
            out_ += plain;
        } else {
            append_utf8(static_cast<char32_t>(character), out_);
        }
    }

    std::string& out_;
    UScriptCode base_script_ = USCRIPT_COMMON;
};

void fold_by_icu(std::string_view text, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    const icu::UnicodeString folded = nfkc_casefold().normalize(source, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not fold a text");
    MarkDropper(out).append(folded);
}

// The folded form of a character that folds alone, whatever stands beside it.
struct FoldedCharacter {
    std::array<char, 7> bytes{};
    unsigned char size = 0;
    // Whether it does: a mark may compose with the letter before it, unless marks are dropped there.
    static constexpr unsigned char by_context = 0xFF;
};

// Up to the end of the alphabets in the basic plane; what lies behind is ideographs, which fold to
// themselves, and rarities.
constexpr char32_t table_end = 0x3000;

FoldedCharacter folded_alone(char32_t character) {
    FoldedCharacter entry;
    const auto c = static_cast<UChar32>(character);
    const UScriptCode script = script_of(c);
    const bool dropped_mark = is_mark(c) && marks_are_dropped(script);
    std::string one, folded;
    append_utf8(character, one);
    if (!dropped_mark) fold_by_icu(one, folded);
    const bool alone = dropped_mark || nfkc_casefold().hasBoundaryBefore(c) || folded.empty();
    if (!alone || folded.size() > entry.bytes.size()) {
        entry.size = FoldedCharacter::by_context;
        return entry;
    }
    entry.size = static_cast<unsigned char>(folded.size());
    folded.copy(entry.bytes.data(), entry.bytes.size());
    return entry;
}

const std::vector<FoldedCharacter>& fold_table() {
    static const auto table = [] {
        std::vector<FoldedCharacter> made(table_end);
        for (char32_t c = 0; c < table_end; ++c) made[c] = folded_alone(c);
        return made;
    }();
    return table;
}

// Kana, the common ideographs and Hangul syllables: already what they fold to.
bool folds_to_itself(char32_t c) {
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3);
}

// Some thousand words: those of a day's news that need ICU; more would not stay in the cache.
constexpr std::size_t max_recent = 8192;

}  // namespace

void Folder::append(std::string_view text, std::string& out) {
    const std::size_t before = out.size();
    std::size_t at = 0;
    for (; at < text.size() && static_cast<unsigned char>(text[at]) < 0x80; ++at) {
        const char letter = text[at];
        out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    }
    if (at == text.size()) return;
    const auto& table = fold_table();
    while (at < text.size()) {
        const std::size_t from = at;
        const char32_t character = decode(text, at);
        if (character < table_end && table[character].size != FoldedCharacter::by_context) {
            out.append(table[character].bytes.data(), table[character].size);
        } else if (folds_to_itself(character)) {
            out.append(text, from, at - from);
        } else {
            out.resize(before);
            std::string key(text);
            const auto found = recent_.find(key);
            if (found != recent_.end()) {
                out += found->second;
                return;
            }
            std::string folded;
            fold_by_icu(text, folded);
            out += folded;
            if (recent_.size() >= max_recent) recent_.clear();
            recent_.emplace(std::move(key), std::move(folded));
            return;
        }
    }
}

std::string fold(std::string_view text) {
    thread_local Folder folder;
    std::string out;
    out.reserve(text.size());
    folder.append(text, out);
    return out;
}

}  // namespace broadsheet::text
