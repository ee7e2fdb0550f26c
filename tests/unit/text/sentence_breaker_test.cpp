#include "text/sentence_breaker.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadsheet::text;

namespace {

std::string split(const std::string& text, std::string_view language = "en") {
    std::vector<ByteRange> sentences;
    break_sentences(text, language, sentences);
    std::string out;
    for (const auto& sentence : sentences) {
        if (!out.empty()) out += " | ";
        out += text.substr(sentence.begin, sentence.end - sentence.begin);
    }
    return out;
}

}  // namespace

// Each row is one paragraph with a bar where a sentence ends.
TEST_CASE("sentences of news end where a reader ends them") {
    const std::vector<std::string> rows = {
        // the plain cases
        "The truce held. | Talks went on.",
        "Did it hold? | Nobody knew. | It did!",
        "Really?! | Yes.",
        "One sentence without a stop",
        "A stop at the end.",
        "The vote was 5 to 4. | Nobody spoke.",
        "It ended in 2019. | The next began in 2020.",
        // titles
        "Mr. Smith met Mrs. Jones and Dr. Roe.",
        "Gov. Kathy Hochul spoke. | Sen. Warren did not.",
        "Lt. Gen. John Roe and Col. Jane Doe commanded.",
        "Rep. Ocasio-Cortez, Rev. King and Prof. Li agreed.",
        "St. Louis lost to St. Paul.",
        "Sgt. Pepper played. | Capt. Roe left.",
        "Messrs. Roe and Doe filed suit.",
        // initials
        "J. K. Rowling wrote it.",
        "George W. Bush left. | He returned.",
        "Franklin D. Roosevelt met J. Edgar Hoover.",
        "It was Plan B. said no one.",
        // countries and dotted abbreviations
        "The U.S. Senate voted.",
        "He left the U.S. | The next day he was back.",
        "The U.S. and the U.K. agreed.",
        "They live in the U.S. | They work there.",
        "Washington, D.C. | The mayor spoke.",
        "The U.N. Security Council met. | It adjourned.",
        "At 5 p.m. the guns fell silent.",
        "It began at 5 p.m. | The crowd left at 9 a.m. on Friday.",
        "Talks resume at 3 p.m. Tuesday in Doha.",
        "He has a Ph.D. from Yale.",
        "Use salt, i.e. sodium chloride, e.g. at table.",
        // months and days
        "It opened on Jan. 5 and closed on Feb. 6.",
        "The law took effect in Sept. 2019. | It failed.",
        "They met on Mon. and on Tue. in Oslo.",
        // companies and numbers
        "Apple Inc. rose. | Acme Corp. fell.",
        "Acme Inc. bought Roe & Co. for $1.5bn.",
        "He works for Acme Corp. | The company declined to comment.",
        "Shares of Roe Ltd. and Doe plc. fell.",
        "Martin Luther King Jr. was born there.",
        "Profit rose to 3.5 mln dlrs. | The rest fell.",
        "It is No. 1 in the world.",
        "He said no. | She said yes.",
        "Roe v. Wade and Bush vs. Gore were cited.",
        "Fig. 3 and pp. 4-5 show it.",
        "The price is $1.50. | It was $1.20.",
        "See example.com for more. | It is free.",
        // quotes and brackets
        "“It is over.” | The crowd cheered.",
        "“It is over,” he said. | The crowd cheered.",
        "“Is it over?” he asked. | Nobody knew.",
        "“It is over!” she said.",
        "He said: “It is over.” | “No,” she said.",
        "\"It is over.\" | Then he left.",
        "(It was late.) | They left.",
        "They left (it was late). | The lights went out.",
        "‘Stop.’ | They stopped.",
        "He shouted “Go!” and ran.",
        "«C’est fini.» | Il partit.",
        "The end.’” | Then silence.",
        // ellipses
        "Well… | Perhaps.",
        "Well… perhaps.",
        "He waited... and waited. | Then he left.",
        "Wait... | What?",
        // other scripts
        "停戦した。 | 交渉は続く。",
        "終わった！ | 本当？ | はい。",
        "यह समाप्त हुआ। | वे चले गए।",
        "انتهى الأمر. | غادروا؟ | نعم.",
        "Война окончена. | Они ушли.",
        "El fin. | ¿Quién sabe? | ¡Nadie!",
        // odd white space and none at all
        "One.  | Two.",
        "One.Two",
        "I did. | I won.",
    };
    CHECK(rows.size() >= 60);
    for (const std::string& row : rows) {
        std::string text;
        for (std::size_t at = 0; at < row.size();) {
            const std::size_t bar = std::min(row.find("| ", at), row.size());
            text += row.substr(at, bar - at);
            at = bar + 2;
        }
        std::string wanted = row;
        for (std::size_t at; (at = wanted.find("  | ")) != std::string::npos;) wanted.erase(at, 1);
        CHECK(split(text) == wanted);
    }
}

TEST_CASE("an abbreviation or a single letter may end a sentence, if what follows begins one") {
    CHECK(split("Profit rose to 3.5 mln dlrs. Sales fell.") ==
          "Profit rose to 3.5 mln dlrs. | Sales fell.");
    CHECK(split("Take vitamin C. It helps.") == "Take vitamin C. | It helps.");
}

TEST_CASE("an ideographic stop needs no white space") {
    CHECK(split("停戦した。交渉は続く。", "ja") == "停戦した。 | 交渉は続く。");
    CHECK(split("「終わった。」と言った。", "ja") == "「終わった。」と言った。");
}

TEST_CASE("what holds no sentence has none, and white space belongs to none") {
    CHECK(split("").empty());
    CHECK(split(" \t\n ").empty());
    CHECK(split("  One. \n Two.  ") == "One. | Two.");
}
