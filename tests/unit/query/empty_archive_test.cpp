// An archive without a single article: a new one, or one from which all were taken down.
#include <catch2/catch.hpp>
#include <string>

#include "query/searcher.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

struct EmptyArchive {
    TemporaryDirectory directory;
    query::Searcher searcher;

    EmptyArchive() : searcher(made(directory.path() / "news")) {}

    static query::Searcher made(const std::filesystem::path& path) {
        write_archive(archive::ArchivePaths(path), {});
        return open_searcher(path);
    }
};

}  // namespace

TEST_CASE("an archive without articles answers every query with nothing") {
    EmptyArchive empty;
    const std::string text = GENERATE("", "truce", "cease-fire", "wc<9 NOT truce", "truce*", "truce W/5 talks",
                                      "headline:truce", "ATLEAST2(truce)", "wc<1000", "date:2025", "source:wire",
                                      "truce talks");
    const auto sort = GENERATE(query::Sort::relevance, query::Sort::newest, query::Sort::oldest);
    const auto collapse = GENERATE(query::Collapse::none, query::Collapse::duplicates);
    query::SearchRequest request;
    request.query = text;
    request.sort = sort;
    request.collapse = collapse;
    CAPTURE(text, collapse);
    const query::ResultPage page = search(empty.searcher, request);
    CHECK(page.total == 0);
    CHECK(page.hits.empty());
    for (const auto& facet : page.facets) CHECK(facet.empty());
}

TEST_CASE("an archive without articles has no copies of a cluster, and filters leave nothing") {
    EmptyArchive empty;
    query::SearchRequest request;
    request.filters.cluster = "0000000000000000";
    request.filters.of(query::Facet::source) = {"wire"};
    request.filters.of(query::Facet::phrase) = {"peace talks"};
    request.filters.from = "2025";
    CHECK(search(empty.searcher, request).total == 0);
}

TEST_CASE("an archive without articles is summed up, explained and suggested from") {
    EmptyArchive empty;
    CHECK(empty.searcher.summary().articles == 0);
    CHECK(std::holds_alternative<query::Explanation>(empty.searcher.explain("truce W/5 talk*")));
    CHECK(empty.searcher.suggest("tru").completions.empty());
    CHECK(std::holds_alternative<query::NotFound>(empty.searcher.article("a", "truce")));
}
