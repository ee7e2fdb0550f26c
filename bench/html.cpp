// How much HTML is read a second, and how near to what is expected do the articles come? On the
// real news pages of NEWS_DATA/html.
//   broadsheet-bench-html NEWS_DATA [--errors NAME]    NAME: part of a page's name, or "all"
#include <fmt/format.h>

#include <chrono>
#include <string>

#include "indexer/readers/html_reader.hpp"
#include "tests/support/news_pages.hpp"

using namespace broadsheet;

namespace {

constexpr int rounds = 3;

void print_errors(const std::vector<tests::NewsPage>& pages, const std::string& name) {
    for (const tests::NewsPage& page : pages) {
        const bool wanted = name == "all" || (name == "tune" && !page.held()) ||
                            (page.country + "/" + page.name).find(name) != std::string::npos;
        if (!wanted) continue;
        const indexer::HtmlPage read = indexer::read_html_page(page.html);
        const tests::PageScore score = tests::score_page(page, read.article);
        fmt::print("{}/{} f1 {:.3f} p {:.3f} r {:.3f} headings {}/{}\n", page.country, page.name,
                   score.f1, score.precision, score.recall, score.headings, page.headings.size());
        if (!score.headline)
            fmt::print("  headline {} | {}\n", page.headline, read.article.headline);
        if (!score.authors)
            fmt::print("  authors {} | {}\n", page.authors.empty() ? "" : page.authors[0],
                       read.article.byline);
        if (!score.date) fmt::print("  date {} | {}\n", page.date, read.article.date);
        fmt::print("{}\n", tests::describe_differences(page, read.article));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 && argc != 4) {
        fmt::print(stderr, "usage: broadsheet-bench-html NEWS_DATA [--errors NAME]\n");
        return 2;
    }
    const auto pages = tests::read_news_pages(std::filesystem::path(argv[1]) / "html");
    if (argc == 4) {
        print_errors(pages, argv[3]);
        return 0;
    }
    double best = 0;
    std::size_t bytes = 0, words = 0;
    for (int round = 0; round < rounds; ++round) {
        bytes = 0;
        const auto start = std::chrono::steady_clock::now();
        for (const tests::NewsPage& page : pages) {
            bytes += page.html.size();
            words += indexer::read_html_page(page.html).article.sections.size();
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        best = std::max(best, 1e-6 * static_cast<double>(bytes) / seconds.count());
    }
    fmt::print("{} pages, {:.1f} MB, {:.1f} MB/s on one core (best of {}), {} sections\n",
               pages.size(), 1e-6 * static_cast<double>(bytes), best, rounds, words / rounds);
    double sums[2] = {0, 0};
    int counts[2] = {0, 0};
    std::size_t expected[2] = {0, 0}, found[2] = {0, 0};
    int right[3][2] = {};
    for (const tests::NewsPage& page : pages) {
        const auto read = indexer::read_html_page(page.html);
        const auto score = tests::score_page(page, read.article);
        const int half = page.held() ? 1 : 0;
        sums[half] += score.f1;
        ++counts[half];
        expected[half] += page.headings.size();
        found[half] += score.headings;
        right[0][half] += score.headline;
        right[1][half] += score.authors;
        right[2][half] += score.date;
        if (score.f1 < 0.9)
            fmt::print("{}/{:34} f1 {:.3f} p {:.3f} r {:.3f}\n", page.country, page.name, score.f1,
                       score.precision, score.recall);
    }
    for (int half = 0; half < 2; ++half) {
        fmt::print("{}: {} pages, f1 {:.4f}, headings {}/{}, headline {} authors {} date {}\n",
                   half == 0 ? "tune" : "held", counts[half], sums[half] / counts[half],
                   found[half], expected[half], right[0][half], right[1][half], right[2][half]);
    }
}
