#include "query/lexicon.hpp"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "query/wildcard.hpp"
#include "tests/support/news_data.hpp"
#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

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
    const text::Stemmer& english = text::stemmer_of("en");
    for (const auto& word : words) {
        std::set<std::string> wanted;
        for (const auto& other : words) {
            if (english.stem(other) == english.stem(word)) wanted.insert(other);
        }
        INFO(word);
        CHECK(same_stem(lexicon, word) == wanted);
    }
    CHECK(same_stem(lexicon, "tries") == std::set<std::string>{"tried", "tries", "try", "trying"});
    CHECK(same_stem(lexicon, "used") == std::set<std::string>{"use", "used", "uses", "using"});
    CHECK(same_stem(lexicon, "unheard").empty());
    CHECK(same_stem(lexicon, "negotiable").empty() == (english.stem("negotiable") != english.stem("negotiate")));
}

TEST_CASE("the forms of every word of Wikinews are those that a search of all words finds") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(tests::read_file(data / "wikinews" / "articles.jsonl"), tokens);
    std::set<std::string> words;
    for (const auto& token : tokens) words.emplace(tokens.form(token));
    const query::Lexicon lexicon(database_of(words));
    const text::Stemmer& english = text::stemmer_of("en");
    std::map<std::string, std::set<std::string>> families;
    for (const auto& word : words) families[english.stem(word)].insert(word);
    std::size_t wrong = 0;
    for (const auto& word : words) {
        const auto& wanted = families[english.stem(word)];
        if (same_stem(lexicon, word) == wanted || ++wrong > 10) continue;
        std::string family;
        for (const auto& form : wanted) family += form + ' ';
        FAIL_CHECK(word << " should find " << family);
    }
    CHECK(wrong == 0);
}

TEST_CASE("names in other transliterations are within two edits") {
    const std::set<std::string> words = {"netanyahu", "netanyahou", "netanjahu", "gadhafi", "gaddafi",
                                         "qaddafi", "kadafi", "qatar", "erdogan", "erdoghan", "truce"};
    const query::Lexicon lexicon(database_of(words));
    const auto within = [&](const std::string& form, int edits) {
        std::set<std::string> found;
        for (const auto& near : lexicon.within_edits(form, edits)) found.emplace(near.form.text);
        return found;
    };
    CHECK(within("netanyahu", 1) == std::set<std::string>{"netanjahu", "netanyahou", "netanyahu"});
    CHECK(within("gadhafi", 1) == std::set<std::string>{"gaddafi", "gadhafi"});
    CHECK(within("gadhafi", 2) == std::set<std::string>{"gaddafi", "gadhafi", "kadafi", "qaddafi"});
    CHECK(within("erdogan", 1) == std::set<std::string>{"erdogan", "erdoghan"});
    CHECK(within("turce", 1) == std::set<std::string>{"truce"});  // neighbours exchanged
    CHECK(within("unheard", 2).empty());
}

TEST_CASE("the forms within edits of every word of Wikinews are those of a comparison with each") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(tests::read_file(data / "wikinews" / "articles.jsonl").substr(0, 200'000), tokens);
    std::set<std::string> words;
    for (const auto& token : tokens) words.emplace(tokens.form(token));
    // Optimal string alignment, by its definition.
    const auto distance = [](const std::string& a, const std::string& b) {
        std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
        for (std::size_t i = 0; i <= a.size(); ++i) {
            for (std::size_t j = 0; j <= b.size(); ++j) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.size()][b.size()];
    };
    const auto is_ascii = [](const std::string& word) {
        return std::ranges::all_of(word, [](char c) { return c > 0; });
    };
    std::erase_if(words, [&](const auto& word) { return !is_ascii(word); });  // bytes are characters
    const query::Lexicon lexicon(database_of(words));
    int asked = 0;
    for (const auto& word : words) {
        if (++asked % 100 != 0) continue;
        for (const int edits : {1, 2}) {
            std::set<std::string> wanted, found;
            for (const auto& other : words) {
                if (distance(word, other) <= static_cast<std::size_t>(edits)) wanted.insert(other);
            }
            for (const auto& near : lexicon.within_edits(word, edits)) found.emplace(near.form.text);
            INFO(word << " within " << edits);
            CHECK(found == wanted);
        }
    }
    CHECK(asked > 3000);
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

TEST_CASE("a wildcard stands for the forms that match it, sorted") {
    const query::Lexicon lexicon(database_of({"forward", "ward", "wards", "warden", "toward", "truce"}));
    const auto matching = [&](std::string_view pattern) {
        std::vector<std::string> found;
        for (const auto& form : lexicon.matching(query::Wildcard::parse(pattern))) {
            CHECK(form.articles == 1);
            found.emplace_back(form.text);
        }
        return found;
    };
    using Forms = std::vector<std::string>;
    CHECK(matching("*ward") == Forms{"forward", "toward", "ward"});
    CHECK(matching("ward*") == Forms{"ward", "warden", "wards"});
    CHECK(matching("ward$1") == Forms{"ward", "wards"});
    CHECK(matching("t?uce") == Forms{"truce"});
    CHECK(matching("S*").empty());
}
