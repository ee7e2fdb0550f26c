#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "indexer/article_language.hpp"
#include "text/language.hpp"

using namespace broadsheet;
using text::detect_language;
using text::detect_other_language;

namespace {

struct Sentence {
    std::string language, text;
};

const std::vector<Sentence> sentences = {
    {"en", "The negotiators returned to the hotel without an agreement on the exchange of prisoners."},
    {"de", "Die Unterhändler kehrten ohne eine Einigung über den Austausch der Gefangenen ins Hotel zurück."},
    {"fr", "Les négociateurs sont rentrés à l’hôtel sans accord sur l’échange des prisonniers."},
    {"es", "Los negociadores volvieron al hotel sin haber llegado a un acuerdo sobre el canje de prisioneros."},
    {"it", "I negoziatori sono tornati in albergo senza un accordo sullo scambio dei prigionieri."},
    {"nl", "De onderhandelaars keerden zonder akkoord over de uitwisseling van gevangenen terug naar het hotel."},
    {"pl", "Negocjatorzy wrócili do hotelu bez porozumienia w sprawie wymiany jeńców."},
    {"tr", "Müzakereciler esir takası konusunda anlaşmaya varamadan otele döndüler."},
    {"nb", "Forhandlerne kom tilbake til hotellet uten å ha blitt enige om utveksling av fanger."},
    {"ru", "Переговорщики вернулись в гостиницу без соглашения об обмене пленными."},
    {"uk", "Учасники переговорів повернулися до готелю без угоди про обмін полоненими."},
    {"el", "Οι διαπραγματευτές επέστρεψαν στο ξενοδοχείο χωρίς συμφωνία."},
    {"ar", "عاد المفاوضون إلى الفندق من دون اتفاق على تبادل الأسرى بين الجانبين."},
    {"fa", "مذاکره‌کنندگان بدون توافق درباره تبادل زندانیان به هتل بازگشتند و گفت‌وگوها ادامه دارد."},
    {"he", "המשא ומתן נמשך גם אתמול ללא הסכמה על חילופי השבויים."},
    {"hi", "वार्ताकार कैदियों की अदला-बदली पर बिना किसी समझौते के होटल लौट आए हैं।"},
    {"id", "Para perunding kembali ke hotel tanpa mencapai kesepakatan mengenai pertukaran tahanan perang."},
    {"zh", "谈判代表没有就交换战俘达成协议便返回酒店，谈判将于明天继续进行。"},
    {"zh-hant", "談判代表沒有就交換戰俘達成協議便返回酒店，談判將於明天繼續進行。"},
    {"ja", "交渉団は捕虜の交換について合意に至らないままホテルに戻った。"},
    {"ko", "협상 대표단은 포로 교환에 합의하지 못한 채 호텔로 돌아갔다."},
    {"th", "ผู้เจรจากลับไปยังโรงแรมโดยไม่มีข้อตกลงเรื่องการแลกเปลี่ยนนักโทษ"},
};

const std::string& sentence_in(const std::string& language) {
    for (const auto& sentence : sentences) {
        if (sentence.language == language) return sentence.text;
    }
    throw std::logic_error("no such sentence");
}

}  // namespace

TEST_CASE("a sentence tells its language") {
    for (const auto& [language, text] : sentences) {
        INFO(text);
        CHECK(detect_language(text) == language);
    }
}

TEST_CASE("what is too little or too odd for an answer has none") {
    for (const char* text :
         {"", " ", "Gaza", "Doha talks", "Iran", "Die Welt", "No comment", "Paris en fête", "停戦合意",
          "北京", "Путин", "الدوحة", "1,000 3.14 2025-07-09", "!!! ??? …", "\xff\xfe\xfd",
          "NCR CORP <NCR> 1ST QTR NET Shr 65 cts vs 51 cts"}) {
        INFO(text);
        CHECK(detect_language(text).empty());
    }
}

TEST_CASE("a script of one language needs but a word") {
    CHECK(detect_language("Η συμφωνία υπεγράφη") == "el");
    CHECK(detect_language("정상회담 합의") == "ko");
}

TEST_CASE("control characters and noncharacters do not hide a language") {
    CHECK(detect_language("\x01" + sentence_in("en") + "\uFFFE") == "en");
    CHECK(detect_language(sentence_in("de") + "\xff") == "de");
}

