#include "indexer/readers/plain_text_reader.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"
#include "tests/unit/indexer/section_lines.hpp"

namespace {

using broadsheet::archive::Article;
using broadsheet::archive::ParagraphKind;
using broadsheet::archive::SectionKind;
using broadsheet::indexer::byline_of;
using broadsheet::indexer::read_plain_text;
using broadsheet::tests::CollectingSink;
using broadsheet::tests::read_from_memory;

const std::string body =
    "Mediators met both sides on Tuesday and said that a truce of sixty days was within reach, "
    "although neither had agreed on how many prisoners would be released in the first week.";

CollectingSink read(const std::string& text, const std::string& path = "news/story.txt") {
    return read_from_memory(read_plain_text, text, path);
}

Article article_of(const std::string& text, const std::string& path = "news/story.txt") {
    auto sink = read(text, path);
    for (const auto& refusal : sink.refusals) UNSCOPED_INFO(refusal.reason);
    REQUIRE(sink.articles.size() == 1);
    return std::move(sink.articles.front());
}

}  // namespace

TEST_CASE("the seed article is read with all its parts") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    CollectingSink sink;
    broadsheet::indexer::read_path(data / "seed", {}, sink);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.refusals.empty());
    const Article& article = sink.articles.front();
    CHECK(article.headline ==
          "Gaza – US and Israel ramp up efforts to finalize a truce between Hamas and Israel amid "
          "further talks and diplomatic coordination.");

    struct Part {
        SectionKind kind;
        int level;
        std::string heading;
        std::size_t paragraphs;
    };
    const std::vector<Part> parts = {
        {SectionKind::deck, 1, "", 4},
        {SectionKind::body, 1, "Gaza Conflict: A Pressing Global Issue", 2},
        {SectionKind::body, 1, "Trump and Netanyahu: Strengthening Ties Amid Crisis", 2},
        {SectionKind::body, 1, "Challenges and Uncertainties Ahead", 2},
        {SectionKind::body, 1, "The Role of Regional and Global Players", 2},
        {SectionKind::body, 1, "A Path Forward: Hope Amidst Challenges", 2},
        {SectionKind::commentary, 1, "Commentary", 0},
        {SectionKind::commentary, 2, "Trump’s Leadership in Gaza Ceasefire Efforts", 1},
        {SectionKind::commentary, 2, "The Humanitarian Impact of the Gaza Conflict", 1},
        {SectionKind::commentary, 2, "The Role of International Cooperation", 1},
    };
    REQUIRE(article.sections.size() == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(article.sections[i].kind == parts[i].kind);
        CHECK(article.sections[i].level == parts[i].level);
        CHECK(article.sections[i].heading == parts[i].heading);
        CHECK(article.sections[i].paragraphs.size() == parts[i].paragraphs);
    }
    for (const auto& bullet : article.sections[0].paragraphs)
        CHECK(bullet.kind == ParagraphKind::bullet);
    CHECK(article.sections[0].paragraphs[1].text ==
          "The US is actively working to broker a 60-day ceasefire between Israel and Hamas.");
}

TEST_CASE("a header block tells the facts") {
    const Article article = article_of(
        "Id: mer-1\r\nTITLE: Truce talks resume\r\nDate: 2025-07-09T10:00+03:00\r\nBy: Jane Roe\r\n"
        "Source: Meridian\r\nDesk: World\r\nLang: EN\r\nDateline: DOHA\r\nUrl: "
        "https://example.org/1\r\n"
        "Places: Gaza; Doha\r\nTopics: truce,\r\n  hostages\r\n\r\n" +
        body);
    CHECK(article.id == "mer-1");
    CHECK(article.headline == "Truce talks resume");
    CHECK(article.date == "2025-07-09T10:00+03:00");
    CHECK(article.byline == "Jane Roe");
    CHECK(article.source == "Meridian");
    CHECK(article.desk == "World");
    CHECK(article.language == "en");
    CHECK(article.dateline == "DOHA");
    CHECK(article.url == "https://example.org/1");
    CHECK(article.places == std::vector<std::string>{"Gaza", "Doha"});
    CHECK(article.topics == std::vector<std::string>{"truce", "hostages"});
    REQUIRE(article.sections.size() == 1);
    CHECK(article.sections[0].paragraphs.size() == 1);
}

