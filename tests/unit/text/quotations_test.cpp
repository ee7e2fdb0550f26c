// Quoted speech across the styles of quoting, and who is said to say it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/analyzer.hpp"
#include "text/quotations.hpp"

using namespace broadsheet;

namespace {

struct Row {
    std::string text;
    std::vector<std::string> quoted;
    std::string speaker = {};  ///< of the first
};

std::vector<text::Quotation> found_in(const std::string& text) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    std::vector<text::Quotation> found;
    text::find_quotations(text, tokens, found);
    return found;
}

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.text);
        const auto found = found_in(row.text);
        std::vector<std::string> quoted;
        for (const auto& one : found) {
            quoted.push_back(row.text.substr(one.bytes.begin, one.bytes.end - one.bytes.begin));
        }
        CHECK(quoted == row.quoted);
        CHECK((found.empty() ? "" : found.front().speaker) == row.speaker);
    }
}

}  // namespace

TEST_CASE("speech is found between the quotation marks of every style") {
    check({
        {"“We will not leave,” she said.", {"We will not leave,"}},
        {"He said: \"We will not leave.\" Then he left.", {"We will not leave."}},
        {"„Wir gehen nicht weg“, hieß es.", {"Wir gehen nicht weg"}},
        {"»Wir gehen nicht weg«, hieß es.", {"Wir gehen nicht weg"}},
        {"« Nous ne partirons pas », dit-on.", {" Nous ne partirons pas "}},
        {"”Vi åker inte hem”, hette det.", {"Vi åker inte hem"}},
        {"„Nie wyjedziemy stąd”, mówiono.", {"Nie wyjedziemy stąd"}},
        {"「私たちはここを離れない」と述べた。", {"私たちはここを離れない"}},
        {"他说：“我们不会离开这里的。”", {"我们不会离开这里的。"}},
        {"وقيل: «لن نغادر هذا المكان».", {"لن نغادر هذا المكان"}},
        {"“One two three,” he said. “Four five six.”", {"One two three,", "Four five six."}},
        {"“He called it ‘a fine mess’ and left,” she said.", {"He called it ‘a fine mess’ and left,"}},
    });
}

TEST_CASE("a word or a name in quotes is no speech, and apostrophes are no quotes") {
    check({
        {"The so-called “truce” held.", {}},
        {"They read \"War and\" twice.", {}},
        {"The workers’ union didn’t strike on the 5’ mark.", {}},
        {"A 12\" pipe and a 14\" pipe burst in the night.", {}},
        {"「停戦」の合意。", {}},
        {"", {}},
        {"“", {}},
    });
}

TEST_CASE("speech that goes on in the next paragraph lasts to the end of this one") {
    check({
        {"“We will stay as long as we have to.", {"We will stay as long as we have to."}},
        {"Then “we will stay as long as we have to.", {}},
        {"\"We will stay as long as we have to.", {}},
    });
}

TEST_CASE("a dash that opens a paragraph opens speech, up to the next dash") {
    check({
        {"— Мы не уйдём отсюда, — сказал он.", {" Мы не уйдём отсюда, "}},
        {"— No nos iremos de aquí nunca.", {" No nos iremos de aquí nunca."}},
        {"The army — all of it now — left.", {}},
    });
}

TEST_CASE("the speaker is named where a name stands beside a verb of saying") {
    check({
        {"“We will not leave,” said Jane Roe.", {"We will not leave,"}, "Jane Roe"},
        {"“We will not leave,” Jane Roe told reporters.", {"We will not leave,"}, "Jane Roe"},
        {"Jane Roe said: “We will not leave.”", {"We will not leave."}, "Jane Roe"},
        {"On Monday, Jane Roe said “we will not leave” again.", {"we will not leave"}, "Jane Roe"},
        {"„Wir gehen nicht weg“, sagte Ministerin Maria Huber.", {"Wir gehen nicht weg"}, "Ministerin Maria Huber"},
        {"« Nous ne partirons pas », a déclaré Jeanne Roux.", {" Nous ne partirons pas "}, "Jeanne Roux"},
        {"Jeanne Roux a déclaré : « Nous ne partirons pas. »", {" Nous ne partirons pas. "}, "Jeanne Roux"},
        {"«Non ce ne andremo», ha detto Anna Rossi.", {"Non ce ne andremo"}, "Anna Rossi"},
        {"— Мы не уйдём отсюда, — сказал Иван Петров.", {" Мы не уйдём отсюда, "}, "Иван Петров"},
    });
}

TEST_CASE("nobody is made the speaker who is not plainly named") {
    check({
        {"“We will not leave,” she said.", {"We will not leave,"}},
        {"“We will not leave,” said the minister.", {"We will not leave,"}},
        {"“We will not leave.” Jane Roe left.", {"We will not leave."}},
        {"“We will not leave,” a London court heard.", {"We will not leave,"}},
        {"The sign in London read “we will not leave”.", {"we will not leave"}},
    });
}
