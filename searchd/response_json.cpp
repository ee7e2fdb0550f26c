#include "searchd/response_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "query/result_json.hpp"
#include "searchd/cursor.hpp"

namespace broadsheet::searchd {

namespace json = boost::json;

namespace {

constexpr std::string_view problem_type_prefix = "urn:broadsheet:problem:";

// Of a connection that is refused, a client may try another soon; a second is longer than the queue
// takes to empty.
constexpr const char* retry_after_seconds = "1";

}  // namespace

Problem refusal_problem(const Refusal& refusal) {
    return {refusal.status, refusal.code, "the request is malformed", refusal.detail, {}};
}

Problem parameter_problem(const ParameterProblem& problem, const std::string& query) {
    Problem out{
        400,
        "invalid-parameter",
        "a parameter is not right",
        fmt::format("{}={}: {}", shown(problem.name), shown(problem.value), problem.message),
        {}};
    out.members = {
        {"parameter", problem.name}, {"value", problem.value}, {"message", problem.message}};
    if (!query.empty()) out.members["query"] = json::object{{"input", query}};
    return out;
}

Problem missing_query_problem() {
    Problem out{400,
                "missing-query",
                "nothing is asked",
                "there is neither a query nor a filter; give q, or a filter such as source or from",
                {}};
    out.members["parameter"] = "q";
    return out;
}

Problem query_problem(const std::string& input, const query::Diagnostics& errors) {
    std::string detail = errors.empty() ? "the query cannot be read" : errors.front().message;
    if (!errors.empty() && !errors.front().hint.empty()) detail += "; " + errors.front().hint;
    Problem out{400, "query", "the query cannot be read", std::move(detail), {}};
    out.members["query"] = json::object{{"input", input}};
    out.members["errors"] = query::to_json(errors);
    return out;
}

Problem path_problem(std::string_view path) {
    return {404,
            "not-found",
            "there is no such page",
            fmt::format("nothing is served at {}", shown(path)),
            {}};
}

Problem article_problem(std::string_view id) {
    return {404,
            "no-such-article",
            "there is no such article",
            fmt::format("the archive holds no article with the id '{}'", shown(id)),
            {}};
}

Problem method_problem() {
    return {405,
            "method-not-allowed",
            "this can only be read",
            "only GET and HEAD are answered here",
            {}};
}

Problem host_problem(std::string_view host) {
    return {421,
            "host-not-allowed",
            "this name is not served here",
            fmt::format("'{}' is not a name of this server; whoever runs it may add it with "
                        "--allowed-host",
                        shown(host)),
            {}};
}

Problem overload_problem() {
    return {503,
            "overloaded",
            "too many searches at once",
            "too many requests are waiting; try again in a second",
            {}};
}

Problem deadline_problem() {
    return {504,
            "deadline",
            "the search took too long",
            "there was no answer in time; narrow the query, or try again",
            {}};
}

Problem archive_problem() {
    return {503,
            "archive-unreadable",
            "the archive cannot be read",
            "the archive cannot be read at the moment; the server's log says why",
            {}};
}

Problem internal_problem() {
    return {500,
            "internal",
            "something went wrong",
            "the request could not be answered; the server's log says why",
            {}};
}

json::object to_json(const Problem& problem) {
    json::object out{{"type", fmt::format("{}{}", problem_type_prefix, problem.code)},
                     {"title", problem.title},
                     {"status", problem.status},
                     {"detail", problem.detail}};
    for (const auto& member : problem.members) out[member.key()] = member.value();
    return out;
}

json::object search_json(const query::ResultPage& page, const SearchParams& params) {
    json::object out = query::to_json(page);
    json::object& facets = out["facets"].as_object();
    json::object wanted;
    if (params.request.facets) {
        for (const query::Facet facet : params.facets) {
            const std::string_view name = query::facet_name(facet);
            if (const auto* values = facets.if_contains(name)) wanted[name] = *values;
        }
    }
    facets = std::move(wanted);
    if (page.has_more()) {
        // May lie past the farthest hit that can be paged to: then the next request says so, where
        // an end of the list would be a lie.
        const auto next = page.request.offset + static_cast<std::uint32_t>(page.hits.size());
        out["next_cursor"] = to_text(Cursor{next, page.generation}, params.search_hash());
    }
    return out;
}

void add_search_members(const query::SearchRequest& request, json::object& to) {
    query::ResultPage page;
    page.request = request;
    json::object response = query::to_json(page);
    to["sort"] = std::move(response["sort"]);
    to["collapse"] = std::move(response["collapse"]);
    to["filters"] = std::move(response["filters"]);
}

Response json_response(unsigned status, const json::object& content) {
    Response response;
    response.status = status;
    response.content_type = status < 400 ? "application/json" : "application/problem+json";
    response.body = json::serialize(content);
    response.body += '\n';
    if (status == 503) response.fields.emplace_back("Retry-After", retry_after_seconds);
    if (status == 405) response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
}

Response problem_response(const Problem& problem) {
    return json_response(problem.status, to_json(problem));
}

}  // namespace broadsheet::searchd