TEST_CASE("an unknown name in the header is reported, and the article kept") {
    const auto sink = read("Title: Truce\nPriority: 3\n\n" + body);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Truce");
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.refusals[0].offset == 13);
    CHECK(sink.has_reason("'Priority'"));
}

TEST_CASE("an unreadable date in the header is reported, and the article kept without one") {
    const auto sink = read("Title: Truce\nDate: some day in May\n\n" + body);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].date.empty());
    CHECK(sink.has_reason("date 'some day in May' cannot be read"));
}

TEST_CASE("text that has a colon in its first line is no header") {
    for (const std::string& text :
         {"Date: the fruit that feeds Gaza\n" + body, "Opinion: why the truce will hold\n\n" + body,
          "Title: a life of a lord\nHe was born in 1900.\n\n" + body}) {
        CHECK(article_of(text).headline == text.substr(0, text.find('\n')));
    }
}

TEST_CASE("the first line is the headline, even if it is long") {
    CHECK(article_of(body + "\n" + body).headline == body);
    CHECK(article_of("Truce talks resume\n\n" + body).headline == "Truce talks resume");
    CHECK(article_of("\n\n  Truce talks resume  \n").headline == "Truce talks resume");
}

TEST_CASE("a standfirst and a byline stand between headline and body") {
    const Article article = article_of(
        "Truce talks resume\nMediators hope for a deal\n"
        "By Jane Roe and John Doe, diplomatic correspondents\n\n" +
        body);
    CHECK(article.byline == "Jane Roe and John Doe, diplomatic correspondents");
    CHECK(broadsheet::tests::section_lines(article.sections) ==
          "deck 1\nparagraph: Mediators hope for a deal\nbody 1\nparagraph: " + body + "\n");
}

TEST_CASE("a byline below bullets is found, too") {
    const Article article =
        article_of("Truce talks resume\n- One.\n- Two.\n\nBy Jane Roe\n\n" + body);
    CHECK(article.byline == "Jane Roe");
    CHECK(article.sections.size() == 2);
}

TEST_CASE("bylines are told from sentences that begin with By") {
    for (const std::string line : {"By Jane Roe", "BY JANE ROE", "By Jane Roe and John Doe in Doha",
                                   "Von Karin Schäfer", "Par Élise Martin, à Doha"}) {
        INFO(line);
        CHECK_FALSE(byline_of(line).empty());
    }
    for (const std::string line :
         {"By midnight the talks had failed", "By Monday", "Bystanders Fled", "By Jane Roe.",
          "Von der Leyen reist nach Doha", ""}) {
        INFO(line);
        CHECK(byline_of(line).empty());
    }
}

TEST_CASE("opinion above the headline makes the article commentary") {
    const Article article =
        article_of("OPINION\nThe truce that nobody wanted\nBy Jane Roe\n\n" + body);
    CHECK(article.desk == "OPINION");
    CHECK(article.headline == "The truce that nobody wanted");
    REQUIRE(article.sections.size() == 1);
    CHECK(article.sections[0].kind == SectionKind::commentary);
}

TEST_CASE("a dateline is taken from the text and stays there") {
    const Article article = article_of("Truce talks\n\nDOHA, July 9 (Meridian) — " + body);
    CHECK(article.dateline == "DOHA, July 9 (Meridian)");
    CHECK(article.sections[0].paragraphs[0].text.starts_with("DOHA"));
}

