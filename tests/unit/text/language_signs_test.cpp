#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/language_signs.hpp"

using namespace broadsheet;

namespace {

std::string_view plain(std::string_view text) { return text::plain_language(text::count_signs(text)); }

struct Row {
    std::string_view language, text;
};

}  // namespace

TEST_CASE("small words tell English, German and French") {
    const std::vector<Row> rows = {
        {"en", "The negotiators returned to the hotel without an agreement on the exchange of prisoners."},
        {"en", "THE MINISTER SAID THAT THE TALKS WOULD BE RESUMED WHEN THE ENVOYS HAVE RETURNED TO DOHA."},
        {"en", "“We don’t know who they were,” said one of the guards, “or what they wanted from us.”"},
        {"en", "It’s the third time in 10 days that 1,200 workers of the Łódź plant have walked out."},
        {"de", "Die Unterhändler kehrten ohne eine Einigung über den Austausch der Gefangenen ins Hotel zurück."},
        {"de", "Für die Opfer und ihre Angehörigen ist es nicht zu fassen, was sich in der Nacht ereignet hat."},
        {"fr", "Les négociateurs sont rentrés à l’hôtel sans accord sur les modalités et le calendrier des échanges."},
        {"fr", "C’est dans cette salle que les ministres se sont réunis pour la première fois avec leurs alliés."},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(plain(row.text) == row.language);
    }
}

TEST_CASE("small words say nothing of other languages, near relations first of all") {
    for (const char* text : {
             // Scots, Dutch, Afrikaans, Luxembourgish
             "The cooncil haes said that the brig wis biggit ower the watter frae the auld toun tae the new.",
             "De onderhandelaars keerden zonder akkoord over de uitwisseling van gevangenen terug naar het hotel.",
             "We hebben een doel, en dat is deze wedstrijd winnen, en daar moeten we ons op blijven richten.",
             "Die regering het gesê dat die onderhandelinge van die partye nie sonder die leiers kan voortgaan nie.",
             "Déi zwou Säiten hunn sech net op en Austausch vun de Gefaangenen gëeenegt, sot den Minister.",
             // Catalan, Occitan, Spanish, Portuguese, Italian, Romanian, Haitian Creole
             "Els negociadors van tornar a l'hotel sense cap acord sobre l'intercanvi dels presoners de guerra.",
             "Los negociadors son tornats a l'ostal sens acòrdi sus l'escambi dels presonièrs de guèrra.",
             "Los negociadores volvieron al hotel sin haber llegado a un acuerdo sobre el canje de prisioneros.",
             "Os negociadores voltaram ao hotel sem um acordo sobre a troca de prisioneiros, disse o ministro.",
             "I negoziatori sono tornati in albergo senza un accordo sullo scambio dei prigionieri.",
             "Negociatorii s-au întors la hotel fără un acord privind schimbul de prizonieri, a spus ministrul.",
             "Negosyatè yo tounen nan otèl la san yo pa jwenn akò sou echanj prizonye yo, minis la di.",
             // Swedish, Polish, Finnish, Swahili
             "Förhandlarna återvände till hotellet utan att ha kommit överens om ett utbyte av fångar.",
             "„To jedna z tych rzeczy, której stale się obawiamy”, powiedział minister po rozmowach.",
             "Neuvottelijat palasivat hotelliin ilman sopimusta vankien vaihdosta, ministeri sanoi.",
             "Wapatanishi walirudi hotelini bila makubaliano kuhusu kubadilishana wafungwa wa vita.",
             // other scripts
             "عاد المفاوضون إلى الفندق من دون اتفاق على تبادل الأسرى بين الجانبين.",
             "Переговорщики вернулись в гостиницу без соглашения об обмене пленными.",
             "谈判代表没有就交换战俘达成协议便返回酒店，谈判将于明天继续进行。"}) {
        INFO(text);
        CHECK(plain(text).empty());
    }
}

TEST_CASE("small words are too few, or of two languages, in what is short, a table or mixed") {
    for (const char* text :
         {"", " ", "The Hague", "The Voice of America", "Die Welt", "Shr 65 cts vs 51 cts Net 3.1 mln vs 2.4 mln",
          "MAY7 499 1/2L 499 3/4H 505 499 1/2 JUL7 499 3/4L 500 1/2H 507 1/4 499 3/4 AUG7 500L 500 1/4H",
          "Smith, Jones, Garcia and Miller; Brown of Leeds, Taylor, Wilson, Evans, Thomas, Roberts, Walker, Wright",
          "It was the end of what they called the “Bündnis für alle, die nicht mit der Regierung sind”, he said.",
          "The minister said that “les uns ont raison et les autres ont tort”, and that this was the end of it.",
          "The statement said that 谈判代表没有就交换战俘达成协议便返回酒店，谈判将于明天继续进行。"}) {
        INFO(text);
        CHECK(plain(text).empty());
    }
}

TEST_CASE("any bytes can be counted") {
    for (const std::string text : {"\xE2", "\xE2\x80", "\xC2", "\xC3", "\xFF\xFE", "the \xE2\x80", "a\xF0\x9F",
                                   "\x80\x80\x80", "\xC3 the \xC3", "\xE2\x80\xE2\x80"}) {
        const auto signs = text::count_signs(text);
        CHECK(signs.words <= 3);
        CHECK(signs.foreign_bytes <= text.size());
    }
    CHECK(text::count_signs("the \xE2\x80").signs[0] == 1);
    CHECK(text::count_signs("\xC3\xA9tait was").signs == std::array<std::size_t, 3>{1, 0, 1});
}
