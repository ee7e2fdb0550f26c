#include "text/light_stem.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace broadsheet::text {

namespace {

// Letters of both scripts take two bytes of UTF-8, so bytes are counted and halved.
constexpr std::size_t letter_bytes = 2;

constexpr std::size_t letters(std::string_view form) { return form.size() / letter_bytes; }

std::string_view letter(std::string_view form, std::size_t index) {
    return form.substr(index * letter_bytes, letter_bytes);
}

// U+0590 to U+05FF lead by D6 or D7, U+0600 to U+06FF by D8 to DB.
bool is_of_script(std::string_view form, unsigned char first_lead, unsigned char last_lead) {
    if (form.size() % letter_bytes != 0) return false;
    for (std::size_t i = 0; i < form.size(); i += letter_bytes) {
        const auto lead = static_cast<unsigned char>(form[i]);
        if (lead < first_lead || lead > last_lead) return false;
    }
    return true;
}

struct Ending {
    std::string_view cut;
    std::size_t least_left;  // letters that must be left of the word
    std::string_view put;
};

bool has_ending(std::string_view form, const Ending& ending) {
    return form.ends_with(ending.cut) &&
           letters(form) >= letters(ending.cut) + ending.least_left;
}

std::string replaced(std::string_view form, const Ending& ending) {
    return std::string(form.substr(0, form.size() - ending.cut.size())).append(ending.put);
}

// The first of the endings that the form has; none if it has none.
const Ending* find_ending(std::string_view form, std::span<const Ending> endings) {
    const auto found = std::ranges::find_if(
        endings, [&](const Ending& ending) { return has_ending(form, ending); });
    return found == endings.end() ? nullptr : &*found;
}

template <std::size_t n>
bool is_one_of(std::string_view form, const std::array<std::string_view, n>& list) {
    return std::ranges::find(list, form) != list.end();
}

namespace persian {

constexpr auto plurals = std::to_array<Ending>({{"هايشان", 2, ""},
                                                {"هايمان", 2, ""},
                                                {"هايش", 2, ""},
                                                {"هايي", 2, ""},
                                                {"هاي", 2, ""},
                                                {"ها", 2, ""}});

constexpr auto others = std::to_array<Ending>({{"ترين", 3, ""},
                                               {"ترين", 2, "تر"},  // بهترین is of بهتر
                                               {"تر", 3, ""},
                                               {"شان", 3, ""},
                                               {"گان", 4, "ه"},
                                               {"ويان", 4, "و"},
                                               {"ان", 4, ""},
                                               {"اي", 3, "ا"},
                                               {"وي", 4, "و"}});

// What the plural's ending must not leave: تنها (only), آنها (they), اینها.
constexpr auto no_stems = std::to_array<std::string_view>({"تن", "ان", "اين"});

// Whole words that end as a plural does: building, company (of soldiers).
constexpr auto kept = std::to_array<std::string_view>({"ساختمان", "گروهان"});

// Words in ه, of which ای makes "a …" or an adjective: منطقه‌ای is of منطقه (region), not of منطق (logic).
// Without the non-joiner it ends as a plural does.
constexpr auto lost_heh = std::to_array<std::string_view>(
    {"منطق", "هست", "ايد", "حرف", "خان", "ويژ", "توسع", "رسان", "چهر", "صفح", "حادث", "مرحل", "تجرب",
     "نقط", "ضرب", "درج", "پيچيد", "فزايند", "بياني", "افسان", "مسال", "مصاحب", "كنگر", "اشار",
     "اجار", "جاد", "صحن", "شد", "ديد", "سوخت", "بچ", "خاطر"});

}  // namespace persian

namespace hebrew {

constexpr auto feminine = std::to_array<Ending>({{"יות", 4, "ית"}, {"ות", 4, "ה"}, {"ת", 4, "ה"}});

// Kept as they are: numbers and pairs that look like plurals; abstract nouns in ות; words that begin
// with a letter of their own; and words in ת next to quite other words in ה.
constexpr auto kept = std::to_array<std::string_view>(
    {"עשרים", "שלושים", "ארבעים", "חמישים", "שישים", "שבעים", "שמונים", "תשעים", "שניים", "שתיים",
     "שנתיים", "יומיים", "שבועיים", "חודשיים", "שעתיים", "פעמיים", "אלפיים", "מאתיים",
     "אלימות", "יהירות", "נשיאות", "חשיבות", "הכנסת", "כנסת", "יכולת", "נבחרת", "המילטון", "נוכח",
     "בקשה", "בקשות", "בחירה", "בחירות", "בריאות", "בדיקות", "בקשתות", "לעודד",
     "הסכמים", "הרוגים", "הורים", "הישגים", "היבטים", "הליכים", "הסדרים", "הפסדים"});

// Nouns of reflexive verbs: התנגדות (opposition) is not the plural of התנגדה (she opposed).
constexpr auto reflexive = std::to_array<std::string_view>({"הת", "הצט", "הזד", "הסת", "השת"});

constexpr std::size_t least_left = 4;

bool is_kept(std::string_view form) {
    constexpr auto prefixes = std::to_array<std::string_view>({"ה", "ב", "ל", "מ", "ש", "ו"});
    return is_one_of(form, kept) ||
           (letters(form) > least_left && is_one_of(letter(form, 0), prefixes) &&
            is_one_of(form.substr(letter_bytes), kept));
}

bool is_reflexive_noun(std::string_view form) {
    return form.ends_with("ות") && std::ranges::any_of(reflexive, [&](std::string_view beginning) {
        const std::size_t at = form.find(beginning);
        return at == 0 || at == letter_bytes;
    });
}

bool cut_prefix(std::string& form, std::string_view prefix) {
    if (!form.starts_with(prefix) || letters(form) < letters(prefix) + least_left) return false;
    if (is_one_of(form, kept)) return false;
    form.erase(0, prefix.size());
    return true;
}

// לקבוע: an infinitive of four letters, not ל and the adjective קבוע.
bool is_short_infinitive(std::string_view form) {
    return letters(form) == least_left + 1 && letter(form, 3) == "ו";
}

// החזיר, התפתח, הזמנה: ה belongs to the pattern, unlike in הנשיא and החייל.
bool is_short_causative(std::string_view form) {
    if (letters(form) != least_left + 1) return false;
    const bool causative_verb = letter(form, 3) == "י" && letter(form, 2) != "י" &&
                                letter(form, 4) != "א";
    return causative_verb || letter(form, 4) == "ה" || letter(form, 1) == "ת";
}

void cut_prefixes(std::string& form) {
    cut_prefix(form, "ו");
    if (!cut_prefix(form, "כש")) cut_prefix(form, "ש");
    if (cut_prefix(form, "מה")) return;
    if (!form.starts_with("ל") || !is_short_infinitive(form)) {
        if (!cut_prefix(form, "ב")) cut_prefix(form, "ל");
    }
    if (!is_short_causative(form)) cut_prefix(form, "ה");
}

// Of five letters, האשים and לסיים are verbs.
void cut_masculine_plural(std::string& form) {
    constexpr Ending plural{"ים", 3, ""};
    const bool verb = letters(form) == 5 && (form.starts_with("ה") || form.starts_with("ל"));
    if (has_ending(form, plural) && !verb && !is_one_of(form, kept)) form = replaced(form, plural);
}

}  // namespace hebrew

}  // namespace

std::string persian_stem(std::string_view form) {
    std::string stem(form);
    if (!is_of_script(form, 0xD8, 0xDB)) return stem;
    if (const Ending* plural = find_ending(stem, persian::plurals)) {
        const std::string rest = replaced(stem, *plural);
        if (is_one_of(rest, persian::no_stems)) return stem;
        if (plural->cut == "هاي" && is_one_of(rest, persian::lost_heh)) return rest + "ه";
        stem = rest;
    }
    const Ending* other = find_ending(stem, persian::others);
    return other == nullptr || is_one_of(stem, persian::kept) ? stem : replaced(stem, *other);
}

std::string hebrew_stem(std::string_view form) {
    std::string stem(form);
    if (!is_of_script(form, 0xD7, 0xD7) || hebrew::is_kept(form)) return stem;
    const Ending* feminine = find_ending(stem, hebrew::feminine);
    const bool adjective = stem.ends_with("ית");  // אנגלית (English) is not of אנגליה
    if (feminine != nullptr && !adjective && !hebrew::is_reflexive_noun(stem)) {
        stem = replaced(stem, *feminine);
    }
    hebrew::cut_prefixes(stem);
    hebrew::cut_masculine_plural(stem);
    return stem;
}

}  // namespace broadsheet::text
