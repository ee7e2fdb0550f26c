// Every question to a lexicon has the answer that a look at each form gives, over one segment or many.
#include "query/lexicon.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "archive/lexicon_builder.hpp"
#include "archive/terms.hpp"
#include "query/wildcard.hpp"
#include "tests/property/random_news.hpp"
#include "text/stemmer.hpp"
#include "text/utf8.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

using Counts = std::map<std::string, std::uint32_t>;

struct Segment {
    Counts forms;
    std::set<std::string> languages;
};

// Few letters, so that forms share beginnings, ends and stems; some of two and three bytes.
std::string random_form(Dice& dice) {
    static const std::vector<std::string> letters = {"a", "b", "e", "t", "é", "ž", "戦"};
    static const std::vector<std::string> endings = {"", "", "s", "ed", "ing", "ation", "es", "er"};
    std::string form;
    for (std::size_t i = dice.between(1, 5); i > 0; --i) form += dice.pick(letters);
    return form + dice.pick(endings);
}

Segment random_segment(Dice& dice) {
    static const std::vector<std::string> languages = {"en", "de", "zh", "pt-br", "ar"};
    Segment segment;
    for (std::size_t i = dice.roll(120); i > 0; --i) {
        segment.forms[random_form(dice)] = static_cast<std::uint32_t>(dice.between(1, 9));
    }
    for (std::size_t i = dice.roll(3); i > 0; --i) segment.languages.insert(dice.pick(languages));
    return segment;
}

archive::LexiconImage image_of(const Segment& segment) {
    std::map<std::string, std::uint32_t> terms(segment.forms);
    for (const auto& language : segment.languages) terms["L" + language] = 1;
    terms["Sheadline"] = 1;
    archive::LexiconBuilder builder;
    for (const auto& [term, articles] : terms) builder.add_term(term, articles);
    return std::move(builder).image();
}

Counts total(const std::vector<Segment>& segments) {
    Counts all;
    for (const Segment& segment : segments) {
        for (const auto& [form, articles] : segment.forms) all[form] += articles;
    }
    return all;
}

using List = std::vector<std::pair<std::string, std::uint32_t>>;

List list_of(const std::vector<query::Form>& forms) {
    List list;
    for (const auto& form : forms) list.emplace_back(form.text, form.articles);
    return list;
}

List same_stem(const std::vector<Segment>& segments, const std::string& form,
               const std::string& language) {
    const Counts all = total(segments);
    const text::Stemmer& stemmer = text::stemmer_of(language);
    const auto has_language = [&](const Segment& segment) {
        return std::ranges::any_of(segment.languages, [&](const auto& tag) {
            return text::primary_language(tag) == text::primary_language(language);
        });
    };
    std::set<std::string> stemmed;
    for (const Segment& segment : segments) {
        for (const auto& language_of : segment.languages) {
            if (text::stemmer_of(language_of).exists()) {
                stemmed.emplace(text::primary_language(language_of));
            }
        }
    }
    std::set<std::string> found;
    if (all.contains(form)) found.insert(form);
    for (const Segment& segment : segments) {
        // Articles without a language are taken for English, or for the archive's one language.
        const bool assumed =
            segment.languages.empty() &&
            (text::primary_language(language) == "en" ||
             stemmed == std::set<std::string>{std::string(text::primary_language(language))});
        if (!stemmer.exists() || !(has_language(segment) || assumed)) continue;
        for (const auto& [other, articles] : segment.forms) {
            if (stemmer.stem(other) == stemmer.stem(form)) found.insert(other);
        }
    }
    List list;
    for (const auto& other : found) list.emplace_back(other, all.at(other));
    return list;
}

// Optimal string alignment, by its definition.
int edits_between(std::string_view first, std::string_view second) {
    const auto characters = [](std::string_view text) {
        std::u32string out;
        for (std::size_t at = 0; at < text.size();) out += text::decode(text, at);
        return out;
    };
    const std::u32string a = characters(first), b = characters(second);
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                                d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

List completions(const Counts& all, const std::string& prefix, std::size_t limit) {
    List list;
    for (const auto& [form, articles] : all) {
        if (form.starts_with(prefix)) list.emplace_back(form, articles);
    }
    std::ranges::stable_sort(list, std::greater<>(), &List::value_type::second);
    if (list.size() > limit) list.resize(limit);
    return list;
}

List matching(const Counts& all, const std::string& pattern) {
    List list;
    for (const auto& [form, articles] : all) {
        if (query::Wildcard::parse(pattern).matches(form)) list.emplace_back(form, articles);
    }
    return list;
}

void check_near(const query::Lexicon& lexicon, const Counts& all, const std::string& asked) {
    for (const int limit : {1, 2}) {
        List found, wanted;
        for (const auto& near : lexicon.within_edits(asked, limit)) {
            REQUIRE(near.edits == edits_between(asked, near.form.text));
            found.emplace_back(near.form.text, near.form.articles);
        }
        for (const auto& [form, articles] : all) {
            if (edits_between(asked, form) <= limit) wanted.emplace_back(form, articles);
        }
        INFO(asked << " within " << limit);
        REQUIRE(found == wanted);
    }
}

}  // namespace

TEST_CASE("a lexicon of random segments answers as a look at each form does") {
    const std::size_t cases = cases_from("BROADSHEET_LEXICON_CASES", 400);
    for (std::size_t seed = 0; seed < cases; ++seed) {
        Dice dice(seed);
        std::vector<Segment> segments;
        std::vector<archive::LexiconImage> images;
        for (std::size_t i = dice.between(1, 4); i > 0; --i) {
            segments.push_back(random_segment(dice));
            images.push_back(image_of(segments.back()));
        }
        const query::Lexicon lexicon(images);
        const Counts all = total(segments);
        for (int question = 0; question < 12; ++question) {
            const std::string form = random_form(dice);
            INFO("seed " << seed << ", asked for " << form);
            REQUIRE(lexicon.frequency(form) == (all.contains(form) ? all.at(form) : 0));
            for (const char* language : {"en", "de", "pt", "pt-br", "zh", "ar", "xx"}) {
                INFO("in " << language);
                REQUIRE(list_of(lexicon.same_stem(form, language)) ==
                        same_stem(segments, form, language));
            }
            const std::string prefix = form.substr(0, text::floor_boundary(form, dice.roll(4)));
            const std::size_t limit = dice.roll(9);
            REQUIRE(list_of(lexicon.completions(prefix, limit)) == completions(all, prefix, limit));
            const std::vector<std::string> patterns = {
                prefix + "*", "*" + form.substr(prefix.size()), prefix + "?*e*s", "*a*t?*",
                form + "$2",  "?*",                             "*" + prefix + "*"};
            for (const std::string& pattern : patterns) {
                INFO("pattern " << pattern);
                REQUIRE(list_of(lexicon.matching(query::Wildcard::parse(pattern))) ==
                        matching(all, pattern));
            }
            check_near(lexicon, all, form);
        }
    }
}
