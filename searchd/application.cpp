#include "searchd/application.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "searchd/content_hash.hpp"
#include "searchd/open_search.hpp"
#include "searchd/query_string.hpp"
#include "searchd/response_json.hpp"

namespace broadsheet::searchd {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

// Nothing but our own style, scripts and images, nobody else asked; nothing inline; in nobody's frame.
constexpr const char* page_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr const char* data_policy = "default-src 'none'; frame-ancestors 'none'";

// A file asked for by the hash of its content never changes.
constexpr const char* cache_for_ever = "public, max-age=31536000, immutable";
constexpr const char* cache_with_question = "no-cache";

// Numbers that are a moment old are better than none.
constexpr auto metrics_patience = std::chrono::milliseconds(100);

bool has_field(const Response& response, std::string_view name) {
    return std::any_of(response.fields.begin(), response.fields.end(),
                       [&](const auto& field) { return field.first == name; });
}

bool is_page(const Response& response) {
    return response.content_type.starts_with("text/html");
}

void add_security_fields(Response& response) {
    auto& fields = response.fields;
    fields.emplace_back("X-Content-Type-Options", "nosniff");
    fields.emplace_back("Referrer-Policy", "same-origin");
    // No other site may make a part of its own page of what is read here.
    fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    fields.emplace_back("Content-Security-Policy", is_page(response) ? page_policy : data_policy);
    if (is_page(response)) fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
}

void add_caching_fields(Response& response) {
    if (!has_field(response, "Cache-Control")) {
        const bool answered = response.status == 200;
        response.fields.emplace_back("Cache-Control", answered ? cache_with_question : "no-store");
    }
    const bool content = is_page(response) || response.content_type == "application/json";
    if (response.status == 200 && content && !has_field(response, "ETag")) {
        response.fields.emplace_back("ETag", "\"" + content_hash_text(response.body) + "\"");
    }
}

void use_client_copy(const Request& request, Response& response) {
    if (response.status != 200 || request.if_none_match.empty()) return;
    for (const auto& [name, value] : response.fields) {
        if (name != "ETag" || !matches_etag(request.if_none_match, value)) continue;
        response.status = 304;
        response.body.clear();
        response.content_type.clear();
        return;
    }
}

Response plain_text(std::string text, std::string content_type = "text/plain; charset=utf-8") {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(text);
    response.fields.emplace_back("Cache-Control", "no-store");
    return response;
}

Response draining_response() {
    Response response = json_response(200, {{"status", "draining"}});
    response.status = 503;
    return response;
}

Problem problem_of(const WorkOutcome& outcome) {
    if (std::holds_alternative<Overloaded>(outcome)) return overload_problem();
    if (std::holds_alternative<DeadlinePassed>(outcome)) return deadline_problem();
    const Failed& failed = std::get<Failed>(outcome);
    spdlog::error("a request failed: {}", failed.reason);
    return failed.archive_unreadable ? archive_problem() : internal_problem();
}

// Nobody reads it; the number is nginx's for this, and shows in the log and the metrics.
Response abandoned_response() {
    Response response;
    response.status = 499;
    return response;
}

Response answer_of(WorkOutcome outcome, const Reply& reply) {
    if (auto* response = std::get_if<Response>(&outcome)) return std::move(*response);
    if (std::holds_alternative<Abandoned>(outcome)) return abandoned_response();
    return reply.problem(problem_of(outcome));
}

void finish(const Request& request, Response& response) {
    add_security_fields(response);
    add_caching_fields(response);
    use_client_copy(request, response);
    // The body was not read, so where the next request begins is not known.
    if (request.has_body) response.close = true;
}

// The routes of the API answer in JSON, the pages as pages, whatever the client says to accept.
Audience audience_of(Route route) {
    const bool for_programs = route == Route::api_search || route == Route::api_article ||
                              route == Route::api_suggest || route == Route::ready;
    return for_programs ? Audience::programs : Audience::people;
}

Problem malformed_id_problem(const RouteMatch& match) {
    return parameter_problem(
        {"id", match.argument, "it is not percent-encoded UTF-8 text; encode it, byte by byte"});
}

}  // namespace

