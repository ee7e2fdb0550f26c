#include "text/encoding.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "text/language.hpp"
#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

struct ByteOrderMark {
    std::string_view bytes;
    std::string_view charset;
};

// UTF-32's before UTF-16's, which it begins with.
constexpr std::array byte_order_marks = {
    ByteOrderMark{{"\xef\xbb\xbf", 3}, "UTF-8"},
    ByteOrderMark{{"\xff\xfe\0\0", 4}, "UTF-32LE"},
    ByteOrderMark{{"\0\0\xfe\xff", 4}, "UTF-32BE"},
    ByteOrderMark{{"\xff\xfe", 2}, "UTF-16LE"},
    ByteOrderMark{{"\xfe\xff", 2}, "UTF-16BE"},
};

struct Superset {
    std::string_view narrow;  // IANA's name
    std::string_view wide;
};

// What is so labelled is in truth the wider charset that Windows made of it, as browsers take it
// (WHATWG Encoding, 4.2); where it is not, the wider one reads it all the same.
constexpr std::array supersets = {
    Superset{"US-ASCII", "windows-1252"},   Superset{"ISO-8859-1", "windows-1252"},
    Superset{"ISO-8859-9", "windows-1254"}, Superset{"ISO-8859-8-I", "windows-1255"},
    Superset{"ISO-8859-8", "windows-1255"}, Superset{"TIS-620", "windows-874"},
    Superset{"GB2312", "GB18030"},          Superset{"GBK", "GB18030"},
    Superset{"KOI8-R", "KOI8-U"},
};

// Charsets that differ from a Windows one in some places, so that bytes tell which it is.
constexpr std::array variants = {
    Superset{"ISO-8859-7", "windows-1253"},
    Superset{"ISO-8859-6", "windows-1256"},
    Superset{"ISO-8859-2", "windows-1250"},
};

// What ICU's detector leaves out or mistakes, tried where nothing of its own reads as a language.
constexpr std::array<std::string_view, 16> usual_charsets = {
    "windows-1252", "windows-1251", "KOI8-U",  "windows-1256", "Shift_JIS",    "GB18030",
    "Big5",         "EUC-KR",       "EUC-JP",  "IBM866",       "windows-1255", "windows-1253",
    "windows-1250", "windows-1254", "windows-874", "windows-1258"};

// ISO-2022-JP is made of ASCII bytes; these escapes turn to Japanese characters.
constexpr std::array<std::string_view, 2> japanese_escapes = {"\x1b$B", "\x1b$@"};

// ICU's detector looks at no more; nor is more needed.
constexpr std::size_t sample_bytes = 64 << 10;

// Of the characters beyond ASCII, the part that may be none of a text's (₯, ¬, ┤, private use).
constexpr std::size_t most_percent_odd = 5;

// In French, the language of many accents, they are 4 % of the bytes; in the charsets of other
// scripts most bytes are beyond ASCII.
constexpr std::size_t most_percent_of_accents = 15;

// Fewer bytes read as Thai or as a word of Greek by chance.
constexpr std::size_t least_bytes_of_usual = 100;

// A pair of bytes such as "Ã©" is UTF-8 by chance in one of hundreds of accented letters. Where so
// many of the characters beyond ASCII are UTF-8, the rest is damage.
constexpr std::size_t least_percent_of_damaged_utf8 = 50;

struct ConverterCloser {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

struct DetectorCloser {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

Converter open_converter(const std::string& charset) {
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(charset.c_str(), &error));
    if (U_FAILURE(error)) return nullptr;
    // By default ICU turns what it cannot decode into U+FFFD without a word; so each place is seen.
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    return converter;
}

/// Whether two names are of one charset.
bool same_charset(std::string_view one, std::string_view other) {
    return ucnv_compareNames(std::string(one).c_str(), std::string(other).c_str()) == 0;
}

std::string widened(std::string name) {
    for (const Superset& superset : supersets) {
        if (same_charset(name, superset.narrow)) return std::string(superset.wide);
    }
    return name;
}

/// The preferred name of a label, widened; empty for a label that nobody knows. Labels that decode to
/// something else than a text's characters (UTF-7, SCSU, EBCDIC) are not known here.
std::string charset_of_label(std::string_view label) {
    const auto first = label.find_first_not_of(" \t\"'");
    if (first == std::string_view::npos) return {};
    const auto last = label.find_last_not_of(" \t\"'");
    const std::string trimmed(label.substr(first, last - first + 1));
    const char* name = nullptr;
    for (const char* standard : {"MIME", "IANA"}) {
        UErrorCode error = U_ZERO_ERROR;
        if (name == nullptr) name = ucnv_getStandardName(trimmed.c_str(), standard, &error);
    }
    UErrorCode error = U_ZERO_ERROR;  // some of Windows' have no other name than ICU's own
    if (name == nullptr) name = ucnv_getAlias(trimmed.c_str(), 0, &error);
    if (name == nullptr || U_FAILURE(error)) return {};
    const std::string_view found = name;
    if (found.starts_with("UTF-7") || found == "SCSU" || found.starts_with("ibm-")) return {};
    return widened(std::string(found));
}

/// Decodes with a converter that stops at what it cannot decode.
class Decoder {
  public:
    Decoder(UConverter* converter, std::string_view bytes) : converter_(converter), bytes_(bytes) {}

