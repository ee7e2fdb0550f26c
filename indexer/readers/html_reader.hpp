// How does a news page become an article?
//
//   facts    schema.org's JSON-LD, then <meta> (OpenGraph, article:*, Dublin Core), microdata,
//   <time>,
//            the byline on the page
//   text     the page's own article: see html_body.hpp; headings to sections
//
// A date is taken from the page or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/opening.hpp"
#include "indexer/readers/reader.hpp"

namespace broadsheet::indexer {

/// A larger page is refused. Live pages of a whole election have some 5 MB.
inline constexpr std::size_t max_html_bytes = 32 << 20;

struct HtmlPage {
    archive::Article article;  ///< id, version and what the source of the page knows are not set
    bool is_article = false;   ///< the page calls itself one, or has the text of one
    std::string problem;       ///< what could not be kept, or why there is no article at all
    bool refused = false;      ///< there is no article
};

/// The article of a page. `charset` is what HTTP declared, or empty.
HtmlPage read_html_page(std::string_view bytes, std::string_view charset = {});

/// Whether an input is an HTML page.
bool is_html_page(const Opening& opening);

/// Reads a file that is one page. Throws InputError where there is no article in it.
void read_html(const InputName& name, InputStream& stream, const ReadOptions& options,
               ArticleSink& sink);

}  // namespace broadsheet::indexer
