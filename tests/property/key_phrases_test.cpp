// What holds of the key phrases of any article, however odd its text.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "archive/key_phrases.hpp"
#include "indexer/key_phrases.hpp"
#include "tests/property/random_news.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

std::string words(Dice& dice, std::size_t most) {
    static const Words more = {"New York", "Cold Ash", "Mara Tolliver", "，", ",", "。", ". ", "\"", "’s",
                               "Müller", "COLD ASH", "5-day", "\xc3", "\xff\xfe", "湖区停火谈判", "ライダー・カップ"};
    std::string text;
    for (std::size_t i = dice.between(1, most); i > 0; --i) {
        text += dice.one_in(3) ? dice.pick(more) : dice.pick(news_words());
        if (!dice.one_in(8)) text += ' ';
    }
    return text;
}

archive::Article random_article(Dice& dice) {
    static const Words languages = {"", "en", "de", "ar", "zh", "ja", "x-unknown", "en-us"};
    archive::Article article;
    article.language = dice.pick(languages);
    article.headline = words(dice, 12);
    article.byline = words(dice, 3);
    archive::Section section;
    for (std::size_t i = dice.roll(6); i > 0; --i) {
        section.paragraphs.push_back({archive::ParagraphKind::paragraph, words(dice, 60)});
    }
    article.sections.push_back(std::move(section));
    return article;
}

std::vector<std::string> phrases_of(indexer::KeyPhraseFinder& finder, const archive::Article& article,
                                    const indexer::PhraseModel& model) {
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

/// The single words of a text with a space around each.
std::string plain(std::string_view text) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    std::string out = " ";
    for (const text::Token& token : tokens) {
        if (token.is_single()) (out += tokens.form(token)) += ' ';
    }
    return out;
}

}  // namespace

TEST_CASE("key phrases stand in the article, are few, differ, and are always the same") {
    Dice dice(20261123);
    indexer::PhraseModelBuilder learning;
    for (int i = 0; i < 60; ++i) learning.learn(random_article(dice));
    const auto model = learning.model();
    indexer::KeyPhraseFinder used;  // keeps its memory from article to article
    std::size_t found = 0;
    for (std::size_t i = cases_from("BROADSHEET_PHRASE_CASES", 600); i > 0; --i) {
        const archive::Article article = random_article(dice);
        const auto phrases = phrases_of(used, article, *model);
        CHECK(phrases.size() <= indexer::max_key_phrases);
        CHECK(archive::split_phrases(archive::join_phrases(phrases)) == phrases);
        std::set<std::string> terms;
        for (const std::string& phrase : phrases) {
            CAPTURE(article.headline, phrase);
            text::Analyzer analyzer;
            text::TokenList tokens;
            const std::string term = archive::key_phrase_term(phrase, analyzer, tokens);
            CHECK_FALSE(term.empty());
            CHECK(terms.insert(term).second);
            bool stands = false;
            for (const auto& unit : archive::text_units(article)) {
                stands |= plain(unit.text).find(plain(phrase)) != std::string::npos;
            }
            CHECK(stands);
        }
        indexer::KeyPhraseFinder fresh;
        CHECK(phrases_of(fresh, article, *model) == phrases);
        found += phrases.size();
    }
    CHECK(found > 600);
}
