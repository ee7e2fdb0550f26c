// Random small articles and random queries about them, out of few words, so that things collide.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "archive/position_layout.hpp"

namespace broadsheet::tests {

/// A source of choices; the same seed makes the same choices.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    /// From 0 to `sides` - 1.
    std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(engine_() % sides); }
    bool one_in(std::size_t sides) { return roll(sides) == 0; }
    std::size_t between(std::size_t low, std::size_t high) { return low + roll(high - low + 1); }

    template <typename List>
    const auto& pick(const List& list) {
        return list[roll(list.size())];
    }

  private:
    std::mt19937_64 engine_;
};

/// How many cases a property runs: the variable's value, or `usual`.
inline std::size_t cases_from(const char* variable, std::size_t usual) {
    const char* value = std::getenv(variable);
    return value == nullptr || *value == '\0' ? usual : std::stoul(value);
}

using Words = std::vector<std::string>;

/// Words that differ by hyphen, apostrophe, stop, accent, ending or script, and otherwise agree.
inline const Words& news_words() {
    static const Words words = {
        "ceasefire", "cease-fire", "ceasef-ire", "cease", "fire",      "Ceasefires", "fires",      "truce",
        "talk",      "talks",      "talked",     "Qatar",      "Qatar’s",    "Qatari",     "U.S.",
        "us",        "US-led",     "U.S.-led",   "led",        "al-Thani",   "al",         "Thani",
        "O’Brien",   "o'brien",    "O",          "obrien",     "60-day",     "60",         "day",
        "days",      "60-days",    "don’t",      "dont",       "we'll",      "café",       "CAFE",
        "Erdoğan",   "the",        "of",         "to",         "be",         "or",         "not",
        "to be",     "the of",     "停戦",       "停",         "戦",         "停戦交渉",   "交渉",
        "AT&T",      "at",         "t",          "R&D",        "sister-in-law", "sister",  "in",
        "law",       "sisterinlaw", "1,000",     "1000",       "1.5",        "5",          "p.m.",
        "pm",        "p",          "no-no",      "nono",       "no",         "no-no-no",   "use",
        "using",     "used",       "die",        "dying",      "9/11",       "C++",        "Gaza–Egypt",
        "un_news",   "@un_news",   "example.com", "com",       "co-operate", "cooperate",  "Straße",
        "STRASSE",   "Львів",      "Σίσυφος",    "naïve",      "a-b-c-d-e-f-g", "b",      "…",
        "—",         "$60bn",      "60bn",       "e-mail",     "email",      "e mail",     "เจรจา",
        "60 bn",      "60 billion", "bn",        "billion",    "5%",         "5 per cent", "percent",
    };
    return words;
}

/// A line of text; it may be of punctuation alone.
inline std::string random_text(Dice& dice, std::size_t most_words) {
    static const Words joints = {" ", " ", " ", " ", " ", " ", ", ", ". ", "; ", " “", "” ", "! ", " (", ") ", "/"};
    std::string text = dice.pick(news_words());
    for (std::size_t i = dice.roll(most_words); i > 0; --i) {
        text += dice.pick(joints);
        text += dice.pick(news_words());
    }
    return text;
}

inline archive::Section random_section(Dice& dice) {
    archive::Section section;
    section.kind = static_cast<archive::SectionKind>(dice.one_in(2) ? 1 : dice.roll(4));
    section.level = static_cast<std::uint8_t>(dice.between(1, 2));
    if (dice.one_in(2)) section.heading = random_text(dice, 3);
    for (std::size_t i = dice.roll(4); i > 0 || section.paragraphs.empty(); i -= i > 0 ? 1 : 0) {
        const auto kind = static_cast<archive::ParagraphKind>(dice.one_in(3) ? dice.roll(4) : 0);
        section.paragraphs.push_back({kind, random_text(dice, dice.one_in(5) ? 60 : 9)});
    }
    return section;
}