Application::Application(SearchService& service, std::shared_ptr<ArchiveStatus> status,
                         Metrics& metrics, Settings settings)
    : service_(service),
      status_(std::move(status)),
      metrics_(metrics),
      settings_(std::move(settings)) {}

asio::awaitable<Response> Application::respond(Request request) {
    const auto begun = Clock::now();
    const RouteMatch match = match_route(request.path());
    Response response;
    Step step = plan_or_fail(request, match);
    if (auto* ready = std::get_if<Response>(&step)) {
        response = std::move(*ready);
    } else if (auto* work = std::get_if<Work>(&step)) {
        const auto deadline = begun + settings_.deadline;
        const Reply reply = reply_to(request, audience_of(match.route));
        response = answer_of(co_await service_.run(std::move(*work), deadline), reply);
    } else {
        co_await service_.run(look_at_archive(), begun + metrics_patience);
        response = metrics_page();
    }
    finish(request, response);
    const std::chrono::duration<double> taken = Clock::now() - begun;
    metrics_.count_request(match.route, response.status, taken.count());
    spdlog::info("{} {} {} {:.1f} ms", request.method_name, request.target, response.status,
                 taken.count() * 1000);
    co_return response;
}

Response Application::refuse(const Refusal& refusal) const {
    Response response = problem_response(refusal_problem(refusal));
    add_security_fields(response);
    add_caching_fields(response);
    response.close = true;
    spdlog::info("refused: {} {}", refusal.status, refusal.detail);
    return response;
}

Reply Application::reply_to(const Request& request, Audience audience) const {
    return {settings_.assets, status_, audience, request.target};
}

Application::Step Application::plan_or_fail(const Request& request, const RouteMatch& match) const {
    try {
        return plan(request, match);
    } catch (const std::exception& error) {
        spdlog::error("a request failed: {}", error.what());
        return problem_response(internal_problem());
    }
}

Application::Step Application::plan(const Request& request, const RouteMatch& match) const {
    const Reply reply = reply_to(request, audience_of(request));
    if (!settings_.hosts.allows(request.host, request.local_address)) {
        Response response = reply.problem(host_problem(request.host));
        response.close = true;
        return response;
    }
    if (request.method == Method::other) return reply.problem(method_problem());
    if (match.malformed) return reply.problem(malformed_id_problem(match));
    switch (match.route) {
        case Route::home:
        case Route::help:
            return plain_page(request, match.route);
        case Route::search:
        case Route::api_search:
            return search(request, match.route);
        case Route::article:
        case Route::api_article:
            return article(request, match);
        case Route::api_suggest:
            return suggestions(request);
        case Route::health:
            return plain_text("ok\n");
        case Route::ready:
            return readiness(reply);
        case Route::metrics:
            return MetricsPage{};
        case Route::open_search:
            return plain_text(open_search_description(request.host),
                              "application/opensearchdescription+xml; charset=utf-8");
        case Route::static_file:
            return static_file(request, match.argument);
        case Route::unknown:
            break;
    }
    return reply.problem(path_problem(request.path()));
}

Application::Step Application::plain_page(const Request& request, Route route) const {
    const Reply reply = reply_to(request, audience_of(route));
    if (const auto problem = refuse_parameters(request.query())) {
        return reply.problem(parameter_problem(*problem));
    }
    const auto answer = route == Route::help ? answer_help : answer_home;
    return Work([reply, answer](query::Searcher& searcher, const WorkLimits&) {
        return answer(searcher, reply);
    });
}

