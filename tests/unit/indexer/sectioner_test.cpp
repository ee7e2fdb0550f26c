#include "indexer/sectioner.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/text_blocks.hpp"
#include "tests/unit/indexer/section_lines.hpp"

namespace {

using broadsheet::archive::SectionKind;
using broadsheet::indexer::make_sections;
using broadsheet::indexer::SectionerContext;
using broadsheet::indexer::split_blocks;

const std::string long_text =
    "Mediators met both sides on Tuesday and said that a truce of sixty days was within reach, "
    "although neither had agreed on how many prisoners would be released in the first week.";

std::string sections_of(const std::string& text, const SectionerContext& context = {}) {
    return broadsheet::tests::section_lines(make_sections(split_blocks(text), context));
}

std::vector<std::string> headings_of(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& section : make_sections(split_blocks(text), {})) {
        if (!section.heading.empty()) out.push_back(section.heading);
    }
    return out;
}

/// An article in which `line` stands where a heading would, beside an undoubted one.
std::string with_line(const std::string& line) {
    return long_text + "\n\n" + line + "\n\n" + long_text + "\n\nA Long Road Ahead\n\n" + long_text;
}

bool is_heading(const std::string& line) {
    const auto headings = headings_of(with_line(line));
    REQUIRE(!headings.empty());
    CHECK(headings.back() == "A Long Road Ahead");
    return headings.front() == line;
}

}  // namespace

TEST_CASE("a short line without a stop above a longer paragraph is a heading") {
    for (const std::string line : {
             "Challenges and Uncertainties Ahead",
             "Trump and Netanyahu: Strengthening Ties Amid Crisis",
             "What happens next?",
             "60-day truce in sight",
             "“Not one more day”: families in Doha",
             "“Nobody is going home yet”",
             "¿Qué pasa ahora?",
             "Ein langer Weg",
             "Что дальше",
             "ما الذي سيحدث",
             "停火谈判未取得重大进展",
         }) {
        INFO(line);
        CHECK(is_heading(line));
    }
}

TEST_CASE("a line that could be something else is no heading") {
    for (const auto& [line, why] : std::vector<std::pair<std::string, std::string>>{
             {"Talks resumed on Monday.", "it ends in a stop"},
             {"He said:", "it ends in a colon"},
             {"The envoy said the following --", "it ends in a dash"},
             {"from the earlier round of talks", "it begins in lower case"},
             {"(See index on page 4)", "it is a bracket"},
             {"((WN)) What do you think of the truce?", "it is a turn of an interview"},
             {"Friday, January 4, 2019", "it is a date"},
             {"2022年12月6日", "it is a date"},
             {"— Troy Roberts", "it is an attribution"},
             {"“Nobody is going home yet.”", "it is a quotation, with its stop"},
             {"Why would I want to compete in that?”", "it is the end of speech"},
             {"Net 975,000 vs 3,145,000", "it is a line of figures"},
             {"1) to use the surplus", "it is an item of a list"},
             {"Photo: children wait for water in Khan Younis", "it is a caption"},
             {"██ Red deer: 7", "it is a legend"},
         }) {
        INFO(line << " (" << why << ")");
        CHECK_FALSE(is_heading(line));
    }
}

TEST_CASE("runs of short lines are lists, not headings") {
    CHECK(headings_of(with_line("Arsenal 2 Chelsea 1\n\nLiverpool 0 Everton 0\n\nFulham 1 Leeds 1"))
              .size() == 1);
}

TEST_CASE("a heading is clearly shorter than what stands below it") {
    CHECK_FALSE(
        is_heading("A line that is about as long as the one below it is\n\n"
                   "Both sides said that they would go on with it."));
    CHECK(headings_of(long_text +
                      "\n\nNext Steps\n\nTalks resume on Monday in the Qatari capital.\n\n"
                      "The Mediators\n\n" +
                      long_text)
              .size() == 2);
}

TEST_CASE("a line that stands alone in its article needs to stand out") {
    CHECK(headings_of(long_text + "\n\nA Long Road Ahead\n\n" + long_text).size() == 1);
    // At the top it is a standfirst or a kicker.
    CHECK(headings_of("A Long Road Ahead\n\n" + long_text).empty());
    // A sentence that lost its stop.
    CHECK(headings_of(long_text +
                      "\n\nHe was arrested and charged in a domestic incident on Monday "
                      "night\n\n" +
                      long_text)
              .empty());
    // The end of speech.
    CHECK(headings_of(long_text + "\n\n“Nobody is going home yet”\n\n" + long_text).empty());
    // A question is as often part of the text.
    CHECK(headings_of(long_text + "\n\nSo where is the momentum now?\n\n" + long_text).empty());
}

TEST_CASE("where paragraphs have no stops, a missing one makes no heading") {
    const std::string unstopped(200, 'x');
    CHECK(headings_of(unstopped + "\n\nOne Line\n\n" + unstopped + "\n\nAnother\n\n" + unstopped)
              .empty());
    SECTION("unless blank lines set it apart from what is above, and from nothing below") {
        CHECK(headings_of(unstopped + "\n\nOne Line\n" + unstopped + "\n\nAnother\n" + unstopped)
                  .size() == 2);
    }
}

