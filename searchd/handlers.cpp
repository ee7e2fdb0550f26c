#include "searchd/handlers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <utility>

#include "query/result_json.hpp"
#include "searchd/content_hash.hpp"

namespace broadsheet::searchd {

namespace json = boost::json;

namespace {

// What the front page offers to try: one example for each kind of question.
constexpr std::array<std::string_view, 5> example_queries = {
    "ceasefire AND Qatar", "\"60-day ceasefire\"", "headline:truce",
    "commentary:\"humanitarian crisis\"", "date:2025-07 AND doha"};

json::object summary_json(query::Searcher& searcher, ArchiveStatus& status) {
    json::object out = query::to_json(look_at(searcher, status));
    json::array examples;
    for (const std::string_view query : example_queries) examples.emplace_back(query);
    out["examples"] = std::move(examples);
    return out;
}

// Of a list that goes on after the archive changed, articles may be missing or come twice.
void note_change(const SearchParams& params, query::ResultPage& page) {
    if (!params.cursor_generation || *params.cursor_generation == page.generation) return;
    page.notices.push_back({"archive-changed",
                            {},
                            "the archive has changed since the page before, so articles may be "
                            "missing or come twice",
                            "start again from the first page"});
}

Problem query_problem_of(const SearchParams& params, const std::string& input,
                         const query::Diagnostics& errors) {
    Problem problem = query_problem(input, errors);
    add_search_members(params.request, problem.members);
    return problem;
}

// A search's answer tells how long it took, so it is never the same twice; what it tells is the
// same for one generation, one target and one version of the pages.
std::string search_tag(const query::ResultPage& page, const Reply& reply) {
    return fmt::format("W/\"{}-{}\"", page.generation,
                       content_hash_text(reply.assets->mark + " " + reply.target));
}

Response answer_page(query::ResultPage page, const SearchParams& params, const Reply& reply) {
    reply.status->generation = page.generation;
    note_change(params, page);
    const bool doubtful = std::ranges::any_of(page.notices, [](const query::Diagnostic& notice) {
        return notice.code != query::as_phrase_code;
    });
    if (params.strict && doubtful) {
        Problem problem = query_problem_of(params, page.input, page.notices);
        problem.code = "notices";
        problem.title = "the query has notices, which strict=1 refuses";
        return reply.problem(problem);
    }
    const json::object content = search_json(page, params);
    Response response = reply.audience == Audience::people
                            ? reply.page(200, reply.assets->renderer.results(content))
                            : json_response(200, content);
    response.fields.emplace_back("ETag", search_tag(page, reply));
    return response;
}

std::string new_mark() {
    static std::atomic<std::uint64_t> readings = 0;
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return fmt::format("{:x}.{:x}", now, ++readings);
}

}  // namespace

Assets::Assets(const std::filesystem::path& web_root)
    : renderer(web_root), files(web_root), mark(new_mark()) {}

Response Reply::problem(const Problem& problem) const {
    Response response = problem_response(problem);
    if (audience == Audience::programs) return response;
    Response as_page = page(problem.status, assets->renderer.problem(to_json(problem)));
    as_page.fields = std::move(response.fields);
    return as_page;
}

Response Reply::page(unsigned status_code, std::string html) const {
    Response response;
    response.status = status_code;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(html);
    return response;
}

query::ArchiveSummary look_at(query::Searcher& searcher, ArchiveStatus& status) {
    query::ArchiveSummary summary = searcher.summary();
    status.generation = summary.generation;
    status.articles = summary.articles;
    return summary;
}

Response answer_home(query::Searcher& searcher, const Reply& reply) {
    return reply.page(200, reply.assets->renderer.home(summary_json(searcher, *reply.status)));
}

Response answer_help(query::Searcher& searcher, const Reply& reply) {
    return reply.page(200, reply.assets->renderer.help(summary_json(searcher, *reply.status)));
}

Response answer_search(query::Searcher& searcher, const WorkLimits& limits,
                       const SearchParams& params, const Reply& reply) {
    query::SearchRequest request = params.request;
    request.limits = limits;
    query::SearchOutcome outcome = searcher.search(request);
    if (auto* page = std::get_if<query::ResultPage>(&outcome)) {
        return answer_page(std::move(*page), params, reply);
    }
    if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) {
        return reply.problem(query_problem_of(params, errors->input, errors->errors));
    }
    return reply.problem(deadline_problem());
}

Response answer_article(query::Searcher& searcher, const WorkLimits& limits, const std::string& id,
                        const ArticleParams& params, const Reply& reply) {
    const query::ArticleOutcome outcome = searcher.article(id, params.query, limits);
    if (const auto* view = std::get_if<query::ArticleView>(&outcome)) {
        const json::object content = query::to_json(*view);
        return reply.audience == Audience::people
                   ? reply.page(200, reply.assets->renderer.article(content))
                   : json_response(200, content);
    }
    if (const auto* errors = std::get_if<query::QueryErrors>(&outcome)) {
        return reply.problem(query_problem(errors->input, errors->errors));
    }
    if (std::holds_alternative<query::TimedOut>(outcome)) return reply.problem(deadline_problem());
    return reply.problem(article_problem(id));
}

Response answer_suggest(query::Searcher& searcher, const std::string& input, const Reply& reply) {
    const query::Suggestions found = searcher.suggest(input);
    reply.status->generation = found.generation;
    return json_response(200, query::to_json(found));
}

Response answer_ready(query::Searcher& searcher, const Reply& reply) {
    const query::ArchiveSummary summary = look_at(searcher, *reply.status);
    return json_response(
        200,
        {{"status", "ready"}, {"generation", summary.generation}, {"articles", summary.articles}});
}

}  // namespace broadsheet::searchd
