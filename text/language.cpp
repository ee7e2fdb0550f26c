#include "text/language.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>  // CLD2's header leaves it to us

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "text/utf8.hpp"

namespace broadsheet::text {

namespace {

// How much text it takes to believe CLD2, in points that letters bring. Measured on 236,000 texts
// in 34 languages (docs/text.md): 40 letters of a script that many languages share are seven words,
// and of texts so long 0.2 % are told wrongly, where of five words it would be 1.7 %, of three 2.8 %.
constexpr unsigned points_to_believe = 240;
constexpr unsigned points_of_shared = 6;  // 40 letters: Latin, Cyrillic, Arabic, Devanagari
constexpr unsigned points_of_dense = 15;  // 16 characters, each a syllable or more: Chinese, Ethiopic;
                                          // or scripts with one great language: Hebrew, Bengali
constexpr unsigned points_of_own = 40;    // 6 letters, since the script says it all: Greek, Thai, Korean

// A language that few papers have must be that much clearer: most of what looks like Galician,
// Malay, Scots or Afrikaans is a sentence in Spanish, Indonesian, English or Dutch.
constexpr unsigned points_for_rare = 6 * points_to_believe;

// From here on a text is long enough that what CLD2 could not place (names, tables) is no reason
// for doubt.
constexpr unsigned points_of_long = 6 * points_to_believe;

// A paragraph that is marked as foreign when it is not is worse than one that is not marked.
constexpr unsigned points_of_paragraph = 3 * points_to_believe / 2;

// So much text in English is more than names.
constexpr unsigned points_against_names = 3 * points_to_believe;

// The part of a text that must be in the language.
constexpr int least_percent = 70;
constexpr int least_percent_of_long = 60;
constexpr int least_percent_of_paragraph = 85;
// What a long text may have of a second language when CLD2 has its doubts.
constexpr int most_percent_of_second = 20;

// Far from what CLD2 may return as a length.
constexpr std::size_t longest_looked_at = std::size_t{64} << 20;

// Languages with many papers, or with a script of their own.
constexpr std::array<std::string_view, 66> common_languages = {
    "am", "ar", "bg", "bn", "bo", "ca", "chr", "cs", "da", "de", "dv", "el", "en", "es", "et",
    "fa", "fi", "fr", "gu", "he", "hi", "hr",  "hu", "hy", "id", "is", "it", "iu", "ja", "ka",
    "km", "kn", "ko", "lo", "lt", "lv", "ml",  "mn", "mr", "my", "nb", "ne", "nl", "or", "pa",
    "pl", "pt", "ro", "ru", "si", "sk", "sl",  "sq", "sr", "sv", "sw", "syr", "ta", "te", "th",
    "tl", "tr", "uk", "ur", "vi", "zh"};

// Groups in which a paragraph is more often taken for its neighbour than in it.
constexpr std::array<std::string_view, 11> near_relations = {
    " id ms jv su ",    " nb nn da sv fo ", " es gl pt ca oc ast ", " nl af fy lb de ",
    " cs sk ",          " hr sr bs sl ",    " bg mk sr ru ",        " hi mr ne bh sa ",
    " tr az tk crs uz ", " en sco ",        " it co la scn ",
};

struct CodePointRange {
    char32_t first, last;
    unsigned points;
};

// By script, in order. What is in none (digits, signs, marks) brings nothing.
constexpr std::array letter_points = {
    CodePointRange{'A', 'Z', points_of_shared},
    CodePointRange{'a', 'z', points_of_shared},
    CodePointRange{0x00C0, 0x024F, points_of_shared},  // Latin
    CodePointRange{0x0370, 0x03FF, points_of_own},     // Greek
    CodePointRange{0x0400, 0x052F, points_of_shared},  // Cyrillic
    CodePointRange{0x0531, 0x058F, points_of_own},     // Armenian
    CodePointRange{0x05D0, 0x05F2, points_of_dense},   // Hebrew
    CodePointRange{0x0620, 0x077F, points_of_shared},  // Arabic, Syriac
    CodePointRange{0x0780, 0x07B1, points_of_own},     // Thaana
    CodePointRange{0x0900, 0x097F, points_of_shared},  // Devanagari
    CodePointRange{0x0980, 0x09FF, points_of_dense},   // Bengali
    CodePointRange{0x0A00, 0x0FFF, points_of_own},     // Gurmukhi to Tibetan
    CodePointRange{0x1000, 0x10FF, points_of_own},     // Burmese, Georgian
    CodePointRange{0x1100, 0x11FF, points_of_own},     // Hangul, by letters
    CodePointRange{0x1200, 0x139F, points_of_dense},   // Ethiopic
    CodePointRange{0x1780, 0x17FF, points_of_own},     // Khmer
    CodePointRange{0x1E00, 0x1EFF, points_of_shared},  // Latin, for Vietnamese
    CodePointRange{0x1F00, 0x1FFF, points_of_own},     // Greek
    CodePointRange{0x3040, 0x30FF, points_of_own},     // kana
    CodePointRange{0x3400, 0x9FFF, points_of_dense},   // Chinese characters
    CodePointRange{0xAC00, 0xD7AF, points_of_own},     // Hangul
    CodePointRange{0xF900, 0xFAFF, points_of_dense},   // Chinese characters
    CodePointRange{0x20000, 0x3FFFF, points_of_dense}, // Chinese characters
};

unsigned points_of(char32_t character) {
    const auto range = std::ranges::lower_bound(letter_points, character, {}, &CodePointRange::last);
    return range != letter_points.end() && range->first <= character ? range->points : 0;
}

/// The points of a text; counted no further than the most that anything asks for.
unsigned points_of(std::string_view text) {
    unsigned points = 0;
    for (std::size_t at = 0; at < text.size() && points < points_of_long;) {
        points += points_of(decode(text, at));
    }
    return points;
}

bool has_kana(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = decode(text, at);
        if (character >= 0x3040 && character <= 0x30FF) return true;
    }
    return false;
}

/// The tag for one of CLD2's languages; empty for what is none (its test languages, mere scripts).
std::string tag_of(CLD2::Language language) {
    if (language == CLD2::UNKNOWN_LANGUAGE || language == CLD2::TG_UNKNOWN_LANGUAGE) return {};
    const std::string_view code = CLD2::LanguageCode(language);
    if (code == "iw") return "he";
    if (code == "in") return "id";
    if (code == "jw") return "jv";
    if (code == "no") return "nb";
    if (code == "zh-Hant") return "zh-hant";
    if (code == "sr-ME") return "sr";
    if (code == "tlh" || code.starts_with("zz") || code.starts_with("xx")) return {};
    return std::string(code);
}

std::string_view primary(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

bool is_common(std::string_view tag) {
    return std::ranges::find(common_languages, primary(tag)) != common_languages.end();
}

bool are_near(std::string_view one, std::string_view other) {
    const auto has = [](std::string_view group, std::string_view tag) {
        return group.find(" " + std::string(primary(tag)) + " ") != std::string_view::npos;
    };
    return std::ranges::any_of(near_relations, [&](std::string_view group) {
        return has(group, one) && has(group, other);
    });
}

/// What CLD2 says.
struct Opinion {
    std::string first, second;  ///< by their part of the text
    int first_percent = 0, second_percent = 0;
    bool reliable = false;
};

/// Of CLD2's three languages the first two, the two ways to write Chinese taken as one.
Opinion opinion_of(const std::array<CLD2::Language, 3>& languages,
                   const std::array<int, 3>& percents, bool reliable) {
    Opinion out;
    out.reliable = reliable;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        std::string tag = tag_of(languages[i]);
        if (tag.empty()) continue;
        if (out.first.empty()) {
            out.first = std::move(tag);
            out.first_percent = percents[i];
        } else if (primary(tag) == primary(out.first)) {
            out.first_percent += percents[i];
        } else if (out.second.empty()) {
            out.second = std::move(tag);
            out.second_percent = percents[i];
        }
    }
    return out;
}

/// `text` without what CLD2 does not take: control characters, noncharacters, malformed bytes.
std::string interchange_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t character = decode(text, at);
        const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
        const bool noncharacter = (character & 0xFFFE) == 0xFFFE ||
                                  (character >= 0xFDD0 && character <= 0xFDEF);
        if (control || noncharacter || character == invalid_character) {
            out += ' ';
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    return out;
}

Opinion ask(std::string_view text) {
    text = text.substr(0, floor_boundary(text, std::min(text.size(), longest_looked_at)));
    const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int text_bytes = 0;
    int valid_bytes = 0;
    bool reliable = false;
    const auto run = [&](std::string_view bytes) {
        CLD2::ExtDetectLanguageSummaryCheckUTF8(
            bytes.data(), static_cast<int>(bytes.size()), /*is_plain_text=*/true, &no_hints,
            /*flags=*/0, languages.data(), percents.data(), scores.data(), nullptr, &text_bytes,
            &reliable, &valid_bytes);
        return static_cast<std::size_t>(valid_bytes) == bytes.size();
    };
    if (!run(text) && !run(interchange_text(text))) return {};
    return opinion_of(languages, percents, reliable);
}

bool is_clear(const Opinion& opinion, unsigned points) {
    if (opinion.reliable && opinion.first_percent >= least_percent) return true;
    return points >= points_of_long && opinion.first_percent >= least_percent_of_long &&
           opinion.second_percent <= most_percent_of_second;
}

/// `text` without the words that begin with a capital letter of ASCII.
std::string without_names(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.size(), text.find(' ', at));
        const std::string_view word = text.substr(at, end - at);
        const bool capital = word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != word.npos;
        if (!capital) out.append(word).append(" ");
        at = end + 1;
    }
    return out;
}

