// The article of the shape that the plain-text reader must understand, through the real program.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using archive::SectionKind;

namespace {

std::vector<std::string> headings(const query::ArticleView& view, SectionKind kind, int level) {
    std::vector<std::string> found;
    for (const auto& section : view.sections) {
        if (section.kind == kind && section.level == level) {
            found.push_back(plain_text(section.heading));
        }
    }
    return found;
}

}  // namespace

TEST_CASE("the seed article is read with its deck, five headed sections and its commentary") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const TemporaryDirectory directory;
    const auto archive = directory.path() / "news";
    const AddSummary summary = add_to_archive(archive, {data / "seed"});
    REQUIRE(summary.indexed == 1);
    REQUIRE(summary.refused == 0);

    query::Searcher searcher = open_searcher(archive);
    query::SearchRequest request;
    request.query = R"(headline:truce AND commentary:"humanitarian crisis")";
    const query::ResultPage page = search(searcher, request);
    REQUIRE(page.total == 1);
    REQUIRE(page.hits.size() == 1);
    const query::Hit& hit = page.hits.front();

    SECTION("the parts of the article") {
        const auto outcome = searcher.article(hit.id, "");
        const auto& view = std::get<query::ArticleView>(outcome);
        CHECK_THAT(plain_text(view.headline), Catch::StartsWith("Gaza – US and Israel ramp up"));
        REQUIRE(view.sections.front().kind == SectionKind::deck);
        REQUIRE(view.sections.front().paragraphs.size() == 4);
        for (const auto& bullet : view.sections.front().paragraphs) {
            CHECK(bullet.kind == archive::ParagraphKind::bullet);
        }
        CHECK(headings(view, SectionKind::body, 1) ==
              std::vector<std::string>{
                  "Gaza Conflict: A Pressing Global Issue",
                  "Trump and Netanyahu: Strengthening Ties Amid Crisis",
                  "Challenges and Uncertainties Ahead",
                  "The Role of Regional and Global Players",
                  "A Path Forward: Hope Amidst Challenges",
              });
        CHECK(headings(view, SectionKind::commentary, 1) == std::vector<std::string>{"Commentary"});
        CHECK(headings(view, SectionKind::commentary, 2) ==
              std::vector<std::string>{
                  "Trump’s Leadership in Gaza Ceasefire Efforts",
                  "The Humanitarian Impact of the Gaza Conflict",
                  "The Role of International Cooperation",
              });
    }

    SECTION("the snippet comes from the piece that holds the phrase, and marks it as a phrase") {
        CHECK(highlighted(hit.headline) == std::vector<std::string>{"truce"});
        REQUIRE_FALSE(hit.snippets.empty());
        const query::Snippet& snippet = hit.snippets.front();
        CHECK(snippet.section ==
              std::vector<std::string>{"Commentary", "The Humanitarian Impact of the Gaza Conflict"});
        CHECK(snippet.zone == archive::Zone::commentary);
        CHECK(highlighted(snippet.parts) == std::vector<std::string>{"humanitarian crisis"});
    }

    SECTION("the phrase in the body is no match of the commentary, nor marked as one") {
        const auto outcome = searcher.article(hit.id, request.query);
        const auto& view = std::get<query::ArticleView>(outcome);
        CHECK(view.match_count == 2);
        for (const auto& section : view.sections) {
            if (section.kind == SectionKind::commentary) continue;
            for (const auto& paragraph : section.paragraphs) {
                CHECK(highlighted(paragraph.parts).empty());
            }
        }
    }
}