TEST_CASE("what the file does not say, its path may") {
    const Article article = article_of("Truce talks\n\n" + body, "2025/07/09/truce.txt");
    CHECK(article.date == "2025-07-09");
    CHECK(article.id == "2025/07/09/truce");
    CHECK(article_of("Date: 2024\nTitle: Truce\n\n" + body, "2025/07/09/truce.txt").date == "2024");
}

TEST_CASE("text from standard input has an id of its content") {
    const std::string first = article_of("Truce talks\n\n" + body, "").id;
    CHECK(first == article_of("Truce talks\n\n" + body, "").id);
    CHECK(first != article_of("Other talks\n\n" + body, "").id);
}

TEST_CASE("the source of the run is that of articles without one") {
    const auto sink =
        read_from_memory(read_plain_text, "Truce\n\n" + body, "a.txt", {"auto", "Meridian"});
    CHECK(sink.articles.at(0).source == "Meridian");
}

TEST_CASE("every encoding that can be told is read") {
    const auto headline = [](const std::string& bytes) { return article_of(bytes).headline; };
    CHECK(headline("\xef\xbb\xbfIran’s envoy\n") == "Iran’s envoy");
    CHECK(headline(std::string("\xff\xfe"
                               "C\0a\0f\0\xe9\0\n\0",
                               12)) == "Café");
    CHECK(headline(std::string("\xfe\xff"
                               "\0C\0a\0f\0\xe9\0\n",
                               12)) == "Café");
    CHECK(headline(std::string("\xff\xfe\x3d\xd8\x00\xde!\0", 8)) == "😀!");
    CHECK(headline(std::string("\xff\xfe\x3d\xd8!\0", 6)) == "\uFFFD!");
}

TEST_CASE("Windows-1252 is told, and told of") {
    const auto sink = read("Iran\x92s envoy in Caf\xe9 talks \x96 \x93no\x94\n\n" + body);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Iran’s envoy in Café talks – “no”");
    REQUIRE(sink.refusals.size() == 1);
    CHECK(sink.refusals[0].offset == 4);
    CHECK(sink.has_reason("read as windows-1252"));
}

TEST_CASE("a charset of another script is told, and told of") {
    // In KOI8-R.
    const auto sink = read("\xf0\xc5\xd2\xc5\xc7\xcf\xd7\xcf\xd2\xd9 \xcf \xd0\xc5\xd2\xc5\xcd"
                           "\xc9\xd2\xc9\xc9 \xd7 \xe4\xcf\xc8\xc5 \xd0\xd2\xcf\xc4\xcf\xcc"
                           "\xd6\xc1\xc0\xd4\xd3\xd1 \xd7\xd4\xcf\xd2\xd5\xc0 \xce\xc5\xc4\xc5"
                           "\xcc\xc0 \xd0\xcf\xc4\xd2\xd1\xc4"
                           "\n");
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Переговоры о перемирии в Дохе продолжаются вторую неделю подряд");
    CHECK(sink.has_reason("read as KOI8"));
}

TEST_CASE("damaged UTF-8 keeps what is whole") {
    const auto sink = read("Caf\xc3\xa9 in D\xc3\xbcsseldorf \xe2\x80\n\n" + body);
    REQUIRE(sink.articles.size() == 1);
    CHECK(sink.articles[0].headline == "Café in Düsseldorf \uFFFD");
    CHECK(sink.has_reason("U+FFFD"));
}

TEST_CASE("what is no text is refused") {
    CHECK(read(std::string("Truce\0talks", 11)).has_reason("binary"));
    CHECK(read("").has_reason("empty"));
    CHECK(read(" \n\n\t").has_reason("empty"));
    CHECK(read("* * *").articles.size() == 1);  // a headline, if a poor one
    // Half a page of random high bytes is no text in any charset.
    std::string noise;
    for (unsigned i = 1; i < 2000; ++i) noise += static_cast<char>(0x80 + (i * i * 7 + i / 3) % 128);
    const auto sink = read(noise);
    CHECK((sink.has_reason("encoding") || sink.has_reason("binary")));
}