    void run(EncodedText& out) {
        const char* source = bytes_.data();
        const char* end = source + bytes_.size();
        out.text.reserve(bytes_.size() + bytes_.size() / 2);
        for (;;) {
            UErrorCode error = U_ZERO_ERROR;
            UChar* target = units_.data();
            ucnv_toUnicode(converter_, &target, units_.data() + units_.size(), &source, end,
                           nullptr, /*flush=*/true, &error);
            append({units_.data(), target}, out.text);
            if (error == U_BUFFER_OVERFLOW_ERROR) continue;
            if (U_SUCCESS(error)) break;
            note_undecodable(source, out);
            if (source == end) break;
        }
        if (high_ != 0) append_utf8(0xFFFD, out.text);
    }

  private:
    void append(std::span<const UChar> units, std::string& out) {
        for (const UChar unit : units) {
            if (high_ != 0 && U16_IS_TRAIL(unit)) {
                append_utf8(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(high_, unit)), out);
                high_ = 0;
                continue;
            }
            if (high_ != 0) append_utf8(0xFFFD, out);
            high_ = U16_IS_LEAD(unit) ? unit : UChar{0};
            if (high_ == 0) append_utf8(U16_IS_TRAIL(unit) ? 0xFFFD : char32_t{unit}, out);
        }
    }

    void note_undecodable(const char* source, EncodedText& out) {
        std::array<char, 32> invalid{};
        auto length = static_cast<std::int8_t>(invalid.size());
        UErrorCode error = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter_, invalid.data(), &length, &error);
        const auto offset = static_cast<std::size_t>(source - bytes_.data()) -
                            static_cast<std::size_t>(std::max<std::int8_t>(length, 0));
        if (out.undecodable++ == 0) out.first_undecodable = offset;
        append_utf8(0xFFFD, out.text);
    }

    UConverter* converter_;
    std::string_view bytes_;
    std::array<UChar, 4096> units_{};
    UChar high_ = 0;  ///< a high surrogate that waits for its other half
};

bool is_multibyte_japanese(std::string_view bytes) {
    return std::ranges::any_of(japanese_escapes, [&](std::string_view escape) {
        return bytes.find(escape) != std::string_view::npos;
    });
}

/// A character that news does not write.
bool is_rare_character(char32_t character) {
    switch (u_charType(static_cast<UChar32>(character))) {
        case U_CONTROL_CHAR:
        case U_PRIVATE_USE_CHAR:
        case U_UNASSIGNED:
        case U_SURROGATE:
        case U_OTHER_SYMBOL:
        case U_MODIFIER_SYMBOL:
        case U_OTHER_NUMBER:
        case U_MATH_SYMBOL:
            return true;
        default:
            return character == 0xFFFD;
    }
}

/// What comes of the wrong charset: rare characters, marks on nothing, capitals within a word.
bool is_odd(char32_t before, char32_t character) {
    const auto last = static_cast<UChar32>(before);
    const auto now = static_cast<UChar32>(character);
    if (u_charType(now) == U_NON_SPACING_MARK) {
        const bool thai_vowel_in_front = before >= 0x0E40 && before <= 0x0E44;
        return thai_vowel_in_front || !(u_isalpha(last) || u_charType(last) == U_NON_SPACING_MARK);
    }
    if (u_isupper(now)) return before >= 0x80 && u_islower(last);
    return is_rare_character(character);
}

struct Look {
    std::size_t beyond_ascii = 0;  // characters
    std::size_t odd = 0;           // of them
    std::size_t letters = 0;       // of them
    bool plausible() const { return 100 * odd <= most_percent_odd * beyond_ascii; }
};

Look look_at(std::string_view text) {
    Look look;
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = decode(text, at);
        if (character >= 0x80) {
            ++look.beyond_ascii;
            if (is_odd(before, character)) ++look.odd;
            if (u_isalpha(static_cast<UChar32>(character))) ++look.letters;
        }
        before = character;
    }
    return look;
}

