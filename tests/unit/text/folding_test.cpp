#include "text/folding.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

using broadsheet::text::fold;

TEST_CASE("spellings that differ by case, accent, width or ligature fold to one") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"Erdoğan", "erdogan"},      {"Malmö", "malmo"},       {"Straße", "strasse"},
        {"STRASSE", "strasse"},      {"Łódź", "lodz"},         {"Đà Nẵng", "da nang"},
        {"İstanbul", "istanbul"},    {"ısı", "isi"},           {"Σίσυφος", "σισυφοσ"},
        {"ΣΊΣΥΦΟΣ", "σισυφοσ"},      {"Œuvre", "oeuvre"},      {"Ærø", "aero"},
        {"Þór", "thor"},             {"Reykjavík", "reykjavik"}, {"Ħamrun", "hamrun"},
        {"Ŧ", "t"},                  {"ＵＳ １２", "us 12"},   {"ﬁre", "fire"},
        {"co\u00ADoperate", "cooperate"}, {"a\u200Bb", "ab"},  {"a\u200Db", "ab"},
        {"\uFEFFx", "x"},            {"Cafe\u0301", "cafe"},   {"ÀÉÎÕÜ", "aeiou"},
        {"Йод", "йод"},              {"Ёлка", "елка"},         {"Їжак", "їжак"},
        {"КИЇВ", "київ"},            {"ガ", "ガ"},             {"ｶﾞ", "ガ"},
        {"قِف", "قف"},              {"हिन्दी", "हिन्दी"},         {"ทั้ง", "ทั้ง"},
        {"Tiếng Việt", "tieng viet"}, {"Ǆ", "dz"},             {"ſ", "s"},
        {"", ""},                    {"plain ASCII 1", "plain ascii 1"},
    };
    for (const auto& [text, folded] : rows) {
        INFO(text);
        CHECK(fold(text) == folded);
        CHECK(fold(folded) == folded);
    }
}

TEST_CASE("what is folded folds to itself, whatever the character, between two letters") {
    // Found by the fuzzer of queries: marks that stood on a tatweel, which goes.
    constexpr char32_t first = 0x80, behind_last = 0x110000, surrogates = 0xD800, behind_surrogates = 0xE000;
    std::string wrong;
    for (char32_t c = first; c < behind_last; ++c) {
        if (c == surrogates) c = behind_surrogates;
        std::string text = "o";
        broadsheet::text::append_utf8(c, text);
        text += "m";
        const std::string folded = fold(text);
        if (fold(folded) != folded && wrong.size() < 200) wrong += text + " ";
    }
    CHECK(wrong.empty());
}

TEST_CASE("a mark behind a tatweel is dropped as on the letter before it") {
    CHECK(fold("ك\u0640\u064Eتب") == fold("كتب"));
}
