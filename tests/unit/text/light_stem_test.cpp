// Each row is read by a person who knows the language: the forms of one word have one stem.
#include "text/light_stem.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "text/folding.hpp"

using namespace broadsheet::text;

namespace {

using Stem = std::string (*)(std::string_view);
using Rows = std::vector<std::pair<std::string, std::vector<std::string>>>;

void check_same(Stem stem, const Rows& rows) {
    for (const auto& [word, forms] : rows) {
        for (const auto& form : forms) {
            INFO(form << " is of " << word);
            CHECK(stem(fold(form)) == stem(fold(word)));
        }
    }
}

void check_other(Stem stem, const Rows& rows) {
    for (const auto& [word, forms] : rows) {
        for (const auto& form : forms) {
            INFO(form << " is not of " << word);
            CHECK(stem(fold(form)) != stem(fold(word)));
        }
    }
}

}  // namespace

TEST_CASE("Persian plurals, comparatives and the ezafe have the stem of their word") {
    check_same(persian_stem, {
        {"کتاب", {"کتاب‌ها", "کتابها", "کتاب‌های", "کتاب‌هایی", "کتاب‌هایش", "کتاب‌هایشان"}},
        {"کشور", {"کشورها", "کشورهای", "کشورهایی", "کشورشان", "کشورهایمان"}},
        {"خانه", {"خانه‌ها", "خانه‌های", "خانه‌ای"}},
        {"منطقه", {"منطقه‌ها", "منطقه‌های", "منطقه‌ای"}},
        {"هسته", {"هسته‌ای"}},
        {"نماینده", {"نمایندگان", "نماینده‌ها"}},
        {"پناهنده", {"پناهندگان", "پناهنده‌های"}},
        {"کارشناس", {"کارشناسان", "کارشناس‌ها"}},
        {"دانشجو", {"دانشجویان", "دانشجوها", "دانشجوی"}},
        {"بزرگ", {"بزرگ‌تر", "بزرگتر", "بزرگ‌ترین", "بزرگترین", "بزرگترین‌ها"}},
        {"مهم", {"مهم‌تر", "مهم‌ترین"}},
        {"بهتر", {"بهترین"}},
        {"اروپا", {"اروپای"}},
        {"شورا", {"شورای", "شوراها", "شوراهای"}},
        {"آمریکایی", {"آمریکایی‌ها", "آمریکاییان"}},
    });
}

TEST_CASE("Persian words that only look like forms keep a stem of their own") {
    check_other(persian_stem, {
        {"تن", {"تنها"}}, {"آن", {"آنها"}}, {"به", {"بهتر"}}, {"دخ", {"دختر"}},
        {"است", {"استان"}}, {"میز", {"میزان"}}, {"دور", {"دوران"}}, {"منطق", {"منطقه‌ای"}},
        {"دولت", {"دولتی"}}, {"ورز", {"ورزش"}}, {"سال", {"سالم"}}, {"دان", {"میدان"}},
        {"هست", {"هسته‌ای"}}, {"وارد", {"واردات"}}, {"ساختم", {"ساختمان"}},
    });
}

TEST_CASE("Hebrew plurals and prefixes have the stem of their word") {
    check_same(hebrew_stem, {
        {"ממשלה", {"הממשלה", "בממשלה", "לממשלה", "והממשלה", "שהממשלה", "ממשלת", "ממשלות", "הממשלות",
                   "בממשלת", "מהממשלה", "כשהממשלה", "ולממשלות"}},
        {"ילד", {"ילדים", "הילדים", "לילדים"}},
        {"כלכלי", {"הכלכלי", "כלכליים", "הכלכליים"}},
        {"כלכלית", {"כלכליות", "הכלכלית", "הכלכליות"}},
        {"החלטה", {"החלטות", "ההחלטה", "ההחלטות", "החלטת", "בהחלטה"}},
        {"הפגנה", {"הפגנות", "ההפגנות", "בהפגנה"}},
        {"נשיא", {"הנשיא", "לנשיא", "והנשיא", "שהנשיא"}},
        {"מדינה", {"מדינות", "המדינה", "במדינת", "מהמדינות"}},
        {"חייל", {"החייל", "חיילים", "לחיילים"}},
        {"משטרה", {"המשטרה", "משטרת", "במשטרה"}},
        {"טראמפ", {"וטראמפ", "לטראמפ", "שטראמפ", "בטראמפ"}},
        {"כוכב", {"הכוכב", "כוכבים", "הכוכבים"}},
    });
}

TEST_CASE("Hebrew words that only look like forms keep a stem of their own") {
    check_other(hebrew_stem, {
        {"ספרים", {"מספרים"}}, {"כתב", {"מכתב"}}, {"חירות", {"בחירות"}}, {"קשות", {"בקשות"}},
        {"עשר", {"עשרים"}}, {"שלוש", {"שלושים"}}, {"חזיר", {"החזיר"}}, {"קבוע", {"לקבוע"}},
        {"התנגדה", {"התנגדות"}}, {"אלימה", {"אלימות"}}, {"אנגליה", {"אנגלית"}}, {"הכנסה", {"הכנסת"}},
        {"פעילים", {"מפעילים"}}, {"רבה", {"הרבה"}}, {"שלום", {"לום"}}, {"בנון", {"לבנון"}},
        {"ריאות", {"בריאות"}},
    });
}

TEST_CASE("forms of other scripts, of signs and of nothing are their own stem") {
    for (const std::string form : {"", "truce", "停戦", "12", "שלx", "\xD7", "a\xD8", "ها", "ים", "ו"}) {
        INFO(form);
        CHECK(persian_stem(form) == form);
        CHECK(hebrew_stem(form) == form);
    }
}
