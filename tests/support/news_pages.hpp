// Real news pages with the extraction that their source expects (shared/data/html), and how near to
// it an article comes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/article.hpp"

namespace broadsheet::tests {

struct NewsPage {
    std::string country;  ///< "de"
    std::string name;     ///< "FAZ_2023_04_28"
    std::string html;     ///< as it was captured
    std::string headline;
    std::vector<std::string> authors;
    std::string date;  ///< "2023-04-28 13:26:05+02:00"; empty where none is expected
    std::vector<std::string> headings;
    std::vector<std::string> paragraphs;  ///< summary, headings and paragraphs in their order

    /// Rules were made by looking at the pages of some countries only; the others are the check.
    bool held() const;
};

/// All pages below a folder, in the order of their names.
std::vector<NewsPage> read_news_pages(const std::filesystem::path& folder);

struct PageScore {
    bool headline = false;
    bool authors = false;
    bool date = false;
    double precision = 0, recall = 0, f1 = 0;  ///< of the tokens of the body
    std::size_t headings = 0;                  ///< expected ones that were found
};

PageScore score_page(const NewsPage& page, const archive::Article& article);

/// Deck, headings and paragraphs but for captions: what the expected text is compared with.
std::vector<std::string> body_paragraphs(const archive::Article& article);

/// For people: expected paragraphs that are missing ("- …") and others that are there ("+ …").
std::string describe_differences(const NewsPage& page, const archive::Article& article);

}  // namespace broadsheet::tests
