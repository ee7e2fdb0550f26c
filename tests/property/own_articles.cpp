#include "tests/property/own_articles.hpp"

#include <algorithm>

namespace broadsheet::tests {

namespace {

// Gaps of archive/position_layout.hpp, and how many paragraphs of the body are the lead.
constexpr std::uint32_t gap_of_sections = 256, gap_of_paragraphs = 1;
constexpr int paragraphs_of_lead = 2;

const Words own_words = {"oil",  "oil",   "opec",  "truce", "truces",     "talk",       "talks",    "talked",
                         "fire", "fires", "cease", "who",   "ceasefire",  "ceasefires", "may",      "opec",
                         "talk", "truce", "fire",  "cease", "cease-fire", "oil-truce",  "fire-oil", "oil-fire-truce"};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }

std::string in_some_case(Dice& dice, std::string word) {
    if (dice.one_in(5)) std::ranges::transform(word, word.begin(), capital);
    else if (dice.one_in(4)) word[0] = capital(word[0]);
    return word;
}

// Begins with a capital, so that nobody doubts that it begins.
Sentence random_sentence(Dice& dice) {
    Sentence words;
    for (std::size_t i = dice.between(1, dice.one_in(8) ? 30 : 7); i > 0; --i) {
        words.push_back(in_some_case(dice, dice.pick(own_words)));
    }
    words[0][0] = capital(words[0][0]);
    return words;
}

OwnUnit random_unit(Dice& dice, std::size_t most) {
    OwnUnit unit;
    for (std::size_t i = dice.between(1, most); i > 0; --i) unit.sentences.push_back(random_sentence(dice));
    return unit;
}

// "May." or "OPEC." could be taken for an abbreviation.
bool could_be_abbreviation(const std::string& word) { return word.size() < 5 || is_capital(word.back()); }

std::string written(const OwnUnit& unit) {
    std::string text;
    for (const Sentence& sentence : unit.sentences) {
        for (const std::string& word : sentence) text += (text.empty() ? "" : " ") + word;
        text += could_be_abbreviation(sentence.back()) ? "!" : ".";
    }
    return text;
}

class Reader {
  public:
    Reading run(const OwnArticle& article) {
        reading_.id = article.id;
        reading_.source = article.source;
        reading_.date = article.date;
        begin_section();
        add(article.headline, {"headline"});
        for (const OwnSection& section : article.sections) add_section(section);
        return std::move(reading_);
    }

  private:
    static std::string zone_of(archive::SectionKind kind) {
        switch (kind) {
            case archive::SectionKind::deck: return "deck";
            case archive::SectionKind::body:
            case archive::SectionKind::live: return "body";
            case archive::SectionKind::commentary:
            case archive::SectionKind::letters: return "commentary";
            case archive::SectionKind::correction: return "correction";
        }
        return {};
    }

    void begin_section() {
        ++section_;
        if (next_ > 1) next_ += gap_of_sections;
        first_of_section_ = true;
    }

    void add_section(const OwnSection& section) {
        begin_section();
        const std::string zone = zone_of(section.kind);
        for (const OwnUnit& heading : section.heading) add(heading, {zone, "heading"});
        for (const OwnUnit& paragraph : section.paragraphs) {
            std::set<std::string> zones = {zone};
            const bool caption = paragraph.kind == archive::ParagraphKind::caption;
            if (caption) zones.insert("caption");
            if (paragraph.kind == archive::ParagraphKind::quote) zones.insert("quote");
            if (zone == "body" && !caption && lead_seen_ < paragraphs_of_lead) {
                ++lead_seen_;
                zones.insert("lead");
            }
            add(paragraph, zones);
        }
    }