/// Articles `a0`, `A1`, … with everything that an article can have.
inline std::vector<archive::Article> random_articles(Dice& dice, std::size_t count) {
    static const Words sources = {"Reuters", "Reuters News", "AP", "Café Noir", "café noir", "",
                                  "The " + std::string(300, 'x') + " Gazette"};
    static const Words dates = {"", "2023", "2024", "2024-02", "2024-02-28", "2024-02-29",
                                "2024-12", "2024-12-31T23:40:00-05:00", "2025-01-01",
                                "2025-07-09T00:30:00+02:00", "2025-07-09", "2025-07-10T12:00Z"};
    static const Words desks = {"World", "Sport", "Arts & Books", "", "Local News"};
    static const Words languages = {"en", "ar", "pt-br", ""};
    static const Words names = {"Jane Roe", "Niamh O’Brien", "Yazan al-Thani and Jane Roe", "", ""};
    static const Words places = {"Qatar", "qatar", "Côte d’Ivoire", "New York"};
    static const Words topics = {"peace talks", "Ceasefire", "obituary"};
    std::vector<archive::Article> articles;
    for (std::size_t i = 0; i < count; ++i) {
        archive::Article article;
        article.id = (i % 2 == 0 ? "a" : "A") + std::to_string(i);
        if (i == 3) article.id += " " + std::string(260, 'i');
        if (!dice.one_in(6)) article.headline = random_text(dice, 6);
        article.byline = dice.pick(names);
        if (dice.one_in(2)) article.dateline = random_text(dice, 2);
        article.date = dice.pick(dates);
        article.source = dice.pick(sources);
        article.desk = dice.pick(desks);
        article.language = dice.pick(languages);
        for (std::size_t n = dice.roll(3); n > 0; --n) article.places.push_back(dice.pick(places));
        for (std::size_t n = dice.roll(2); n > 0; --n) article.topics.push_back(dice.pick(topics));
        for (std::size_t n = dice.roll(5); n > 0; --n) article.sections.push_back(random_section(dice));
        articles.push_back(std::move(article));
    }
    return articles;
}

/// Makes queries of the whole grammar.
class QueryWriter {
  public:
    QueryWriter(Dice& dice, const std::vector<archive::Article>& articles)
        : dice_(dice), articles_(articles) {}

    std::string write() { return either(3); }

  private:
    std::string either(int depth) {
        std::string text = both(depth);
        for (std::size_t i = dice_.one_in(3) ? dice_.between(1, 2) : 0; i > 0; --i) {
            text += dice_.one_in(2) ? " OR " : " | ";
            text += both(depth);
        }
        return text;
    }

    std::string both(int depth) {
        std::string text = primary(depth);
        for (std::size_t i = dice_.one_in(2) ? dice_.between(1, 2) : 0; i > 0; --i) {
            switch (dice_.roll(6)) {
                case 0: text += " AND NOT "; break;
                case 1: text += " NOT "; break;
                case 2: text += " -"; break;
                case 3: text += " & "; break;
                case 4: text += " AND "; break;
                default: text += " "; break;
            }
            text += primary(depth);
        }
        return text;
    }

    std::string primary(int depth) {
        switch (dice_.roll(16)) {
            case 10: case 11: case 12: return placed(2);
            case 13: return wildcard();
            case 14: return "ATLEAST" + std::to_string(dice_.between(1, 4)) + "(" + placed(1) + ")";
            case 15: return function();
            case 0: case 1: case 2: return word();
            case 3: case 4: return phrase();
            case 5: return zone(depth);
            case 6: return filter();
            case 7: return period();
            default: return depth > 0 ? "(" + either(depth - 1) + ")" : word();
        }
    }

    // What has a place in the text: words and phrases joined by distances.
    std::string placed(int depth) {
        static const Words operators = {"W/1", "W/2", "w/5", "NEAR/9", "W/255", "PRE/1", "pre/4", "ADJ2",
                                        "W/S", "W/P", "W/SEG", "W/3/S", "W/4/P", "PRE/6/S"};
        std::string text = operand(depth);
        for (std::size_t i = dice_.one_in(3) ? 2 : 1; i > 0; --i) {
            text += dice_.one_in(6) ? " NOT " : " ";
            text += dice_.pick(operators) + " " + operand(depth);
        }
        return text;
    }

    std::string operand(int depth) {
        switch (dice_.roll(12)) {
            case 0: return phrase();
            case 1: return wildcard();
            case 2: return function();
            case 3: return dice_.pick(Words{"headline:", "lead:", "body:", "quote:"}) + one_word();
            case 4: return "(" + one_word() + " OR " + (dice_.one_in(2) ? one_word() : phrase()) + ")";
            case 5: return depth > 0 ? "(" + placed(depth - 1) + ")" : one_word();
            case 6: return depth > 0 ? "(" + placed(depth - 1) + " OR " + one_word() + ")" : one_word();
            default: return one_word();
        }
    }

    // A word that stands for itself only: two of them would be joined by AND.
    std::string one_word() {
        const std::string text = word();
        return text.find(' ') == std::string::npos ? text : "truce";
    }

    std::string wildcard() {
        static const Words wildcards = {"cease*", "*fire", "ceasef*", "tal?s", "cease-fir*", "*hani",
                                        "Erdo?an", "sis*law", "*sed*", "ceas$4", "talk$2", "negot!",
                                        "talk!", "*day*", "caf?", "停戦交*", "sister-in-*law", "zzz*"};
        return dice_.pick(wildcards);
    }

    std::string function() {
        static const Words names = {"CAPS", "ALLCAPS", "NOCAPS"};
        if (dice_.one_in(3)) {
            return dice_.pick(Words{"SINGULAR(", "PLURAL("}) +
                   dice_.pick(Words{"talk", "talks", "days", "ceasefire", "fire OR days", "law"}) + ")";
        }
        const std::string child = dice_.one_in(3)   ? phrase()
                                  : dice_.one_in(3) ? one_word() + " OR " + one_word()
                                  : dice_.one_in(4) ? wildcard()
                                                    : one_word();
        return dice_.pick(names) + "(" + child + ")";
    }

