#include "indexer/readers/calendar_words.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

// English first: what a word means in it, it means. Croatian is not among them, because its
// "listopad" is October where in Polish and Czech it is November.
constexpr std::array languages = {"en", "en_GB", "de", "de_AT", "fr", "es", "it", "pt",    "nl",
                                  "sv", "da",    "nb", "fi",    "pl", "cs", "sk", "hu",    "ro",
                                  "tr", "ru",    "uk", "bg",    "el", "he", "ar", "ar_LB", "fa",
                                  "hi", "id",    "ms", "vi",    "th", "ca", "lt", "lv",    "et"};

// What feeds write and CLDR does not have.
struct MonthName {
    std::string_view folded;
    int month;
};
constexpr std::array other_months = {MonthName{"sept", 9}, MonthName{"mrz", 3},
                                     MonthName{"okt", 10}, MonthName{"maerz", 3}};

constexpr std::array<std::string_view, 24> fillers = {
    "of", "the", "at", "on", "de",  "del", "d",  "le", "den", "der", "dem", "am",
    "um", "uhr", "a",  "as", "las", "h",   "kl", "г",  "в",   "em",  "el",  "o"};

struct ZoneName {
    std::string_view folded, offset;
};
// RFC 822 has those of North America and UT; the others are those of news that mean one zone only.
constexpr std::array zones = {
    ZoneName{"z", "Z"},         ZoneName{"ut", "Z"},        ZoneName{"gmt", "Z"},
    ZoneName{"utc", "Z"},       ZoneName{"est", "-05:00"},  ZoneName{"edt", "-04:00"},
    ZoneName{"cst", "-06:00"},  ZoneName{"cdt", "-05:00"},  ZoneName{"mst", "-07:00"},
    ZoneName{"mdt", "-06:00"},  ZoneName{"pst", "-08:00"},  ZoneName{"pdt", "-07:00"},
    ZoneName{"cet", "+01:00"},  ZoneName{"cest", "+02:00"}, ZoneName{"mez", "+01:00"},
    ZoneName{"mesz", "+02:00"}, ZoneName{"wet", "+00:00"},  ZoneName{"west", "+01:00"},
    ZoneName{"eet", "+02:00"},  ZoneName{"eest", "+03:00"}, ZoneName{"msk", "+03:00"},
    ZoneName{"jst", "+09:00"},  ZoneName{"kst", "+09:00"},  ZoneName{"hkt", "+08:00"},
    ZoneName{"aest", "+10:00"}, ZoneName{"aedt", "+11:00"}, ZoneName{"acst", "+09:30"},
    ZoneName{"awst", "+08:00"}, ZoneName{"nzst", "+12:00"}, ZoneName{"nzdt", "+13:00"},
    ZoneName{"akst", "-09:00"}, ZoneName{"akdt", "-08:00"}, ZoneName{"hst", "-10:00"},
    ZoneName{"sast", "+02:00"}, ZoneName{"trt", "+03:00"},
};

constexpr int ambiguous = 0;

std::string folded(const icu::UnicodeString& name) {
    std::string utf8;
    name.toUTF8String(utf8);
    std::string out = text::fold(utf8);
    std::erase(out, '.');
    return out;
}

bool has_digit(std::string_view name) {
    return std::ranges::any_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

/// The words of all languages, from Unicode's CLDR by way of ICU.
class CalendarWords {
  public:
    CalendarWords() {
        for (const MonthName& name : other_months) months_.emplace(name.folded, name.month);
        for (const char* language : languages) add_language(language);
    }

    std::optional<int> month(const std::string& word) const {
        const auto found = months_.find(word);
        if (found == months_.end() || found->second == ambiguous) return std::nullopt;
        return found->second;
    }

    bool is_weekday(const std::string& word) const { return weekdays_.contains(word); }

  private:
    using Symbols = icu::DateFormatSymbols;

    void add_language(const char* language) {
        UErrorCode status = U_ZERO_ERROR;
        const Symbols symbols{icu::Locale(language), "gregorian", status};
        if (U_FAILURE(status) != 0) return;
        const bool english = std::string_view(language).starts_with("en");
        for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
            for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
                add_months(symbols, context, width, english);
                add_weekdays(symbols, context, width);
            }
        }
    }

    void add_months(const Symbols& symbols, Symbols::DtContextType context,
                    Symbols::DtWidthType width, bool english) {
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < std::min(count, 12); ++i) {
            const std::string name = folded(names[i]);
            if (name.empty() || has_digit(name)) continue;
            const auto [known, is_new] = months_.try_emplace(name, i + 1);
            if (english) english_.insert(name);
            if (!is_new && known->second != i + 1 && !english_.contains(name))
                known->second = ambiguous;
        }
    }

    void add_weekdays(const Symbols& symbols, Symbols::DtContextType context,
                      Symbols::DtWidthType width) {
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getWeekdays(count, context, width);
        for (std::int32_t i = 1; i < count; ++i) weekdays_.insert(folded(names[i]));
    }

    std::unordered_map<std::string, int> months_;
    std::unordered_set<std::string> english_;
    std::unordered_set<std::string> weekdays_;
};

const CalendarWords& words() {
    static const CalendarWords instance;
    return instance;
}

}  // namespace

std::optional<int> month_named(std::string_view folded) {
    return words().month(std::string(folded));
}

bool is_weekday(std::string_view folded) {
    return words().is_weekday(std::string(folded));
}

bool is_date_filler(std::string_view folded) {
    return std::ranges::find(fillers, folded) != fillers.end();
}

std::optional<std::string_view> zone_named(std::string_view folded) {
    const auto found = std::ranges::find(zones, folded, &ZoneName::folded);
    if (found == zones.end()) return std::nullopt;
    return found->offset;
}

}  // namespace broadsheet::indexer