TEST_CASE("the word that opens commentary opens a part whose headed pieces are below it") {
    const std::string text = long_text + "\nWhat It Means\n" + long_text +
                             "\nCommentary\nThe First Piece\n" + long_text +
                             "\nThe Second Piece\n" + long_text;
    CHECK(sections_of(text) ==
          "body 1\nparagraph: " + long_text + "\nbody 1 # What It Means\nparagraph: " + long_text +
              "\ncommentary 1 # Commentary\n"
              "commentary 2 # The First Piece\nparagraph: " +
              long_text + "\ncommentary 2 # The Second Piece\nparagraph: " + long_text + "\n");
}

TEST_CASE("commentary is opened in many languages and spellings") {
    for (const std::string word :
         {"Commentary", "COMMENTARY", "Analysis:",   "Opinion", "Editorial",
          "Kommentar",  "Éditorial",  "Commentaire", "Opinión", "Análisis",
          "Comentario", "Analisi",    "Комментарий", "تعليق",   "رأي",
          "评论",       "社説",       "사설",        "Görüş",   "Ανάλυση"}) {
        INFO(word);
        const auto sections =
            make_sections(split_blocks(long_text + "\n\n" + word + "\n\n" + long_text), {});
        REQUIRE(sections.size() == 2);
        CHECK(sections[1].kind == SectionKind::commentary);
        CHECK(sections[1].heading == word);
        CHECK(sections[1].paragraphs.size() == 1);
    }
}

TEST_CASE("a heading with the label of commentary is one piece of it") {
    const auto sections =
        make_sections(split_blocks(long_text + "\n\nAnalysis: A Truce That Suits Both\n\n" +
                                   long_text + "\n\nThe Reaction\n\n" + long_text),
                      {});
    REQUIRE(sections.size() == 3);
    CHECK(sections[1].kind == SectionKind::commentary);
    CHECK(sections[1].level == 1);
    CHECK(sections[2].kind == SectionKind::body);
}

TEST_CASE("the opening word as the last line opens nothing") {
    CHECK(sections_of(long_text + "\n\nComment") ==
          "body 1\nparagraph: " + long_text + "\nparagraph: Comment\n");
}

TEST_CASE("corrections are parts of their own") {
    SECTION("below the story, to the end") {
        CHECK(sections_of(long_text +
                          "\n\nCorrection\n\nThe talks were on Tuesday.\n\nNot on Monday.") ==
              "body 1\nparagraph: " + long_text +
                  "\ncorrection 1 # Correction\nparagraph: The talks were on Tuesday.\n"
                  "paragraph: Not on Monday.\n");
    }
    SECTION("above it, one paragraph") {
        CHECK(sections_of("Correction\n\nThe talks were on Tuesday.\n\n" + long_text) ==
              "correction 1 # Correction\nparagraph: The talks were on Tuesday.\n"
              "body 1\nparagraph: " +
                  long_text + "\n");
    }
    SECTION("as a label, the paragraph that has it") {
        CHECK(
            sections_of(long_text + "\n\nCorrection: The talks were on Tuesday.\n\n" + long_text) ==
            "body 1\nparagraph: " + long_text +
                "\ncorrection 1\nparagraph: Correction: The talks were on Tuesday.\n"
                "body 1\nparagraph: " +
                long_text + "\n");
    }
}

TEST_CASE("bullets directly at the top are the deck, further down bullets of the body") {
    CHECK(sections_of("- The US works on a truce.\n– Qatar mediates.\n• Hope grows\n\n" +
                      long_text + "\n\n- One point.\n- Another.\n\n" + long_text) ==
          "deck 1\nbullet: The US works on a truce.\nbullet: Qatar mediates.\nbullet: Hope grows\n"
          "body 1\nparagraph: " +
              long_text + "\nbullet: One point.\nbullet: Another.\nparagraph: " + long_text + "\n");
}

TEST_CASE("an article that is a list all through has no deck") {
    CHECK(sections_of("- One point.\n- Another.") ==
          "body 1\nbullet: One point.\nbullet: Another.\n");
}

TEST_CASE("a lone dash opens speech or an attribution, not a list") {
    CHECK(sections_of(long_text + "\n\n– European Court of Justice\n\n" + long_text) ==
          "body 1\nparagraph: " + long_text +
              "\nparagraph: – European Court of Justice\nparagraph: " + long_text + "\n");
}

TEST_CASE("a minus sign and a hashtag are no bullets") {
    CHECK(
        sections_of("-5 degrees were measured.\n\n#Gaza was the most used tag.") ==
        "body 1\nparagraph: -5 degrees were measured.\nparagraph: #Gaza was the most used tag.\n");
}