    // A word as someone types it: none of the signs that have a meaning of their own.
    std::string word() {
        std::string text = dice_.pick(news_words());
        if (text == "…" || text == "—" || text == "or" || text == "not") text = "truce";
        if (dice_.one_in(8)) text = "=" + text;
        return text;
    }

    std::string phrase() {
        std::string text = dice_.one_in(2) ? dice_.pick(news_words()) : passage();
        if (dice_.one_in(4)) text += " " + dice_.pick(news_words());
        if (dice_.one_in(6)) text += " " + wildcard();
        if (dice_.one_in(6)) text += " (fire|to be|" + dice_.pick(news_words()) + ")";
        if (dice_.one_in(5)) return "\"" + text + "\"~" + std::to_string(dice_.roll(6));
        return dice_.one_in(3) ? "“" + text + "”" : "\"" + text + "\"";
    }

    // Some words in a row out of an article, without quotes and parentheses.
    std::string passage() {
        const auto& article = dice_.pick(articles_);
        const auto units = archive::text_units(article);
        if (units.empty()) return "truce";
        Words words = {""};
        for (const char c : units[dice_.roll(units.size())].text) {
            if (c == ' ') words.emplace_back();
            else if (c != '(' && c != ')') words.back() += c;
        }
        std::string text;
        const std::size_t first = dice_.roll(words.size());
        for (std::size_t i = first; i < words.size() && i < first + dice_.between(1, 4); ++i) {
            if (words[i].find("“") != std::string::npos) break;
            const std::size_t quote = words[i].find("”");
            text += (text.empty() ? "" : " ") + words[i].substr(0, quote);
            if (quote != std::string::npos) break;
        }
        return text.empty() ? "truce" : text;
    }

    std::string zone(int depth) {
        static const Words zones = {"headline", "hd", "deck", "lead", "hlead", "byline", "by",
                                    "dateline", "heading", "body", "caption", "quote", "commentary",
                                    "correction"};
        const std::string& name = dice_.pick(zones);
        std::string text;
        switch (dice_.roll(4)) {
            case 0: text = name + ":" + word(); break;
            case 1: text = name + ":" + phrase(); break;
            case 2: text = name + ":(" + words_in_zone(depth) + ")"; break;
            default: text = name + "(" + words_in_zone(depth) + ")"; break;
        }
        return text;
    }

    std::string words_in_zone(int depth) {
        std::string text = dice_.one_in(2) ? word() : phrase();
        for (std::size_t i = dice_.roll(3); i > 0; --i) {
            text += dice_.one_in(2) ? " OR " : dice_.one_in(3) ? " NOT " : " AND ";
            text += depth > 0 && dice_.one_in(4) ? "(" + words_in_zone(depth - 1) + ")"
                    : dice_.one_in(2)            ? word()
                                                 : phrase();
        }
        return text;
    }

    std::string filter() {
        const auto& article = dice_.pick(articles_);
        const auto quoted = [&](const std::string& value) {
            return value.empty() ? std::string("none") : "\"" + value + "\"";
        };
        switch (dice_.roll(9)) {
            case 0: return "source:" + quoted(article.source);
            case 1: return "sn:reuters";
            case 2: return "source:(AP OR \"cafe noir\" OR nowhere)";
            case 3: return "desk=" + quoted(article.desk);
            case 4: return "section:arts";
            case 5: return "lang:" + quoted(article.language);
            case 6: return "place:qatar";
            case 7: return "topic:\"peace talks\"";
            default: return "id:" + quoted(article.id);
        }
    }

    std::string period() {
        static const Words days = {"2023",       "2024",       "2024-02",    "2024-02-29",
                                   "2024-12-31", "2025-01-01", "2025-07-09", "2025",
                                   "1999-05",    "2030",       "2024-02-28", "2024/12"};
        static const Words comparisons = {":", "=", ">", ">=", "<", "<="};
        if (dice_.one_in(3)) return "wc" + dice_.pick(comparisons) + std::to_string(dice_.roll(60));
        if (dice_.one_in(4)) return "wc:" + std::to_string(dice_.roll(20)) + "..40";
        if (dice_.one_in(3)) return "date:2024-02.." + dice_.pick(Words{"2024-02", "2025", "2024-12-30"});
        return "date" + dice_.pick(comparisons) + dice_.pick(days);
    }

    Dice& dice_;
    const std::vector<archive::Article>& articles_;
};

/// A query of the grammar; its words are mostly taken from the articles.
inline std::string random_query(Dice& dice, const std::vector<archive::Article>& articles) {
    return QueryWriter(dice, articles).write();
}

}  // namespace broadsheet::tests
