#include "searchd/listener.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <utility>
#include <vector>

#include "searchd/response_json.hpp"

namespace broadsheet::searchd {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

// Without descriptors or memory, accepting again at once would only fail again, and take all of a
// core to do so. Connections wait in the kernel meanwhile.
constexpr auto accept_pause = std::chrono::milliseconds(100);

tcp::endpoint endpoint_of(const ListenAddress& address) {
    return {asio::ip::make_address(address.host), address.port};
}

// A connection too many is told so in as many bytes as its socket takes at once: it must not cost
// what is scarce.
void turn_away(tcp::socket socket) {
    const Response response = problem_response(overload_problem());
    const std::string text = fmt::format(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
        "Retry-After: 1\r\nConnection: close\r\n\r\n{}",
        response.content_type, response.body.size(), response.body);
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

Listener::Listener(asio::io_context& context, const Config& config, Application& application,
                   Metrics& metrics)
    : context_(context),
      acceptor_(context, endpoint_of(config.listen)),
      config_(config),
      application_(application),
      metrics_(metrics),
      port_(acceptor_.local_endpoint().port()) {}

void Listener::start() {
    accepting_ = true;
    asio::co_spawn(context_, accept_loop(), [this](const std::exception_ptr& failure) {
        accepting_ = false;
        if (failure) spdlog::critical("connections are no longer accepted");
        report_when_drained();
    });
}

asio::awaitable<void> Listener::accept_loop() {
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(use_tuple);
        if (!acceptor_.is_open()) break;
        // A client that gave up before it was accepted is passed over by Asio itself.
        if (error) {
            co_await back_off(error);
            continue;
        }
        failing_ = false;
        take_in(std::move(socket));
    }
}

asio::awaitable<void> Listener::back_off(const error_code& error) {
    metrics_.count_accept_failure();
    if (!failing_) {
        spdlog::warn("cannot accept connections: {}; trying again every {} ms", error.message(),
                     accept_pause.count());
    }
    failing_ = true;
    asio::steady_timer pause(context_, accept_pause);
    co_await pause.async_wait(use_tuple);
}

void Listener::take_in(tcp::socket socket) {
    metrics_.count_connection();
    if (sessions_.size() >= config_.max_connections) {
        metrics_.count_refused_connection();
        turn_away(std::move(socket));
        return;
    }
    try {
        begin_session(std::move(socket));
    } catch (const std::exception& error) {  // of memory, which others may have by now given back
        spdlog::error("a connection failed: {}", error.what());
    }
}

void Listener::begin_session(tcp::socket socket) {
    const auto session =
        std::make_shared<Session>(std::move(socket), application_, metrics_, config_);
    sessions_.emplace(session.get(), session);
    asio::co_spawn(context_, session->run(), [this, session](const std::exception_ptr& failure) {
        if (failure) spdlog::error("a connection failed");
        session->abort();
        forget(session.get());
    });
}

void Listener::forget(const Session* session) {
    sessions_.erase(session);
    report_when_drained();
}

void Listener::drain(std::function<void()> drained) {
    drained_ = std::move(drained);
    error_code ignored;
    acceptor_.close(ignored);
    for (const auto& [key, session] : sessions_) {
        if (const auto alive = session.lock()) alive->drain();
    }
    report_when_drained();
}

void Listener::abort() {
    for (const auto& [key, session] : sessions_) {
        if (const auto alive = session.lock()) alive->abort();
    }
}

void Listener::report_when_drained() {
    if (!drained_ || accepting_ || !sessions_.empty()) return;
    std::exchange(drained_, nullptr)();
}

}  // namespace broadsheet::searchd