/// The language, if `points` of text are enough for it.
std::string believed(Opinion opinion, std::string_view text, unsigned points) {
    if (points < points_to_believe || opinion.first.empty() || !is_clear(opinion, points)) return {};
    if (points < points_for_rare && !is_common(opinion.first)) return {};
    // Chinese characters alone may be either's; a Japanese sentence always has kana.
    if (opinion.first == "ja" && !has_kana(text)) return {};
    // A sentence about Kit Harington and "Game of Thrones" looks English in any language.
    const bool names_weigh = opinion.first == "en" && points < points_against_names;
    const std::string rest = names_weigh ? without_names(text) : std::string();
    // Where everything is in capitals they say nothing.
    if (rest.find_first_not_of(' ') != rest.npos && ask(rest).first != "en") return {};
    return std::move(opinion.first);
}

}  // namespace

LanguageSurvey survey_languages(std::string_view text) {
    const unsigned points = points_of(text);
    Opinion opinion = ask(text);
    const bool may_change = !opinion.second.empty() || !opinion.reliable;
    return {believed(std::move(opinion), text, points), may_change};
}

std::string detect_language(std::string_view text) {
    const unsigned points = points_of(text);
    if (points < points_to_believe) return {};
    return believed(ask(text), text, points);
}

std::string detect_other_language(std::string_view paragraph, std::string_view article_language) {
    const unsigned points = points_of(paragraph);
    if (points < points_of_paragraph) return {};
    Opinion opinion = ask(paragraph);
    if (!opinion.reliable || opinion.first_percent < least_percent_of_paragraph) return {};
    if (primary(opinion.first) == primary(article_language)) return {};
    if (are_near(opinion.first, article_language)) return {};
    return believed(std::move(opinion), paragraph, points);
}

}  // namespace broadsheet::text
