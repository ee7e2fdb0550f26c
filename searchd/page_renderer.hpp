// What does a person see? The pages, made from the JSON that the API answers with.
#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace broadsheet::searchd {

/// A page is rendered from exactly that JSON (docs/ARCHITECTURE.md), so whatever a page shows, the
/// API has. Markup is in `web/templates` alone; here are the decisions: which link a facet leads
/// to, how a date is written, where a query went wrong.
///
/// Input is not trusted, neither the articles' text nor the query. Every text is escaped once, by
/// the templates; what is not UTF-8, and control characters, become U+FFFD; a link to the original
/// is made for http and https only. A member that is missing, null or of another type counts as
/// absent and never throws.
///
/// Members of the JSON beside those in the design's `interfaces.md`:
/// - a search response has `sort`, `limit`, `offset`, `took_ms` and `filters` (for each repeatable
///   parameter a list, besides `from` and `to`), so that links can keep them;
/// - a problem may have `query.input`, and `sort` and `filters` as a search response has them; the
///   `offset` and `length` of its `errors` are in bytes of `query.input`.
///
/// Pages refer to `/static/NAME?v=HASH` for each file of the web root that is no template, where
/// HASH changes with the content: such an answer may be cached for ever.
///
/// Threads: all members but construction and assignment may be called at once from any number of
/// threads.
class PageRenderer {
  public:
    /// Reads and parses every template under `web_root` once. Throws std::runtime_error, naming the
    /// file, if one is missing or malformed.
    explicit PageRenderer(std::filesystem::path web_root);
    ~PageRenderer();
    PageRenderer(PageRenderer&&) noexcept;
    PageRenderer& operator=(PageRenderer&&) noexcept;

    /// `/`: the search box, examples and what the archive holds, from the archive's summary.
    std::string home(const boost::json::object& summary) const;

    /// `/search`: one page of results, or what may help where there are none.
    std::string results(const boost::json::object& search_response) const;

    /// `/article/{id}`: an article by sections, each match of the query a place one can go to.
    std::string article(const boost::json::object& article_response) const;

    /// `/help`: how to ask.
    std::string help(const boost::json::object& summary) const;

    /// Any `application/problem+json` as a page. A query with errors stays in the search box, with
    /// the places marked.
    std::string problem(const boost::json::object& problem) const;

  private:
    struct Pages;
    std::unique_ptr<const Pages> pages_;
};

}  // namespace broadsheet::searchd
