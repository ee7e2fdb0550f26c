// What is said beside an answer: other readings with their counts, and how the query was read.
#include <catch2/catch.hpp>

#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

archive::Article article(std::string id, std::string text) {
    archive::Article made;
    made.id = std::move(id);
    made.headline = "Headline";
    made.sections.push_back({archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, std::move(text)}}});
    return made;
}

class SmallArchive {
  public:
    SmallArchive() : paths_(directory_.path() / "news") {
        write_archive(paths_, {{article("1", "Peace talks began."), article("2", "Talks about peace."),
                                article("3", "Peace."), article("4", "Oil and tax, 1990.")}});
        searcher_ = std::make_unique<query::Searcher>(open_searcher(paths_.root));
    }

    query::ResultPage ask(const std::string& query, std::uint32_t offset = 0, bool explain = false) {
        query::SearchRequest request;
        request.query = query;
        request.offset = offset;
        request.explain = explain;
        return search(*searcher_, request);
    }

    const query::Diagnostic* notice(const query::ResultPage& page, std::string_view code) {
        for (const auto& one : page.notices) {
            if (one.code == code) return &one;
        }
        return nullptr;
    }

  private:
    TemporaryDirectory directory_;
    archive::ArchivePaths paths_;
    std::unique_ptr<query::Searcher> searcher_;
};

}  // namespace

TEST_CASE("bare words are counted as a phrase too, where there is one") {
    SmallArchive archive;
    const auto page = archive.ask("peace talks");
    CHECK(page.total == 2);
    const auto* notice = archive.notice(page, "as-phrase");
    REQUIRE(notice != nullptr);
    CHECK(notice->message == "as a phrase: 1 article");
    CHECK(notice->offer == "\"peace talks\"");
    CHECK(archive.ask(notice->offer).total == 1);
    const std::string none = GENERATE("peace AND talks", "peace", "\"peace talks\"", "oil peace",
                                      "about talks", "peace =talks", "peace talk*");
    INFO(none);
    CHECK(archive.notice(archive.ask(none), "as-phrase") == nullptr);
}

TEST_CASE("what was said on the first page is not said again on the next") {
    SmallArchive archive;
    CHECK(archive.notice(archive.ask("peace talks", 1), "as-phrase") == nullptr);
}

TEST_CASE("AND and OR without parentheses are counted in both readings") {
    SmallArchive archive;
    const auto page = archive.ask("talks AND peace OR oil");
    CHECK(page.total == 3);
    const auto* notice = archive.notice(page, "mixed-operators");
    REQUIRE(notice != nullptr);
    CHECK(notice->message == "AND binds tighter than OR: this was read as (talks AND peace) OR oil "
                             "(3 articles); the other way it would find 2 articles");
    CHECK(notice->offer == "talks AND (peace OR oil)");
    CHECK(archive.ask(notice->offer).total == 2);
}

TEST_CASE("an explanation names the forms of each word and the parts that the spans verify") {
    SmallArchive archive;
    const auto page = archive.ask("talk AND peace W/S talks NOT oil", 0, true);
    REQUIRE(page.explanation);
    const auto& words = page.explanation->words;
    REQUIRE(words.size() == 4);
    CHECK(words[0].word == "talk");
    REQUIRE(words[0].forms.size() == 1);
    CHECK(words[0].forms[0].text == "talks");
    CHECK(words[0].forms[0].articles == 2);
    std::vector<std::pair<std::string, bool>> parts;
    for (const auto& part : page.explanation->parts) parts.emplace_back(part.text, part.exact);
    CHECK(parts == std::vector<std::pair<std::string, bool>>{
                       {"talk", true}, {"peace W/S talks", false}, {"oil", true}});
    CHECK_FALSE(archive.ask("talk").explanation);
}

TEST_CASE("a wildcard of very many forms finds in every segment what each of its forms finds") {
    TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path() / "news");
    std::vector<std::vector<archive::Article>> segments(3);
    constexpr int forms = 60;  // more than are searched as words of a query
    for (int i = 0; i < forms; ++i) {
        const std::string word = "wide" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i);
        segments[static_cast<std::size_t>(i) % 3].push_back(
            article(std::to_string(i), (i % 2 == 0 ? "even " : "odd ") + word));
    }
    segments[1].push_back(article("other", "even narrow"));
    write_archive(paths, segments);
    query::Searcher searcher = open_searcher(paths.root);
    const auto count = [&](const std::string& text) {
        query::SearchRequest request;
        request.query = text;
        return search(searcher, request).total;
    };
    CHECK(count("wide*") == forms);
    CHECK(count("wide* AND even") == forms / 2);
    CHECK(count("even NOT wide*") == 1);
    CHECK(count("even W/1 wide*") == forms / 2);
    CHECK(count("wide* OR narrow") == forms + 1);
    CHECK(count("headline:wide*") == 0);
    query::SearchRequest request;
    request.query = "wide* OR narrow";
    CHECK(all_ids(searcher, request).size() == forms + 1);
}

TEST_CASE("quoted speech is searched as such, and the article tells who said it") {
    TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path() / "news");
    write_archive(paths, {{article("1", "“The truce will hold for long,” said Jane Roe on Monday."),
                           article("2", "The truce will hold, Jane Roe said. “It is the end of it.”"),
                           article("3", "They called it a “truce” again.")}});
    query::Searcher searcher = open_searcher(paths.root);
    query::SearchRequest request;
    request.query = "quote:truce";
    CHECK(all_ids(searcher, request) == std::vector<std::string>{"1"});
    request.query = "quote:(truce W/5 hold) OR quote:\"the end\"";
    CHECK(search(searcher, request).total == 2);
    request.query = "quote:(truce W/9 monday)";
    CHECK(search(searcher, request).total == 0);
    const auto view = std::get<query::ArticleView>(searcher.article("1", ""));
    const auto& quotes = view.sections.at(0).paragraphs.at(0).quotes;
    REQUIRE(quotes.size() == 1);
    CHECK(quotes[0].speaker == "Jane Roe");
    CHECK(plain_text(view.sections[0].paragraphs[0].parts).substr(quotes[0].offset, quotes[0].length) ==
          "The truce will hold for long,");
}
