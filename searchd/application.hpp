// From a request to its answer, whatever the connection.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>

#include "searchd/config.hpp"
#include "searchd/handlers.hpp"
#include "searchd/host_policy.hpp"
#include "searchd/http_message.hpp"
#include "searchd/metrics.hpp"
#include "searchd/request_check.hpp"
#include "searchd/router.hpp"
#include "searchd/search_service.hpp"

namespace broadsheet::searchd {

/// What may change while the daemon runs (SIGHUP). A request keeps what it began with.
struct Settings {
    std::shared_ptr<const Assets> assets;
    HostPolicy hosts;
    std::chrono::milliseconds deadline{5000};
};

/// Of the one thread that runs the connections; the work itself is done by the service's workers.
class Application {
  public:
    /// `service`, `status` and `metrics` outlive it.
    Application(SearchService& service, std::shared_ptr<ArchiveStatus> status, Metrics& metrics,
                Settings settings);

    /// The answer to a request. Cancelling the coroutine cancels the search.
    boost::asio::awaitable<Response> respond(Request request);

    /// The answer to a head that is not looked at any further.
    Response refuse(const Refusal& refusal) const;

    void use(Settings settings) { settings_ = std::move(settings); }
    const Settings& settings() const { return settings_; }

    /// From now on /readyz says that no more requests are welcome.
    void drain() { draining_ = true; }

    /// Tells the number of open connections to the metrics.
    void count_connections_with(std::function<std::size_t()> count) { connections_ = count; }

  private:
    struct MetricsPage {};  // counts are told last, when the archive was looked at
    using Step = std::variant<Response, Work, MetricsPage>;

    Step plan_or_fail(const Request& request, const RouteMatch& match) const;
    Step plan(const Request& request, const RouteMatch& match) const;
    Step plain_page(const Request& request, Route route) const;
    Step search(const Request& request, Route route) const;
    Step article(const Request& request, const RouteMatch& match) const;
    Step readiness(const Reply& reply) const;
    Step suggestions(const Request& request) const;
    Response static_file(const Request& request, const std::string& name) const;
    Work look_at_archive() const;
    Response metrics_page() const;
    Reply reply_to(const Request& request, Audience audience) const;

    SearchService& service_;
    std::shared_ptr<ArchiveStatus> status_;
    Metrics& metrics_;
    Settings settings_;
    bool draining_ = false;
    std::function<std::size_t()> connections_;
};

/// Whom to answer a problem at this path to: programs under /api, else who does not prefer HTML.
Audience audience_of(const Request& request);

/// Whether one of the tags of an If-None-Match field is this one, by the weak comparison of RFC
/// 9110.
bool matches_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace broadsheet::searchd