TEST_CASE("a paragraph is in another language only where that is beyond doubt") {
    CHECK(detect_other_language(sentence_in("ru"), "uk") == "ru");
    CHECK(detect_other_language(sentence_in("en"), "fr") == "en");
    CHECK(detect_other_language(sentence_in("en"), "") == "en");
    CHECK(detect_other_language(sentence_in("en"), "en").empty());
    CHECK(detect_other_language(sentence_in("en"), "en-gb").empty());
    CHECK(detect_other_language(sentence_in("zh"), "zh-hant").empty());
    CHECK(detect_other_language(sentence_in("id"), "ms").empty());  // near relations
    CHECK(detect_other_language(sentence_in("nb"), "sv").empty());
    CHECK(detect_other_language("No comment was to be had.", "de").empty());
}

TEST_CASE("an article gets its language, and its foreign paragraph another") {
    archive::Article article;
    article.headline = "Talks in Doha";
    archive::Section body;
    for (int i = 0; i < 5; ++i) {
        body.paragraphs.push_back({archive::ParagraphKind::paragraph, sentence_in("en")});
    }
    body.paragraphs.push_back({archive::ParagraphKind::quote, sentence_in("fr")});
    article.sections = {body};

    SECTION("where the source says nothing") {
        indexer::identify_languages(article);
        CHECK(article.language == "en");
    }
    SECTION("and keeps what the source says") {
        article.language = "en-gb";
        article.sections[0].paragraphs[0].language = "la";
        indexer::identify_languages(article);
        CHECK(article.language == "en-gb");
        CHECK(article.sections[0].paragraphs[0].language == "la");
    }
    CHECK(article.sections[0].paragraphs[1].language.empty());
    CHECK(article.sections[0].paragraphs[5].language == "fr");
}

TEST_CASE("an article of a few words has no language") {
    archive::Article article;
    article.headline = "Doha talks";
    indexer::identify_languages(article);
    CHECK(article.language.empty());
}

TEST_CASE("a foreign paragraph is marked in an article that small words tell") {
    const std::vector<std::string> in_english = {
        "The talks were to be resumed on Monday, said two officials who have been told of the plan.",
        "Neither of the two sides has said what it would give for the return of the soldiers.",
        "They had been held for more than a year in the mountains of the north, where the army has not been.",
        "It is the third time since the war that the two have met, and the first time that they did so alone.",
        "It was the army that brought the news to the capital, where most of the shops have been closed for weeks.",
        "None of those who were asked would say when the talks will end, or what they were about to sign.",
        "What will be said of it at home is not known yet; but there was no doubt about who had won.", "“No comment,” he said.",
        "Smith, Jones, Garcia, Miller, Davis, Wilson, Anderson, Thomas, Taylor, Moore, Jackson, Martin"};
    for (const std::string foreign : {"ar", "es", "fr", "de", "ru", "zh", "el", "nl", "pl"}) {
        for (const bool introduced : {false, true}) {
            INFO(foreign << introduced);
            archive::Article article;
            article.headline = "Talks to be resumed in the north";
            archive::Section body;
            for (const std::string& text : in_english) {
                body.paragraphs.push_back({archive::ParagraphKind::paragraph, text});
            }
            const std::string once = sentence_in(foreign) + " " + sentence_in(foreign);
            body.paragraphs.push_back({archive::ParagraphKind::quote, introduced ? "He said: " + once : once});
            article.sections = {body};
            indexer::identify_languages(article);
            CHECK(article.language == "en");
            for (std::size_t i = 0; i < in_english.size(); ++i) {
                CHECK(article.sections[0].paragraphs[i].language.empty());
            }
            CHECK(article.sections[0].paragraphs.back().language == foreign);
        }
    }
}

TEST_CASE("what the source says of an article weighs more than its small words") {
    archive::Article article;
    archive::Section body;
    for (int i = 0; i < 5; ++i) {
        body.paragraphs.push_back({archive::ParagraphKind::paragraph, sentence_in("en")});
    }
    article.sections = {body};
    article.language = "fr";
    indexer::identify_languages(article);
    CHECK(article.language == "fr");
}
