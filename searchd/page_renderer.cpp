#include "searchd/page_renderer.hpp"

#include <utility>

#include "searchd/content_hash.hpp"
#include "searchd/pages/archive_data.hpp"
#include "searchd/pages/article_data.hpp"
#include "searchd/pages/diagnostic_data.hpp"
#include "searchd/pages/filter_data.hpp"
#include "searchd/pages/hit_data.hpp"
#include "searchd/pages/human_date.hpp"
#include "searchd/pages/json_reading.hpp"
#include "searchd/pages/links.hpp"
#include "searchd/pages/match_trail.hpp"
#include "searchd/pages/page_text.hpp"
#include "searchd/pages/paging_data.hpp"
#include "searchd/pages/template.hpp"
#include "searchd/pages/text_data.hpp"

namespace broadsheet::searchd {

using namespace pages;
namespace fs = std::filesystem;

namespace {

std::string static_url(const fs::path& web_root, const std::string& name) {
    return "/static/" + name + "?v=" + content_hash_text(read_file(web_root / name));
}

}  // namespace

struct PageRenderer::Pages {
    explicit Pages(const fs::path& web_root)
        : home(web_root / "templates", "home"),
          results(web_root / "templates", "results"),
          article(web_root / "templates", "article"),
          help(web_root / "templates", "help"),
          problem(web_root / "templates", "problem"),
          style_url(static_url(web_root, "style.css")),
          icon_url(static_url(web_root, "favicon.svg")),
          keys_url(static_url(web_root, "keys.js")),
          suggest_url(static_url(web_root, "suggest.js")),
          matches_url(static_url(web_root, "matches.js")) {}

    // What every page has.
    Data page(const std::string& title, const SearchState& state) const {
        Data data;
        data["title"] = Data(title);
        data["style_url"] = Data(style_url);
        data["icon_url"] = Data(icon_url);
        data["keys_url"] = Data(keys_url);
        data["suggest_url"] = Data(suggest_url);
        data["matches_url"] = Data(matches_url);
        set_search_form(data, state);
        return data;
    }

    Template home, results, article, help, problem;
    std::string style_url, icon_url, keys_url, suggest_url, matches_url;
};

PageRenderer::PageRenderer(std::filesystem::path web_root)
    : pages_(std::make_unique<const Pages>(web_root)) {}
PageRenderer::~PageRenderer() = default;
PageRenderer::PageRenderer(PageRenderer&&) noexcept = default;
PageRenderer& PageRenderer::operator=(PageRenderer&&) noexcept = default;

std::string PageRenderer::home(const json::object& summary) const {
    Data page = pages_->page("Broadsheet: search the archive", SearchState{});
    set_holdings(page, summary);
    set_examples(page, summary);
    return pages_->home.render(page);
}

std::string PageRenderer::results(const json::object& search_response) const {
    const SearchState state = state_of(search_response);
    const Paging paging = paging_of(search_response);
    const json::object& query = object_at(search_response, "query");
    const std::string count = count_text(search_response);
    const std::string canonical = clean_at(query, "canonical");

    std::string title = count;
    if (!state.query.empty()) title += " · " + shorten(clean(state.query), 80);
    if (paging.page() > 1) title += " · page " + grouped(paging.page());
    Data page = pages_->page(title + " – Broadsheet", state);
    page["count_text"] = Data(count);
    set_text(page, "range_text", range_text(paging));
    const bool several = paging.exact && paging.last() > 1;
    set_text(page, "page_text",
             several ? "page " + grouped(paging.page()) + " of " + grouped(paging.last()) : "");
    set_text(page, "took", duration_text(number_at(search_response, "took_ms")));
    // What differs in capitals alone is not worth a line.
    const bool as_typed = lower(canonical) == lower(clean(state.query));
    set_text(page, "canonical", as_typed ? "" : canonical);
    set_notices(page, query, state);
    set_chips(page, state);
    set_sorts(page, state);
    set_copies(page, state, object_at(search_response, "total"));
    set_hits(page, state, search_response);
    set_pages(page, state, paging);
    set_facets(page, state, object_at(search_response, "facets"));
    set_help_where_nothing(page, state, paging);
    return pages_->results.render(page);
}

std::string PageRenderer::article(const json::object& article_response) const {
    const json::object& query = object_at(article_response, "query");
    const std::string input(string_at(query, "input"));
    const SearchState state{input, "", {}, "", ""};
    Data page = pages_->page(article_title(article_response), state);
    set_text(page, "back_url", input.empty() ? "" : search_url_for(input));
    set_head(page, article_response);
    set_key_phrases(page, article_response);
    page["particulars"] = Data(particulars_of(article_response));
    set_notices(page, query, state);
    MatchTrail trail(article_response);
    set_matches(page, trail);
    page["headline"] = text_block(trail.parts(array_at(article_response, "headline")));
    set_sections(page, article_response, trail);
    return pages_->article.render(page);
}

std::string PageRenderer::help(const json::object& summary) const {
    Data page = pages_->page("How to search – Broadsheet", SearchState{});
    set_holdings(page, summary);
    set_examples(page, summary);
    return pages_->help.render(page);
}

std::string PageRenderer::problem(const json::object& problem) const {
    const SearchState state = state_of(problem);
    const std::int64_t status = count_at(problem, "status");
    std::string title = sentence(clean_at(problem, "title"));
    if (title.ends_with('.')) title.pop_back();
    if (title.empty()) title = "Something went wrong";

    Data page = pages_->page(title + " – Broadsheet", state);
    page["problem_title"] = Data(title);
    set_faults(page, state.query, array_at(problem, "errors"));
    // The errors say the same, with their places; a parameter is shown as it came.
    const std::string parameter = clean_at(problem, "parameter");
    const bool by_name = !parameter.empty() && !string_at(problem, "message").empty();
    const bool told = by_name || !array_at(problem, "errors").empty();
    set_text(page, "detail", told ? "" : sentence(clean_at(problem, "detail")));
    set_text(page, "parameter", by_name ? parameter + "=" + clean_at(problem, "value") : "");
    set_text(page, "message", sentence(clean_at(problem, "message")));
    set_text(page, "status", status > 0 ? std::to_string(status) : "");
    page["not_found"] = Data(status == 404 || status == 410);
    page["busy"] = Data(status == 429 || status == 503);
    return pages_->problem.render(page);
}

}  // namespace broadsheet::searchd
