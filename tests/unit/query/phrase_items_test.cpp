// What stands between the quotes of a phrase.
#include "query/syntax/phrase_items.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace broadsheet::query;

namespace {

// Words in single quotes, wildcards bare, alternatives as (…|…); with their places in the text.
std::string shown(const std::vector<PhraseItem>& items) {
    std::string out;
    for (const PhraseItem& item : items) {
        if (!out.empty()) out += " ";
        out += std::to_string(item.offset) + ":";
        if (item.kind == PhraseItemKind::text) out += "'" + item.text + "'";
        if (item.kind == PhraseItemKind::wildcard) out += item.text;
        if (item.kind != PhraseItemKind::alternatives) continue;
        std::string choices;
        for (const auto& choice : item.alternatives) choices += (choices.empty() ? "" : "|") + shown(choice);
        out += "(" + choices + ")";
    }
    return out;
}

}  // namespace

TEST_CASE("a phrase is words, wildcards and alternatives, each with its place") {
    const auto [text, items] = GENERATE(table<std::string, std::string>({
        {"60-day truce", "0:'60-day truce'"},
        {"  the  truce ", "2:'the  truce'"},
        {"negotiat* a truce", "0:negotiat* 10:'a truce'"},
        {"the wom?n spoke", "0:'the' 4:wom?n 10:'spoke'"},
        {"60-day (truce|ceasefire) deal", "0:'60-day' 7:(8:'truce'|14:'ceasefire') 25:'deal'"},
        {"(a b|c)", "0:(1:'a b'|5:'c')"},
        {"(truce|ceas*)", "0:(1:'truce'|7:ceas*)"},
        {"(truce|)", "0:(1:'truce')"},
        {"(|)", ""},
        {"( | )", ""},
        {"pact (of 1987) ended", "0:'pact (of 1987) ended'"},      // no bar: punctuation
        {"a (b (c|d)", "0:'a (b' 5:(6:'c'|8:'d')"},
        {"a (b|c", "0:'a (b|c'"},                                    // not closed
        {"a|b", "0:'a|b'"},
        {"pre(a|b)post", "0:'pre' 3:(4:'a'|6:'b') 8:'post'"},
        {"what?", "0:'what?'"},
        {"", ""},
        {" \t ", ""},
    }));
    CAPTURE(text);
    CHECK(shown(phrase_items(text)) == items);
}