/// The bytes that statistics are made of, cut at a line where there is one.
std::string_view sample_of(std::string_view bytes) {
    if (bytes.size() <= sample_bytes) return bytes;
    const std::size_t line = bytes.rfind('\n', sample_bytes);
    return bytes.substr(0, line == std::string_view::npos || line == 0 ? sample_bytes : line);
}

/// What ICU's detector finds, the likeliest first, with Windows' charsets for ISO's.
std::vector<std::string> icu_candidates(std::string_view sample) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&error));
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
    std::int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
    std::vector<std::string> out;
    if (U_FAILURE(error)) return out;
    for (const UCharsetMatch* match : std::span(matches, static_cast<std::size_t>(count))) {
        const std::string_view name = ucsdet_getName(match, &error);
        // Unicode was ruled out by then; EBCDIC (IBM420, IBM424) is not in any file of today.
        if (name.starts_with("UTF-") || name.starts_with("IBM42")) continue;
        std::string wide = widened(std::string(name));
        if (std::ranges::find(out, wide) == out.end()) out.push_back(std::move(wide));
    }
    return out;
}

/// Of a charset and Windows' variant of it, the one in which the bytes make more sense.
std::string better_variant(const std::string& charset, std::string_view sample) {
    for (const Superset& pair : variants) {
        if (charset != pair.narrow && charset != pair.wide) continue;
        const Look narrow = look_at(to_utf8_from(sample, std::string(pair.narrow)).text);
        const Look wide = look_at(to_utf8_from(sample, std::string(pair.wide)).text);
        const auto sense = [](const Look& look) { return std::pair(look.letters + look.beyond_ascii - look.odd, look.letters); };
        if (sense(narrow) == sense(wide)) return charset;
        return std::string(sense(narrow) > sense(wide) ? pair.narrow : pair.wide);
    }
    return charset;
}

/// Whether `language` is one that is written with that charset's characters beyond ASCII.
bool fits(std::string_view charset, std::string_view language) {
    struct Of {
        std::string_view charset, languages;
    };
    static constexpr std::array languages_of = {
        Of{"Shift_JIS", " ja "},        Of{"EUC-JP", " ja "},       Of{"ISO-2022-JP", " ja "},
        Of{"GB18030", " zh "},          Of{"Big5", " zh-hant "},    Of{"EUC-KR", " ko "},
        Of{"windows-874", " th "},      Of{"windows-1255", " he yi "},
        Of{"windows-1253", " el "},     Of{"ISO-8859-7", " el "},
        Of{"windows-1256", " ar fa ur "}, Of{"ISO-8859-6", " ar fa ur "},
        Of{"windows-1251", " ru uk bg sr mk be "}, Of{"KOI8-U", " ru uk bg sr mk be "},
        Of{"ISO-8859-5", " ru uk bg sr mk be "},   Of{"IBM866", " ru uk bg sr mk be "},
    };
    const auto row = std::ranges::find(languages_of, charset, &Of::charset);
    if (row != languages_of.end()) {
        return row->languages.find(" " + std::string(language) + " ") != std::string_view::npos;
    }
    return !language.empty();
}

/// The charset in which the bytes read as a language that is written with it.
std::optional<std::string> charset_by_language(std::span<const std::string> candidates,
                                               std::string_view sample) {
    for (const std::string& candidate : candidates) {
        const std::string charset = better_variant(candidate, sample);
        const EncodedText decoded = to_utf8_from(sample, charset);
        if (!look_at(decoded.text).plausible()) continue;
        if (fits(charset, detect_language(decoded.text))) return charset;
    }
    return std::nullopt;
}

std::optional<std::string> first_plausible(std::span<const std::string> candidates,
                                           std::string_view sample) {
    for (const std::string& candidate : candidates) {
        const std::string charset = better_variant(candidate, sample);
        if (look_at(to_utf8_from(sample, charset).text).plausible()) return charset;
    }
    return std::nullopt;
}

struct Utf8Look {
    std::size_t characters = 0;  // beyond ASCII
    std::size_t malformed = 0;   // bytes
    bool is_damaged_utf8() const {
        return 100 * characters >= least_percent_of_damaged_utf8 * (characters + malformed);
    }
};

Utf8Look look_for_utf8(std::string_view bytes) {
    Utf8Look out;
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
        } else if (decode(bytes, at) == invalid_character) {
            ++out.malformed;
        } else {
            ++out.characters;
        }
    }
    return out;
}

