#include "query/lexicon.hpp"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/news_data.hpp"
#include "text/analyzer.hpp"

using namespace broadsheet;

namespace {

// A database of these words, an article each.
Xapian::WritableDatabase database_of(const std::set<std::string>& words) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    for (const auto& word : words) {
        Xapian::Document document;
        document.add_term(word);
        document.add_term("Q" + word);
        document.add_term("Struce");
        database.add_document(document);
    }
    return database;
}

std::set<std::string> same_stem(const query::Lexicon& lexicon, const std::string& form) {
    std::set<std::string> forms;
    for (const auto& found : lexicon.same_stem(form, "en")) CHECK(forms.emplace(found.text).second);
    return forms;
}

}  // namespace

TEST_CASE("the forms of a word are all those of its stem, whichever of them is asked for") {
    const std::vector<std::set<std::string>> families = {
        {"use", "used", "uses", "using"},
        {"die", "died", "dies", "dying"},
        {"lie", "lied", "lies", "lying"},
        {"tie", "tied", "ties", "tying"},
        {"try", "tried", "tries", "trying"},
        {"sky", "skies"},
        {"ski", "skis"},
        {"age", "aged", "ages", "aging"},
        {"negotiate", "negotiated", "negotiating", "negotiation", "negotiations", "negotiator"},
        {"hope", "hoped", "hopes", "hoping"},
        {"ceasefire", "ceasefires"},
        {"us"},
        {"news"},
        {"ice", "icing"},
        {"happy", "happily", "happiness"},
        {"gentle", "gently"},
    };
    std::set<std::string> words;
    for (const auto& family : families) words.insert(family.begin(), family.end());
    const query::Lexicon lexicon(database_of(words));
    const Xapian::Stem stemmer("english");
    for (const auto& word : words) {
        std::set<std::string> wanted;
        for (const auto& other : words) {
            if (stemmer(other) == stemmer(word)) wanted.insert(other);
        }
        INFO(word);
        CHECK(same_stem(lexicon, word) == wanted);
    }
    CHECK(same_stem(lexicon, "tries") == std::set<std::string>{"tried", "tries", "try", "trying"});
    CHECK(same_stem(lexicon, "used") == std::set<std::string>{"use", "used", "uses", "using"});
    CHECK(same_stem(lexicon, "unheard").empty());
    CHECK(same_stem(lexicon, "negotiable").empty() == (stemmer("negotiable") != stemmer("negotiate")));
}

TEST_CASE("the forms of every word of Wikinews are those that a search of all words finds") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(tests::read_file(data / "wikinews" / "articles.jsonl"), tokens);
    std::set<std::string> words;
    for (const auto& token : tokens) words.emplace(tokens.form(token));
    const query::Lexicon lexicon(database_of(words));
    const Xapian::Stem stemmer("english");
    std::map<std::string, std::set<std::string>> families;
    for (const auto& word : words) families[stemmer(word)].insert(word);
    std::size_t wrong = 0;
    for (const auto& word : words) {
        const auto& wanted = families[stemmer(word)];
        if (same_stem(lexicon, word) == wanted || ++wrong > 10) continue;
        std::string family;
        for (const auto& form : wanted) family += form + ' ';
        FAIL_CHECK(word << " should find " << family);
    }
    CHECK(wrong == 0);
}

TEST_CASE("the nearest word is a frequent one a typing error away") {
    const query::Lexicon lexicon(database_of({"ceasefire", "qatar", "netanyahu", "truce", "us"}));
    CHECK(lexicon.nearest("ceasfire") == "ceasefire");
    CHECK(lexicon.nearest("ceaesfire") == "ceasefire");
    CHECK(lexicon.nearest("qatr") == "qatar");
    CHECK(lexicon.nearest("netenyahou") == "netanyahu");
    CHECK(lexicon.nearest("zebra").empty());
    CHECK(lexicon.nearest("tr").empty());
    CHECK(lexicon.nearest("").empty());
    CHECK(lexicon.nearest("\xFF").empty());
}

TEST_CASE("only words are in the lexicon, with the number of articles that hold them") {
    const query::Lexicon lexicon(database_of({"truce", "qatar"}));
    CHECK(lexicon.size() == 2);
    CHECK(lexicon.frequency("truce") == 1);
    CHECK(lexicon.frequency("Struce") == 0);
    CHECK(lexicon.frequency("tru") == 0);
}