    void add(const OwnUnit& unit, const std::set<std::string>& zones) {
        if (!first_of_section_) next_ += gap_of_paragraphs;
        first_of_section_ = false;
        ++paragraph_;
        for (const std::string& zone : zones) {
            if (!last_zones_.contains(zone)) ++runs_[zone];
        }
        last_zones_ = zones;
        std::string text;
        for (const Sentence& sentence : unit.sentences) {
            ++sentence_;
            for (const std::string& word : sentence) {
                if (!text.empty()) text += " ";
                add_word(word, static_cast<std::uint32_t>(text.size()));
                text += word;
            }
            text += could_be_abbreviation(sentence.back()) ? "!" : ".";
        }
        reading_.texts.push_back(text);
    }

    void add_word(const std::string& word, std::uint32_t offset) {
        const Words parts = parts_of_compound(word);
        if (parts.size() > 1) {
            std::string joined;
            for (const std::string& part : parts) joined += part;
            const auto count = static_cast<std::uint32_t>(parts.size());
            reading_.tokens.push_back({lower_case(joined), next_, next_ + count});
        }
        for (const std::string& part : parts) {
            WordPlace place;
            place.unit = static_cast<std::uint32_t>(reading_.texts.size());
            place.begin = offset;
            place.end = offset + static_cast<std::uint32_t>(part.size());
            place.capital = std::ranges::any_of(part, is_capital);
            place.small = std::ranges::any_of(part, is_small);
            place.sentence = sentence_;
            place.paragraph = paragraph_;
            place.section = section_;
            for (const std::string& zone : last_zones_) place.zones[zone] = runs_[zone];
            reading_.tokens.push_back({lower_case(part), next_, next_ + 1});
            reading_.places[next_++] = place;
            offset = place.end + 1;
        }
    }

    Reading reading_;
    std::uint32_t next_ = 1, sentence_ = 0, paragraph_ = 0, section_ = 0;
    bool first_of_section_ = true;
    int lead_seen_ = 0;
    std::set<std::string> last_zones_;
    std::map<std::string, std::uint32_t> runs_;
};

OwnSection random_own_section(Dice& dice) {
    OwnSection section;
    section.kind = static_cast<archive::SectionKind>(dice.one_in(2) ? 1 : dice.roll(4));
    if (dice.one_in(3)) section.heading = {{{random_sentence(dice)}}};
    for (std::size_t i = dice.between(1, 3); i > 0; --i) {
        section.paragraphs.push_back(random_unit(dice, 3));
        if (dice.one_in(4)) section.paragraphs.back().kind = static_cast<archive::ParagraphKind>(dice.roll(4));
    }
    return section;
}

}  // namespace

std::string lower_case(std::string text) {
    for (char& c : text) {
        if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Words parts_of_compound(const std::string& word) {
    Words parts(1);
    for (const char c : word) {
        if (c == '-') parts.emplace_back();
        else parts.back() += c;
    }
    return parts;
}

OwnArticle random_own_article(Dice& dice, std::size_t number) {
    static const Words dates = {"2023-12-31", "2024-01-01", "2024-02-29", "2025-07-09"};
    OwnArticle article;
    article.id = "o" + std::to_string(number);
    article.source = dice.one_in(2) ? "north" : "south";
    article.date = dice.pick(dates);
    article.headline = {{random_sentence(dice)}};
    for (std::size_t i = dice.roll(4); i > 0; --i) article.sections.push_back(random_own_section(dice));
    return article;
}

archive::Article delivered(const OwnArticle& own) {
    archive::Article article;
    article.id = own.id;
    article.source = own.source;
    article.date = own.date;
    article.language = "en";
    article.headline = written(own.headline);
    for (const OwnSection& from : own.sections) {
        archive::Section section;
        section.kind = from.kind;
        if (!from.heading.empty()) section.heading = written(from.heading.front());
        for (const OwnUnit& paragraph : from.paragraphs) {
            section.paragraphs.push_back({paragraph.kind, written(paragraph)});
        }
        article.sections.push_back(std::move(section));
    }
    return article;
}

Reading read(const OwnArticle& article) { return Reader().run(article); }

}  // namespace broadsheet::tests