/// Western European text is little changed by the charset of another Latin alphabet: where its
/// language is one of those, it is theirs.
std::string charset_for_language(const std::string& charset, std::string_view sample) {
    struct Of {
        std::string_view language, charset;
    };
    static constexpr std::array alphabets = {
        Of{"tr", "windows-1254"}, Of{"vi", "windows-1258"}, Of{"cs", "windows-1250"},
        Of{"pl", "windows-1250"}, Of{"hu", "windows-1250"}, Of{"sk", "windows-1250"},
        Of{"ro", "windows-1250"}, Of{"lt", "windows-1257"}, Of{"lv", "windows-1257"},
    };
    if (charset != "windows-1252") return charset;
    const std::string language = detect_language(to_utf8_from(sample, charset).text);
    const auto row = std::ranges::find(alphabets, language, &Of::language);
    if (row == alphabets.end()) return charset;
    std::string better = better_variant(std::string(row->charset), sample);
    return look_at(to_utf8_from(sample, better).text).plausible() ? better : charset;
}

std::optional<std::string> detect_charset(std::string_view bytes) {
    const std::string_view sample = sample_of(bytes);
    std::vector<std::string> candidates = icu_candidates(sample);
    const auto beyond_ascii = static_cast<std::size_t>(
        std::ranges::count_if(sample, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
    // Few accents are too few for statistics, and most are Western Europe's or quotes.
    const bool accents = 100 * beyond_ascii <= most_percent_of_accents * sample.size();
    const std::vector<std::string> usual(usual_charsets.begin(), usual_charsets.end());
    if (auto charset = charset_by_language(candidates, sample)) return charset;
    if (accents) {
        if (auto charset = first_plausible(std::span(usual).first(1), sample)) return charset;
    }
    if (beyond_ascii >= least_bytes_of_usual) {
        if (auto charset = charset_by_language(usual, sample)) return charset;
    }
    return first_plausible(candidates, sample);
}

EncodedText read_as(std::string_view bytes, const std::string& charset, CharsetSource source) {
    EncodedText out = to_utf8_from(bytes, charset);
    out.source = source;
    return out;
}

EncodedText read_marked(std::string_view bytes, const ByteOrderMark& mark) {
    const std::size_t length = mark.bytes.size();
    EncodedText out =
        read_as(bytes.substr(length), std::string(mark.charset), CharsetSource::bom);
    out.first_undecodable += out.undecodable > 0 ? length : 0;
    return out;
}

EncodedText read_unmarked(std::string_view bytes, const std::string& declared) {
    const Utf8Look utf8 = look_for_utf8(bytes);
    if (utf8.malformed == 0 && is_multibyte_japanese(bytes)) {
        EncodedText japanese = read_as(bytes, "ISO-2022-JP", CharsetSource::detected);
        if (japanese.undecodable == 0) {
            if (declared == japanese.charset) japanese.source = CharsetSource::declared;
            return japanese;
        }
    }
    if (utf8.malformed == 0) return read_as(bytes, "UTF-8", CharsetSource::utf8);
    if (!declared.empty()) {
        EncodedText out = read_as(bytes, declared, CharsetSource::declared);
        if (out.undecodable == 0 && look_at(sample_of(out.text)).plausible()) return out;
    }
    if (!utf8.is_damaged_utf8()) {
        if (const auto charset = detect_charset(bytes)) {
            return read_as(bytes, charset_for_language(*charset, sample_of(bytes)),
                           CharsetSource::detected);
        }
    }
    return read_as(bytes, "UTF-8", CharsetSource::damaged);
}

bool agrees(const std::string& declared, const EncodedText& found) {
    if (declared == found.charset) return true;
    const bool ascii = std::ranges::all_of(
        found.text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return !declared.empty() && found.source == CharsetSource::utf8 && ascii;
}

}  // namespace

EncodedText to_utf8_from(std::string_view bytes, const std::string& charset) {
    EncodedText out;
    out.charset = charset;
    out.source = CharsetSource::declared;
    const Converter converter = open_converter(charset);
    if (converter) {
        Decoder(converter.get(), bytes).run(out);
    } else {
        out.declaration_wrong = true;
    }
    return out;
}

EncodedText to_utf8(std::string_view bytes, std::string_view declared) {
    const std::string charset = charset_of_label(declared);
    const auto mark = std::ranges::find_if(byte_order_marks, [&](const ByteOrderMark& candidate) {
        return bytes.starts_with(candidate.bytes);
    });
    EncodedText out = mark == byte_order_marks.end() ? read_unmarked(bytes, charset)
                                                     : read_marked(bytes, *mark);
    // "UTF-16" alone leaves the order of bytes to the mark.
    const bool same_but_order = !charset.empty() && out.charset.starts_with(charset);
    out.declaration_wrong = !declared.empty() && !same_but_order && !agrees(charset, out);
    return out;
}

}  // namespace broadsheet::text