TEST_CASE("paragraphs wholly in quotation marks are quotes, whatever the marks") {
    for (const std::string quote :
         {"“We will not stop.”", "\"We will not stop.\"", "„Wir hören nicht auf.“",
          "«On continue.»", "« On continue. »", "»Wir hören nicht auf.«", "「続けます」",
          "“He said ‘no’ to me.”"}) {
        INFO(quote);
        CHECK(sections_of(quote) == "body 1\nquote: " + quote + "\n");
    }
    for (const std::string text :
         {"“No,” he said, “we will not stop.”", "\"No,\" he said, \"never.\"", "“Stop” signs",
          "He said “no”.", "“"}) {
        INFO(text);
        CHECK(sections_of(text + " x") == "body 1\nparagraph: " + text + " x\n");
    }
}

TEST_CASE("speech over several paragraphs is quoted in each of them") {
    CHECK(
        sections_of("“We will not stop.\n\n“Not tomorrow, either.”\n\nHe left.") ==
        "body 1\nquote: “We will not stop.\nquote: “Not tomorrow, either.”\nparagraph: He left.\n");
}

TEST_CASE("captions are told by their label") {
    CHECK(sections_of(long_text + "\n\nPhoto: children in Khan Younis.\n\n" + long_text) ==
          "body 1\nparagraph: " + long_text +
              "\ncaption: Photo: children in Khan Younis.\nparagraph: " + long_text + "\n");
}

TEST_CASE("a first line that repeats the headline is left out, and so are rules") {
    CHECK(sections_of("Truce talks resume\n\n" + long_text + "\n\n* * *\n\n" + long_text,
                      {"Truce Talks Resume"}) ==
          "body 1\nparagraph: " + long_text + "\nparagraph: " + long_text + "\n");
}

TEST_CASE("a short paragraph below the headline is the standfirst") {
    const SectionerContext below{"Truce talks resume", true};
    SECTION("told by its missing stop") {
        CHECK(sections_of("\nMediators hope for a deal within days\n\n" + long_text, below) ==
              "deck 1\nparagraph: Mediators hope for a deal within days\nbody 1\nparagraph: " +
                  long_text + "\n");
    }
    SECTION("told by where it stands") {
        CHECK(sections_of("Mediators hope for a deal within days.\n\n" + long_text, below) ==
              "deck 1\nparagraph: Mediators hope for a deal within days.\nbody 1\nparagraph: " +
                  long_text + "\n");
    }
    SECTION("but not where the body begins so") {
        CHECK(sections_of("\nMediators hope for a deal within days.\n\n" + long_text, below) ==
              "body 1\nparagraph: Mediators hope for a deal within days.\nparagraph: " + long_text +
                  "\n");
        CHECK(sections_of("DOHA, July 9 (Meridian) — A truce is near.\n\n" + long_text, below) ==
              "body 1\nparagraph: DOHA, July 9 (Meridian) — A truce is near.\nparagraph: " +
                  long_text + "\n");
    }
}

TEST_CASE("no blocks make no sections") {
    CHECK(make_sections({}, {}).empty());
}

TEST_CASE("a dateline opens the first paragraph of the story") {
    using broadsheet::indexer::find_dateline;
    for (const auto& [text, dateline] : std::vector<std::pair<std::string, std::string>>{
             {"DOHA, July 9 (Meridian) — Talks resumed.", "DOHA, July 9 (Meridian)"},
             {"CLEVELAND, Feb 26 - Standard Oil said", "CLEVELAND, Feb 26"},
             {"WASHINGTON (AP) — The president", "WASHINGTON (AP)"},
             {"New York (Reuters) – Shares fell", "New York (Reuters)"},
             {"NEW YORK (Reuters)—Shares fell", "NEW YORK (Reuters)"},
             {"МОСКВА, 9 июля — Переговоры", "МОСКВА, 9 июля"},
             {"PARIS -- “No,” he said", "PARIS"},
             {"NATO — the alliance — met.", ""},
             {"The group (ABC), which is the largest - Asia's", ""},
             {"US-Iran talks go on", ""},
             {"Talks resumed - finally - on Monday", ""},
             {"", ""},
         }) {
        INFO(text);
        CHECK(find_dateline({{SectionKind::deck, 1, "", {{{}, "ROME — Deck"}}},
                             {SectionKind::body, 1, "", {{{}, text}}}}) == dateline);
    }
    CHECK(find_dateline({}).empty());
}

TEST_CASE("an article is of a kind by its headline or desk") {
    using broadsheet::indexer::kind_of_article;
    CHECK(kind_of_article("Truce talks resume", "World") == SectionKind::body);
    CHECK(kind_of_article("Truce talks resume", "Opinion") == SectionKind::commentary);
    CHECK(kind_of_article("Analysis: a truce that suits both", "World") == SectionKind::commentary);
    CHECK(kind_of_article("Correction: Doha talks", "Opinion") == SectionKind::correction);
    CHECK(sections_of("One.\n\nTwo.\n\nThree.",
                      {"Correction: Doha", false, SectionKind::correction}) ==
          "correction 1\nparagraph: One.\nparagraph: Two.\nparagraph: Three.\n");
}
