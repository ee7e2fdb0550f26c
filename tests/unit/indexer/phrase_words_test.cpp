#include "indexer/phrase_words.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "text/analyzer.hpp"

using namespace broadsheet;

namespace {

/// The words, with what stands between them: "+" nothing, "_" white space only, "|" what parts them.
std::string described(const std::string& text) {
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(text, tokens);
    indexer::PhraseWordReader reader;
    std::string out;
    for (const indexer::PhraseWord& word : reader.read(text, tokens)) {
        if (!out.empty()) out += word.joined ? "+" : word.follows ? "_" : "|";
        out += text.substr(word.begin, word.end - word.begin);
        if (word.number) out += '#';
    }
    return out;
}

}  // namespace

TEST_CASE("words follow each other where nothing parts them but space and what joins") {
    struct Row {
        const char *text, *words;
    };
    const Row rows[] = {
        {"White House", "White_House"},
        {"60-day ceasefire", "60#+day_ceasefire"},
        {"Iran’s nuclear programme", "Iran|nuclear_programme"},
        {"the rebels' leader", "the_rebels|leader"},
        {"Qatar, Egypt and Iran", "Qatar|Egypt_and_Iran"},
        {"St. Mary and Procter & Gamble", "St_Mary_and_Procter_Gamble"},
        {"talks – Doha", "talks|Doha"},
        {"talks - Doha", "talks|Doha"},
        {"he said: “Truce” (now)", "he_said|Truce|now"},
        {"$60bn in 1987", "60#+bn#_in_1987#"},
        {"ライダー・カップ", "ライダー+カップ"},
        {"", ""},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(described(row.text) == row.words);
    }
}

TEST_CASE("scripts without spaces are parted by dictionaries, and nothing of them is lost") {
    for (const std::string text : {"停戦合意が発表された", "国务院总理在北京出席会议", "รัฐบาลไทยประกาศหยุดยิง", "ငြိမ်းချမ်းရေးဆွေးနွေးပွဲ"}) {
        INFO(text);
        std::string all, words = described(text);
        for (const char c : words) {
            if (c != '+') all += c;
        }
        CHECK(all == text);
        CHECK(words.find('+') != std::string::npos);
    }
}
