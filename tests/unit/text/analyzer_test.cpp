#include "text/analyzer.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace broadsheet::text;

namespace {

// "form@position" and, for a compound or pair, "form@position/length", each with its bytes in brackets.
std::string shown(const std::string& input, bool with_bytes) {
    Analyzer analyzer;
    TokenList tokens;
    analyzer.analyze(input, tokens);
    std::string text;
    for (const Token& token : tokens) {
        if (!text.empty()) text += ' ';
        text += std::string(tokens.form(token)) + '@' + std::to_string(token.position);
        if (!token.is_single()) text += '/' + std::to_string(token.length);
        if (with_bytes) {
            text += '[' + std::to_string(token.begin) + ',' + std::to_string(token.end) + ')';
        }
    }
    return text;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

void check(const Rows& rows, bool with_bytes = false) {
    for (const auto& [input, tokens] : rows) {
        INFO(input);
        CHECK(shown(input, with_bytes) == tokens);
    }
}

}  // namespace

TEST_CASE("tokens keep the bytes that they stand for") {
    check({{"Truce now", "truce@0[0,5) now@1[6,9)"},
           {"a cease-fire.", "a@0[0,1) ceasefire@1/2[2,12) cease@1[2,7) fire@2[8,12)"},
           {"Iran’s oil", "iran@0[0,8) oil@1[9,12)"},
           {"(U.S.)", "us@0[1,5)"},
           {"café!", "cafe@0[0,5)"},
           {"$1,000", "1000@0[1,6)"},
           {"$5 bn", "5bn@0/2[1,5) 5@0[1,2) bn@1[3,5)"},
           {"5%.", "5percent@0/2[0,2) 5@0[0,1) percent@1[1,2)"},
           {"停戦", "停戦@0/2[0,6) 停@0[0,3) 戦@1[3,6)"},
           {"x\xFFy", "x@0[0,1) y@1[2,3)"}},
          true);
}

TEST_CASE("a hyphen joins words and their parts are found too") {
    check({{"cease-fire", "ceasefire@0/2 cease@0 fire@1"},
           {"60-day truce", "60day@0/2 60@0 day@1 truce@2"},
           {"co‐operate", "cooperate@0/2 co@0 operate@1"},   // U+2010
           {"co‑operate", "cooperate@0/2 co@0 operate@1"},   // U+2011, which does not break
           {"sister-in-law", "sisterinlaw@0/3 sister@0 in@1 law@2"},
           {"stick-in-the-mud-ish", "stickinthemudish@0/5 stick@0 in@1 the@2 mud@3 ish@4"},
           {"a-b-c-d-e-f", "abcdef@0/6 a@0 b@1 c@2 d@3 e@4 f@5"},
           {"a-b-c-d-e-f-g", "a@0 b@1 c@2 d@3 e@4 f@5 g@6"},
           {"2023-2027", "20232027@0/2 2023@0 2027@1"},
           {"re- and", "re@0 and@1"},
           {"-day", "day@0"},
           {"a--b", "a@0 b@1"},
           {"Gaza–Egypt", "gaza@0 egypt@1"},                 // an en dash parts
           {"COVID-19-related", "covid19related@0/3 covid@0 19@1 related@2"},
           {"al-Thani’s", "althani@0/2 al@0 thani@1"},
           {"co\u00ADoperate", "cooperate@0"}});             // a soft hyphen is no hyphen
}

TEST_CASE("apostrophes: names are joined, possessives dropped, contractions kept") {
    check({{"O’Brien", "obrien@0/2 o@0 brien@1"},
           {"O'Brien's", "obrien@0/2 o@0 brien@1"},
           {"l’accord", "laccord@0/2 l@0 accord@1"},
           {"Iran’s", "iran@0"},
           {"Iran's", "iran@0"},
           {"Iranʼs", "iran@0"},                             // U+02BC, the letter apostrophe
           {"IRAN’S", "iran@0"},
           {"states’ rights", "states@0 rights@1"},
           {"the 1990's", "the@0 1990@1"},
           {"don’t", "don't@0"},
           {"don't", "don't@0"},
           {"DON’T", "don't@0"},
           {"we’ll I'd they've I’m you’re", "we'll@0 i'd@1 they've@2 i'm@3 you're@4"},
           {"ma’am", "maam@0/2 ma@0 am@1"},
           {"Qur'an", "quran@0/2 qur@0 an@1"},
           {"’90s", "90s@0"},
           {"‘truce’", "truce@0"},
           {"'n'", "n@0"},
           {"d'état", "detat@0/2 d@0 etat@1"},
           {"’", ""}});
}

TEST_CASE("dotted abbreviations are one word") {
    check({{"U.S.", "us@0"},
           {"U.S", "us@0"},
           {"the U.S.’s", "the@0 us@1"},
           {"p.m.", "pm@0"},
           {"U.N. and UN", "un@0 and@1 un@2"},
           {"J.K. Rowling", "jk@0 rowling@1"},
           {"e.g.", "eg@0"},
           {"U.S.-led", "usled@0/2 us@0 led@1"},
           {"non-U.S.", "nonus@0/2 non@0 us@1"},
           {"U.S.Army", "us@0 army@1"},
           {"Plan B. Then", "plan@0 b@1 then@2"},
           {"No.10", "no@0 10@1"},
           {"example.com", "example@0 com@1"},
           {"Mr.Smith", "mr@0 smith@1"}});
}

TEST_CASE("an ampersand joins letters, plus and sharp stay with a single one") {
    check({{"AT&T", "at&t@0/2 at@0 t@1"},
           {"R&D", "r&d@0/2 r@0 d@1"},
           {"S & P", "s@0 p@1"},
           {"4&5", "4@0 5@1"},
           {"C++", "c++@0"},
           {"C#, F#", "c#@0 f#@1"},
           {"C+ abc++", "c@0 abc@1"},
           {"#Gaza @un_news", "gaza@0 un_news@1"}});
}

TEST_CASE("numbers: the comma groups, the stop is a value, signs are no letters") {
    check({{"1,000", "1000@0"},
           {"1,000,000", "1000000@0"},
           {"1,00", "1@0 00@1"},
           {"1,0000", "1@0 0000@1"},
           {"3.14", "3.14@0"},
           {"1,000.50", "1000.50@0"},
           {"3. April", "3@0 april@1"},
           {"$1,500bn", "1500bn@0/2 1500@0 bn@1"},
           {"1,000s", "1000s@0"},
           {"9/11 and/or", "9@0 11@1 and@2 or@3"},
           {"１２３", "123@0"},                              // full width
           {"½ cup", "cup@0"},
           {"1,000-day", "1000day@0/2 1000@0 day@1"},
           {"1987", "1987@0"}});
}

TEST_CASE("amounts: a number and its unit are one word in every spelling, and two") {
    check({{"$60bn, €5m", "60bn@0/2 60@0 bn@1 5m@2/2 5@2 m@3"},
           {"$60 bn", "60bn@0/2 60@0 bn@1"},
           {"$60\u00A0bn", "60bn@0/2 60@0 bn@1"},
           {"60 billion euros", "60bn@0/2 60@0 billion@1 euros@2"},
           {"1.2 trillion", "1.2tn@0/2 1.2@0 trillion@1"},
           {"2.5m", "2.5m@0/2 2.5@0 m@1"},
           {"£2.5 million", "2.5m@0/2 2.5@0 million@1"},
           {"2.5 million", "2.5million@0/2 2.5@0 million@1"},
           {"2.5 mln", "2.5million@0/2 2.5@0 mln@1"},
           {"$2.5 mln", "2.5m@0/2 2.5@0 mln@1"},
           {"5pm", "5pm@0/2 5@0 pm@1"},
           {"5 PM", "5pm@0/2 5@0 pm@1"},
           {"at 5 p.m. on", "at@0 5pm@1/2 5@1 pm@2 on@3"},
           {"5p.m.", "5pm@0/2 5@0 pm@1"},
           {"5.30pm", "5.30pm@0/2 5.30@0 pm@1"},
           {"5%", "5percent@0/2 5@0 percent@1"},
           {"5 %", "5percent@0/2 5@0 percent@1"},
           {"5 percent", "5percent@0/2 5@0 percent@1"},
           {"5 per cent of", "5percent@0/3 5@0 per@1 cent@2 of@3"},
           {"5 pct", "5percent@0/2 5@0 pct@1"},
           {"5%-owned", "5percentowned@0/3 5@0 percent@1 owned@2"},
           {"10km 10 km", "10km@0/2 10@0 km@1 10km@2/2 10@2 km@3"},
           {"$60bn-plus", "60bnplus@0/3 60@0 bn@1 plus@2"},
           {"60-70bn", "6070bn@0/3 60@0 70@1 bn@2"},
           // No amounts: the unit is part of a word, or of a chain, or the number is.
           {"60bnx", "60bnx@0"},
           {"5 million-year", "5@0 millionyear@1/2 million@1 year@2"},
           {"5 mmm", "5@0 mmm@1"},
           {"5 per head", "5@0 per@1 head@2"},
           {"5 per cents", "5@0 per@1 cents@2"},
           {"5, m", "5@0 m@1"},
           {"5  m", "5@0 m@1"},
           {"COVID-19 m", "covid19@0/2 covid@0 19@1 m@2"},
           {"747s", "747s@0"},
           {"F16", "f16@0"},
           {"% 5", "5@0"}});
}

TEST_CASE("scripts without word spaces give each character, led by its pair with the next") {
    check({{"停戦", "停戦@0/2 停@0 戦@1"},
           {"停戦、交渉。", "停戦@0/2 停@0 戦@1 交渉@2/2 交@2 渉@3"},
           {"停戦合意", "停戦@0/2 停@0 戦合@1/2 戦@1 合意@2/2 合@2 意@3"},
           {"7月9日", "7@0 月@1 9@2 日@3"},
           {"ガザ地区", "ガザ@0/2 ガ@0 ザ地@1/2 ザ@1 地区@2/2 地@2 区@3"},
           {"ｶﾞｻﾞ", "ガザ@0/2 ガ@0 ザ@1"},
           {"コーヒー", "コー@0/2 コ@0 ーヒ@1/2 ー@1 ヒー@2/2 ヒ@2 ー@3"},
           {"COVID疫苗", "covid@0 疫苗@1/2 疫@1 苗@2"},
           {"停 戦", "停@0 戦@1"},
           {"휴전", "휴전@0/2 휴@0 전@1"},
           {"ฉันรัก", "ฉัน@0/2 ฉั@0 นรั@1/2 น@1 รัก@2/2 รั@2 ก@3"},
           {"ປະເທດ", "ປະ@0/2 ປ@0 ະເ@1/2 ະ@1 ເທ@2/2 ເ@2 ທດ@3/2 ທ@3 ດ@4"},
           {"停\u200B戦", "停戦@0/2 停@0 戦@1"},
           {"ทำ ท\u0E4Dา", "ทํา@0 ทํา@1"},
           {"ໝາ ຫມາ", "ຫມາ@0/2 ຫມ@0 າ@1 ຫມາ@2/2 ຫມ@2 າ@3"}});
}

TEST_CASE("Arabic, Persian and Hebrew are read in every usual spelling") {
    check({{"وقف إطلاق النار", "وقف@0 اطلاق@1 النار@2"},
           {"أحمد إحمد آحمد ٱحمد", "احمد@0 احمد@1 احمد@2 احمد@3"},
           {"مُحَمَّد", "محمد@0"},
           {"الدوحة الدوحه", "الدوحه@0 الدوحه@1"},
           {"مؤتمر رئيس", "موتمر@0 رييس@1"},
           {"علی على علي", "علي@0 علي@1 علي@2"},
           {"کتاب كتاب", "كتاب@0 كتاب@1"},
           {"ســـلام", "سلام@0"},
           {"کتاب\u200Cها", "كتابها@0"},
           {"١٢٣ ۱۲۳ १२३", "123@0 123@1 123@2"},
           {"١٬٠٠٠ ٣٫١٤", "1000@0 3.14@1"},
           {"צה״ל צה\"ל", "צהל@0 צהל@1"},
           {"ג׳ורג׳ ג'ורג'", "גורג@0 גורג@1"},
           {"שָׁלוֹם", "שלום@0"},
           {"דו־שיח דו-שיח", "דושיח@0/2 דו@0 שיח@1 דושיח@2/2 דו@2 שיח@3"}});
}

TEST_CASE("letters of other alphabets keep the marks that are part of them") {
    check({{"हिन्दी भाषा", "हिन्दी@0 भाषा@1"},
           {"বাংলা", "বাংলা@0"},
           {"தமிழ்", "தமிழ்@0"},
           {"የኢትዮጵያ", "የኢትዮጵያ@0"},
           {"Հայաստան", "հայաստան@0"},
           {"Київ", "київ@0"},
           {"Ελλάδα", "ελλαδα@0"}});
}

TEST_CASE("case shapes tell how a word is written") {
    const std::vector<std::pair<std::string, CaseShape>> rows = {
        {"truce", CaseShape::lower},     {"Truce", CaseShape::capitalized},
        {"TRUCE", CaseShape::all_caps},  {"iPhone", CaseShape::mixed},
        {"McDonald", CaseShape::mixed},  {"60", CaseShape::none},
        {"停", CaseShape::none},         {"I", CaseShape::capitalized},
        {"U.S.", CaseShape::all_caps},   {"p.m.", CaseShape::lower},
        {"Élysée", CaseShape::capitalized}, {"60TH", CaseShape::all_caps},
    };
    Analyzer analyzer;
    TokenList tokens;
    for (const auto& [word, shape] : rows) {
        analyzer.analyze(word, tokens);
        INFO(word);
        REQUIRE(tokens.size() == 1);
        CHECK(tokens[0].shape == shape);
    }
}

TEST_CASE("nothing, blanks and signs have no words") {
    check({{"", ""}, {"  \t\n", ""}, {"… — “” ()", ""}, {"\xFF\xFE\x80", ""}, {"\u00AD\u200B", ""}});
}

TEST_CASE("a very long word is cut, at a character, and is still found by itself") {
    std::string word;
    for (int i = 0; i < 300; ++i) word += "ж";
    Analyzer analyzer;
    TokenList tokens;
    analyzer.analyze(word, tokens);
    REQUIRE(tokens.size() == 1);
    CHECK(tokens.form(tokens[0]).size() == max_form_bytes);
    CHECK(tokens[0].end == word.size());
}
