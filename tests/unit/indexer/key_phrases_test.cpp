#include "indexer/key_phrases.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/analyzer.hpp"

using namespace broadsheet;
using archive::Article;

namespace {

Article article(std::string language, std::string headline, std::vector<std::string> paragraphs) {
    Article out;
    out.id = headline;
    out.language = std::move(language);
    out.headline = std::move(headline);
    archive::Section body;
    for (std::string& text : paragraphs) {
        body.paragraphs.push_back({archive::ParagraphKind::paragraph, std::move(text)});
    }
    out.sections.push_back(std::move(body));
    return out;
}

std::vector<std::string> phrases_of(const Article& article,
                                    const indexer::PhraseModel& model = {}) {
    indexer::KeyPhraseFinder finder;
    text::Analyzer analyzer;
    text::TokenList tokens;
    std::vector<text::ByteRange> sentences;
    for (const auto& unit : archive::text_units(article)) {
        analyzer.analyze(unit.text, tokens);
        text::break_sentences(unit.text, article.language, sentences);
        finder.add_unit(unit, tokens, sentences);
    }
    return finder.finish(model, article.language);
}

bool has(const std::vector<std::string>& phrases, const std::string& phrase) {
    return std::ranges::find(phrases, phrase) != phrases.end();
}

}  // namespace

TEST_CASE("an article is about what it names and repeats, in any language") {
    struct Row {
        Article article;
        std::vector<std::string> wanted, unwanted;
    };
    const std::vector<Row> rows = {
        {article("en", "Envoy lands for talks on lake truce",
                 {"Special envoy Mara Tolliver landed in Ouadara on Monday. Tolliver wants a 60-day "
                  "ceasefire on the lake.",
                  "A 60-day ceasefire failed last year. Tolliver said the White Lodge was patient."}),
         {"Mara Tolliver", "60-day ceasefire", "White Lodge", "Ouadara"},
         {"Monday", "Tolliver", "wants", "Tolliver said"}},
        {article("de", "Brücke in Hallburg bleibt gesperrt",
                 {"Die Brücke in Hallburg bleibt gesperrt, sagte Petra Winkelried.",
                  "Das Bauamt prüft die Brücke; Petra Winkelried rechnet mit Monaten."}),
         {"Petra Winkelried", "Hallburg"}, {"bleibt", "Die Brücke"}},
        {article("ar", "هدنة في دارفان بعد وساطة قطرية",
                 {"أعلنت وزارة الخارجية القطرية هدنة في دارفان.",
                  "وقالت وزارة الخارجية القطرية إن هدنة دارفان صامدة، وإن دارفان هادئة."}),
         {"دارفان"}, {"في", "في دارفان"}},
        {article("zh", "湖区停火谈判在多哈举行",
                 {"湖区停火谈判在多哈举行。", "停火谈判将持续三天，停火谈判代表说进展顺利。"}),
         {"停火谈判"}, {"在", "说"}},
        {article("hi", "झील युद्धविराम पर दोहा में वार्ता",
                 {"दोहा में झील युद्धविराम पर वार्ता हुई।", "झील युद्धविराम पर दोहा में फिर वार्ता होगी।"}),
         {"झील युद्धविराम"}, {"में", "पर"}},
    };
    for (const Row& row : rows) {
        const auto phrases = phrases_of(row.article);
        CAPTURE(row.article.headline, phrases);
        for (const auto& phrase : row.wanted) {
            INFO("wanted: " << phrase);
            CHECK(has(phrases, phrase));
        }
        for (const auto& phrase : row.unwanted) {
            INFO("not wanted: " << phrase);
            CHECK_FALSE(has(phrases, phrase));
        }
    }
}

TEST_CASE("what every article of the archive says is no key phrase of one") {
    indexer::PhraseModelBuilder learning;
    for (int i = 0; i < 40; ++i) {
        learning.learn(article("en", "Harbour report", {"The harbour master at Saltmouth wrote the "
                                                        "harbour report for Saltmouth."}));
    }
    const auto model = learning.model();
    const Article eel = article("en", "Harbour report on eels",
                                {"The harbour master at Saltmouth counted eels in the harbour. "
                                 "There were eels at Saltmouth, and eels in Cold Ash."});
    CHECK(has(phrases_of(eel), "Saltmouth"));
    const auto phrases = phrases_of(eel, *model);
    CAPTURE(phrases);
    CHECK(has(phrases, "eels"));
    CHECK(has(phrases, "Cold Ash"));
    CHECK_FALSE(has(phrases, "Saltmouth"));
    CHECK_FALSE(has(phrases, "harbour"));
}

TEST_CASE("words are counted by language, each once an article") {
    indexer::PhraseModelBuilder learning;
    learning.learn(article("en", "Truce", {"A truce is a truce."}));
    learning.learn(article("en-gb", "Talks", {"No truce."}));
    learning.learn(article("fr", "Truce", {"Trêve."}));
    const auto model = learning.model();
    CHECK(model->of("en").articles() == 2);
    CHECK(model->of("en-us").articles_with(indexer::word_hash("truce")) == 2);
    CHECK(model->of("en").articles_with(indexer::word_hash("talks")) == 1);
    CHECK(model->of("en").articles_with(indexer::word_hash("treve")) == 0);
    CHECK(model->of("fr").articles() == 1);
    CHECK(model->of("sv").articles() == 0);
}

TEST_CASE("bylines, datelines and corrections are not what an article is about") {
    Article report = article("en", "Talks resume", {"Mediators met again in the old hotel."});
    report.byline = "Farah Haddad and Farah Haddad";
    report.dateline = "DARVAN CITY";
    report.sections.push_back({archive::SectionKind::correction, 1, "Correction",
                               {{archive::ParagraphKind::paragraph, "We misspelt Yazan Okafor."}}});
    const auto phrases = phrases_of(report);
    for (const char* name : {"Farah Haddad", "DARVAN CITY", "Yazan Okafor"}) {
        CHECK_FALSE(has(phrases, name));
    }
}

TEST_CASE("a phrase is spelt as the article mostly does, not as its headline") {
    const auto phrases = phrases_of(article(
        "en", "COCOA BOARD TO MEET", {"The Cocoa Board of the coast meets today.",
                                      "Traders expect the Cocoa Board to raise prices."}));
    CAPTURE(phrases);
    CHECK(has(phrases, "Cocoa Board"));
    CHECK_FALSE(has(phrases, "COCOA BOARD"));
}