Application::Step Application::search(const Request& request, Route route) const {
    const Reply reply = reply_to(request, audience_of(route));
    const auto parsed = parse_search_params(request.query(), reply.audience);
    if (const auto* problem = std::get_if<ParameterProblem>(&parsed)) {
        return reply.problem(parameter_problem(*problem, query_in(request.query())));
    }
    const SearchParams& params = std::get<SearchParams>(parsed);
    if (!params.asks_for_anything()) {
        if (reply.audience == Audience::programs) return reply.problem(missing_query_problem());
        return Work([reply](query::Searcher& searcher, const WorkLimits&) {
            return answer_home(searcher, reply);
        });
    }
    return Work([reply, params](query::Searcher& searcher, const WorkLimits& limits) {
        return answer_search(searcher, limits, params, reply);
    });
}

Application::Step Application::article(const Request& request, const RouteMatch& match) const {
    const Reply reply = reply_to(request, audience_of(match.route));
    const auto parsed = parse_article_params(request.query());
    if (const auto* problem = std::get_if<ParameterProblem>(&parsed)) {
        return reply.problem(parameter_problem(*problem));
    }
    return Work([reply, id = match.argument, params = std::get<ArticleParams>(parsed)](
                    query::Searcher& searcher, const WorkLimits& limits) {
        return answer_article(searcher, limits, id, params, reply);
    });
}

// Takes q alone, as an article does.
Application::Step Application::suggestions(const Request& request) const {
    const Reply reply = reply_to(request, audience_of(Route::api_suggest));
    const auto parsed = parse_article_params(request.query());
    if (const auto* problem = std::get_if<ParameterProblem>(&parsed)) {
        return reply.problem(parameter_problem(*problem));
    }
    return Work([reply, params = std::get<ArticleParams>(parsed)](query::Searcher& searcher,
                                                                  const WorkLimits&) {
        return answer_suggest(searcher, params.query, reply);
    });
}

Application::Step Application::readiness(const Reply& reply) const {
    if (draining_) return draining_response();
    return Work([reply](query::Searcher& searcher, const WorkLimits&) {
        return answer_ready(searcher, reply);
    });
}

Work Application::look_at_archive() const {
    return [status = status_](query::Searcher& searcher, const WorkLimits&) {
        look_at(searcher, *status);
        return Response{};
    };
}

Response Application::metrics_page() const {
    Gauges gauges;
    gauges.queued = service_.queued();
    gauges.running = service_.running();
    gauges.connections = connections_ ? connections_() : 0;
    gauges.generation = status_->generation;
    gauges.articles = status_->articles;
    return plain_text(metrics_.text(gauges), "text/plain; version=0.0.4; charset=utf-8");
}

Response Application::static_file(const Request& request, const std::string& name) const {
    const Assets& assets = *settings_.assets;
    const StaticFile* file = assets.files.find(name);
    if (file == nullptr) {
        return reply_to(request, audience_of(request)).problem(path_problem(request.path()));
    }
    Response response;
    response.content_type = file->content_type;
    response.body = file->content;
    const bool by_hash = request.query() == "v=" + file->hash;
    response.fields.emplace_back("Cache-Control", by_hash ? cache_for_ever : cache_with_question);
    response.fields.emplace_back("ETag", "\"" + file->hash + "\"");
    return response;
}

Audience audience_of(const Request& request) {
    if (is_for_programs(request.path())) return Audience::programs;
    const auto accepts = [&](std::string_view type) {
        return request.accept.find(type) != std::string::npos;
    };
    return accepts("json") && !accepts("text/html") ? Audience::programs : Audience::people;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
    const auto opaque = [](std::string_view tag) {
        return tag.starts_with("W/") ? tag.substr(2) : tag;
    };
    while (!if_none_match.empty()) {
        const auto comma = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view tag = if_none_match.substr(0, comma);
        if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
        const auto first = tag.find_first_not_of(" \t");
        if (first == std::string_view::npos) continue;
        tag = tag.substr(first, tag.find_last_not_of(" \t") - first + 1);
        if (tag == "*" || opaque(tag) == opaque(etag)) return true;
    }
    return false;
}

}  // namespace broadsheet::searchd
