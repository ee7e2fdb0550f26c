// What must hold of a list of hits in which copies are folded, whatever the query, the order and the page: it is the
// whole list without what stands behind a copy of its own; and the numbers are those of the whole list.
//
// BROADSHEET_COLLAPSE_CASES sets the number of archives.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/property/random_news.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/wire_copies.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using archive::Article;
using query::Collapse;
using query::Hit;
using query::SearchRequest;
using query::Sort;

namespace {

const Words& sources() {
    static const Words names = {"Courier", "Post", "Wire"};
    return names;
}

/// Reports of some 100 words, of which each has some words of the queries, and copies of them.
std::vector<Article> reports(Dice& dice, CopyDesk& desk, std::size_t count) {
    std::vector<Article> articles;
    std::vector<Words> written;
    for (std::size_t i = 0; i < count; ++i) {
        Words words;
        if (!written.empty() && !dice.one_in(3)) {
            words = desk.edited(dice.pick(written), dice.roll(3));
        } else {
            words = desk.words(100);
            for (const std::string word : {"truce", "talks", "oil"}) {
                for (std::size_t n = dice.roll(3); n > 0; --n) words[dice.roll(100)] = word;
            }
        }
        // In a copy alone, or in its original alone.
        if (dice.one_in(4)) words[dice.roll(100)] = "exclusive";
        written.push_back(words);
        Article article;
        article.id = "a" + std::to_string(i);
        article.headline = dice.one_in(5) ? "Truce in Doha" : "News from Doha";
        article.source = dice.pick(sources());
        article.language = "en";
        article.date = "2025-0" + std::to_string(1 + dice.roll(3)) + "-1" + std::to_string(dice.roll(10));
        article.sections = {{archive::SectionKind::body, 1, "",
                             {{archive::ParagraphKind::paragraph, CopyDesk::joined(words) + "."}}}};
        articles.push_back(std::move(article));
    }
    return articles;
}

SearchRequest random_request(Dice& dice) {
    static const Words queries = {
        "truce", "talks OR oil", "exclusive", "truce NOT exclusive", "headline:truce", "oil W/S talks",
        "truce W/30 oil", "truce exclusive", "CAPS(truce)", "ATLEAST2(oil)", "source:wire oil", ""};
    SearchRequest request;
    request.query = dice.pick(queries);
    request.sort = static_cast<Sort>(dice.roll(3));
    request.limit = static_cast<std::uint32_t>(dice.between(1, 12));
    request.phrase_facet = dice.one_in(2);
    request.facets = dice.one_in(2);
    if (dice.one_in(3)) request.filters.of(query::Facet::source) = {dice.pick(sources())};
    return request;
}

std::vector<Hit> all_hits(query::Searcher& searcher, SearchRequest request) {
    std::vector<Hit> hits;
    while (true) {
        const query::ResultPage page = search(searcher, request);
        hits.insert(hits.end(), page.hits.begin(), page.hits.end());
        if (!page.has_more() || page.hits.empty()) return hits;
        request.offset += static_cast<std::uint32_t>(page.hits.size());
    }
}

void check_request(query::Searcher& searcher, SearchRequest request) {
    INFO(request.query << " by " << query::sort_name(request.sort) << ", " << request.limit << " a page");
    const query::ResultPage whole_page = search(searcher, request);
    std::map<std::string, std::uint64_t> sizes;
    std::vector<std::string> expected;
    const auto whole = all_hits(searcher, request);
    for (const Hit& hit : whole) {
        CHECK(hit.copies == 0);
        if (sizes[hit.cluster]++ == 0) expected.push_back(hit.id);
    }
    CHECK(whole.size() == whole_page.total);

    request.collapse = Collapse::duplicates;
    const query::ResultPage page = search(searcher, request);
    CHECK(page.total == whole_page.total);
    CHECK(page.distinct == expected.size());
    for (std::size_t i = 0; i < query::facet_count; ++i) {
        REQUIRE(page.facets[i].size() == whole_page.facets[i].size());
        for (std::size_t k = 0; k < page.facets[i].size(); ++k) {
            CHECK(page.facets[i][k].value == whole_page.facets[i][k].value);
            CHECK(page.facets[i][k].count == whole_page.facets[i][k].count);
        }
    }
    std::vector<std::string> ids;
    for (const Hit& hit : all_hits(searcher, request)) {
        ids.push_back(hit.id);
        CHECK(hit.copies == sizes.at(hit.cluster) - 1);
        // What the copies of a hit lead to.
        SearchRequest copies = request;
        copies.collapse = Collapse::none;
        copies.filters.cluster = hit.cluster;
        CHECK(search(searcher, copies).total == sizes.at(hit.cluster));
    }
    CHECK(ids == expected);
}

}  // namespace

TEST_CASE("folding copies leaves the first of each, by brute force") {
    const std::size_t cases = cases_from("BROADSHEET_COLLAPSE_CASES", 6);
    std::size_t folded = 0;
    for (std::size_t seed = 1; seed <= cases; ++seed) {
        INFO("seed " << seed);
        Dice dice(seed);
        CopyDesk desk(static_cast<unsigned>(seed));
        const TemporaryDirectory directory;
        const archive::ArchivePaths paths(directory.path() / "news");
        auto articles = reports(dice, desk, dice.between(10, 60));
        std::vector<std::vector<Article>> segments(dice.between(1, 3));
        for (std::size_t i = 0; i < articles.size(); ++i) {
            segments[i * segments.size() / articles.size()].push_back(std::move(articles[i]));
        }
        write_archive(paths, std::move(segments));
        auto searcher = open_searcher(paths.root);
        for (int i = 0; i < 40; ++i) check_request(searcher, random_request(dice));
        SearchRequest everything;
        everything.collapse = Collapse::duplicates;
        const auto page = search(searcher, everything);
        folded += page.total - page.distinct.value_or(page.total);
    }
    CHECK(folded > cases);
}

TEST_CASE("copies that fill many pages are all passed over") {
    CopyDesk desk(1);
    const auto words = desk.words(100);
    std::vector<Article> articles;
    for (int i = 0; i < 700; ++i) {
        Article article;
        article.id = "a" + std::to_string(i);
        // The copies are all newer than the others, so that these stand behind all of them.
        article.date = i < 600 ? "2025-07-09" : "2024-01-01";
        article.sections = {{archive::SectionKind::body, 1, "",
                             {{archive::ParagraphKind::paragraph,
                               CopyDesk::joined(i < 600 ? words : desk.words(100))}}}};
        articles.push_back(std::move(article));
    }
    const TemporaryDirectory directory;
    const archive::ArchivePaths paths(directory.path() / "news");
    std::vector<std::vector<Article>> segments(1);
    segments[0] = std::move(articles);
    write_archive(paths, std::move(segments));
    auto searcher = open_searcher(paths.root);
    SearchRequest request;
    request.sort = Sort::newest;
    request.collapse = Collapse::duplicates;
    const auto page = search(searcher, request);
    CHECK(page.total == 700);
    CHECK(page.distinct == 101);
    REQUIRE(page.hits.size() == 10);
    CHECK(page.hits[0].copies == 599);
    CHECK(page.hits[1].copies == 0);
    CHECK(all_ids(searcher, request).size() == 101);
}
