// Are real news pages read as their source expects? The table of all pages is printed; the rules
// were made by looking at the pages of half the countries only (NewsPage::held()).
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/html_reader.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/news_pages.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

constexpr double least_mean_f1 = 0.93;
constexpr double least_headings = 0.85;

struct Sums {
    std::size_t pages = 0, headlines = 0, authors = 0, dates = 0, headings = 0, found = 0;
    double f1 = 0;

    void add(const NewsPage& page, const PageScore& score) {
        ++pages;
        headlines += score.headline ? 1 : 0;
        authors += score.authors ? 1 : 0;
        dates += score.date ? 1 : 0;
        headings += page.headings.size();
        found += score.headings;
        f1 += score.f1;
    }
    double mean() const { return f1 / static_cast<double>(pages); }
    double headings_found() const {
        return static_cast<double>(found) / static_cast<double>(headings);
    }
    std::string row(const std::string& name) const {
        return fmt::format(
            "{:38} F1 {:.3f} headings {}/{} headline {}/{} authors {}/{} date {}/{}\n", name,
            mean(), found, headings, headlines, pages, authors, pages, dates, pages);
    }
};

std::string row_of(const NewsPage& page, const PageScore& score) {
    return fmt::format("{}/{:35} F1 {:.3f} headings {}/{}{}{}{}\n", page.country, page.name,
                       score.f1, score.headings, page.headings.size(),
                       score.headline ? "" : " headline", score.authors ? "" : " authors",
                       score.date ? "" : " date");
}

}  // namespace

TEST_CASE("real news pages are read as their source expects") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    const auto pages = read_news_pages(data / "html");
    REQUIRE(pages.size() > 150);
    Sums all, tune, held;
    std::string table;
    for (const NewsPage& page : pages) {
        const auto read = indexer::read_html_page(page.html);
        INFO(page.name << ": " << read.problem);
        CHECK_FALSE(read.refused);
        const PageScore score = score_page(page, read.article);
        all.add(page, score);
        (page.held() ? held : tune).add(page, score);
        table += row_of(page, score);
    }
    WARN(table << tune.row("tune: de fr il jp lb pl") << held.row("held: es mx tr uk us")
               << all.row("all"));
    CHECK(all.mean() >= least_mean_f1);
    CHECK(held.mean() >= least_mean_f1);
    CHECK(all.headings_found() >= least_headings);
}
