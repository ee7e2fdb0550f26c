#include "archive/terms.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "archive/document_terms.hpp"

using namespace broadsheet::archive;

TEST_CASE("the digits of a date are those of its own zone, as far as it is known") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"2025", "2025"},
        {"2025-07", "202507"},
        {"2025-07-09", "20250709"},
        {"20250709", "20250709"},
        {"2025-07-09T10:15", "202507091015"},
        {"2025-07-09 10:15:30", "20250709101530"},
        {"2025-07-09T10:15:30Z", "20250709101530"},
        {"2025-07-09T23:40:00-05:00", "20250709234000"},
        {"2025-07-10T00:30+02:00", "202507100030"},
        {"2025-07-09T10:15-05:00", "202507091015"},
        {"2025-07-09T10:15:30.123+03:00", "20250709101530"},
        {"2025-07-09T10", "20250709"},
        {"yesterday", ""},
        {"25", ""},
    };
    for (const auto& [date, digits] : rows) {
        INFO(date);
        CHECK(date_digits(date) == digits);
        CHECK(year_term(date) == (digits.size() < 4 ? "" : "Y" + digits.substr(0, 4)));
        CHECK(month_term(date) == (digits.size() < 6 ? "" : "M" + digits.substr(0, 6)));
        CHECK(day_term(date) == (digits.size() < 8 ? "" : "D" + digits.substr(0, 8)));
    }
}

TEST_CASE("values that differ by case, accent or white space have one term") {
    CHECK(value_term("XSN:", "  The\tHarbour \n Ledger ") == "XSN:the harbour ledger");
    CHECK(value_term("XSN:", "THE HARBOUR LEDGER") == value_term("XSN:", "the harbour ledger"));
    CHECK(value_term("XPL:", "Côte d’Ivoire") == "XPL:cote d’ivoire");
    CHECK(value_term("L", "pt-BR") == "Lpt-br");
    CHECK(value_term("XSN:", "a b") != value_term("XSN:", "ab"));
}

TEST_CASE("ids are kept to the letter") {
    CHECK(id_term("AP-1") == "QAP-1");
    CHECK(id_term("AP-1") != id_term("ap-1"));
    CHECK(id_term(" a") != id_term("a"));
}

TEST_CASE("what is too long for a term, or holds a NUL, goes by its hash") {
    const std::string longest(max_term_bytes - 1, 'x');
    CHECK(id_term(longest) == "Q" + longest);
    const std::string one(300, 'x'), other = std::string(299, 'x') + 'y';
    CHECK(id_term(one).size() < 40);
    CHECK(id_term(one) == id_term(one));
    CHECK(id_term(one) != id_term(other));
    const std::string nul("a\0b", 3), other_nul("a\0c", 3);
    CHECK(id_term(nul).find('\0') == std::string::npos);
    CHECK(id_term(nul) != id_term(other_nul));
    CHECK(value_term("XSN:", one).size() <= max_term_bytes);
}

TEST_CASE("the terms of words and zones do not collide") {
    CHECK(prefixed(headline_prefix, "truce") == "Struce");
    std::vector<std::string> terms;
    for (int i = 0; i < zone_count; ++i) terms.push_back(zone_term(static_cast<Zone>(i)));
    std::ranges::sort(terms);
    CHECK(std::ranges::adjacent_find(terms) == terms.end());
    CHECK(zone_term(Zone::lead) == "XZ:lead");
}

TEST_CASE("an article has the boolean terms of what it has, each once") {
    Article article;
    article.id = "a1";
    CHECK(boolean_terms(article) == std::vector<std::string>{"Qa1"});
    article.source = "Reuters";
    article.desk = "World";
    article.language = "en";
    article.date = "2024-02";
    article.places = {"Qatar", "qatar", ""};
    article.topics = {"Peace Talks"};
    CHECK(boolean_terms(article) ==
          std::vector<std::string>{"Kpeace talks", "Len", "M202402", "Qa1", "XPL:qatar", "XSE:world",
                                   "XSN:reuters", "Y2024"});
}
