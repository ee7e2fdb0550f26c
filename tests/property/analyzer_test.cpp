// What holds of the tokens and sentences of any text.
#include "text/analyzer.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <string>
#include <vector>

#include "tests/support/text_checks.hpp"
#include "text/folding.hpp"
#include "text/sentence_breaker.hpp"
#include "text/utf8.hpp"

using namespace broadsheet::text;

namespace {

constexpr int texts_per_case = 20;

// Pieces that meet in bad ways, characters of any plane, and bytes that are none.
rc::Gen<std::string> any_text() {
    const auto character = rc::gen::map(rc::gen::inRange<std::uint32_t>(1, 0x20000), [](auto c) {
        std::string text;
        if (c < 0xD800 || c > 0xDFFF) append_utf8(c, text);
        return text;
    });
    const auto piece = rc::gen::weightedOneOf<std::string>(
        {{6, rc::gen::element<std::string>(
                 "a", "B", "é", "Ж", "ς", "ß", "İ", "1", "22", "333", "１", " ", " ", " ", "-", "‐", "'",
                 "’", "ʼ", ".", ",", "&", "+", "++", "#", "_", "s", "t", "n", "ll", "U.S.", "don’t",
                 "cease-fire", "停", "スー", "ー", "ไทย", "ع", "क्ष", "\u0301", "\u00AD", "\u200D",
                 "\u200B", "\uFE0F", "Ŀ", "ŉ", "ﬁ", "½", "…", "。", "!", "?", "\"", "”")},
         {2, character},
         {1, rc::gen::container<std::string>(rc::gen::arbitrary<char>())}});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
        std::string text;
        for (const auto& one : pieces) text += one;
        return text;
    });
}

}  // namespace

TEST_CASE("tokens of any text lie in it, in order, on characters, and the parts of a compound tile it") {
    rc::prop("analyze", [] {
        Analyzer analyzer;
        for (int i = 0; i < texts_per_case; ++i) {
            const std::string text = *any_text();
            RC_LOG() << text << '\n';
            TokenList tokens;
            analyzer.analyze(text, tokens);
            RC_ASSERT(broadsheet::tests::wrong_with_tokens(text, tokens) == "");
        }
    });
}

TEST_CASE("an analyzer that was used before gives what a new one gives") {
    rc::prop("analyze again", [] {
        Analyzer used;
        TokenList list, fresh;
        for (int i = 0; i < 5; ++i) {
            const std::string text = *any_text();
            used.analyze(text, list);
            Analyzer().analyze(text, fresh);
            RC_ASSERT(list.size() == fresh.size());
            for (std::size_t k = 0; k < list.size(); ++k) {
                RC_ASSERT(list.form(list[k]) == fresh.form(fresh[k]));
                RC_ASSERT(list[k].begin == fresh[k].begin);
            }
        }
    });
}

TEST_CASE("the form of a word of letters is analysed to itself") {
    const auto letter = rc::gen::oneOf(
        rc::gen::element<std::string>("a", "Z", "é", "Ø", "ß", "ı", "İ", "Æ", "ς", "Σ", "Ж", "ё", "й",
                                      "Ǆ", "ﬁ", "ſ", "Ｕ", "ñ", "e\u0301", "ậ", "1", "７"),
        rc::gen::map(rc::gen::inRange<std::uint32_t>(0xC0, 0x530), [](auto c) {
            std::string text;
            // ŉ and ŀ are a letter and a sign in one, 0x2B0 to 0x385 are marks and signs.
            const bool letter_only = c != 0x149 && c != 0x13F && c != 0x140 && c != 0xD7 &&
                                     c != 0xF7 && (c < 0x2B0 || c > 0x385) && c != 0x387;
            if (letter_only) append_utf8(c, text);
            return text;
        }));
    rc::prop("analyze the form", [&] {
        std::string word = "x";
        for (const auto& one : *rc::gen::container<std::vector<std::string>>(letter)) word += one;
        Analyzer analyzer;
        TokenList tokens, again;
        analyzer.analyze(word, tokens);
        if (tokens.size() != 1) return;
        const std::string form(tokens.form(tokens[0]));
        RC_LOG() << word << " gives " << form << '\n';
        analyzer.analyze(form, again);
        RC_ASSERT(again.size() == 1U);
        RC_ASSERT(std::string(again.form(again[0])) == form);
        RC_ASSERT(fold(form) == form);
    });
}

TEST_CASE("sentences of any text are in order, on characters, and leave out nothing but white space") {
    rc::prop("break_sentences", [] {
        for (int i = 0; i < texts_per_case; ++i) {
            const std::string text = *any_text();
            std::vector<ByteRange> sentences;
            break_sentences(text, sentences);
            RC_ASSERT(broadsheet::tests::wrong_with_sentences(text, sentences) == "");
        }
    });
}
