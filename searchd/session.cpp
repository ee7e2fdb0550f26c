#include "searchd/session.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <utility>

#include "searchd/request_head.hpp"

namespace broadsheet::searchd {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::experimental::awaitable_operators::operator||;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

// While a request is answered and after it was refused, bytes are taken in such pieces.
constexpr std::size_t piece_bytes = 4096;

// What a client may still send after it was refused: then it has had its chance to read why.
constexpr std::size_t max_lingering_bytes = 1 << 20;

std::string address_text(const asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto endpoint = socket.local_endpoint(error);
    if (error) return {};
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

// IMF-fixdate (RFC 9110, section 5.6.7), independent of the locale.
std::string http_date() {
    using namespace std::chrono;
    constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = floor<seconds>(system_clock::now());
    const auto today = floor<std::chrono::days>(now);
    const year_month_day date(today);
    const hh_mm_ss time(now - today);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days.at(weekday(today).c_encoding()), unsigned(date.day()),
                       months.at(unsigned(date.month()) - 1), int(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

http::response<http::string_body> message_of(Response response, unsigned version) {
    http::response<http::string_body> message;
    message.version(version);
    message.result(response.status);
    message.set(http::field::date, http_date());
    if (!response.content_type.empty()) {
        message.set(http::field::content_type, response.content_type);
    }
    for (const auto& [name, value] : response.fields) message.set(name, value);
    message.keep_alive(!response.close);
    message.body() = std::move(response.body);
    // A 304 has no body, and says nothing of the length of the one that it stands for.
    if (response.status != 304) message.content_length(message.body().size());
    return message;
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, Application& application, Metrics& metrics,
                 const Config& config)
    : socket_(std::move(socket)),
      application_(application),
      metrics_(metrics),
      timeouts_(config.timeouts),
      requests_left_(config.max_requests_per_connection),
      local_address_(address_text(socket_)),
      watchdog_(socket_) {
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Session::drain() {
    draining_ = true;
    boost::system::error_code error;
    if (idle_ && socket_.available(error) == 0) abort();
}

void Session::abort() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

asio::awaitable<void> Session::run() {
    const auto self = shared_from_this();
    bool more = true;
    while (more) more = co_await serve_one();
    watchdog_.clear();
}

// One request and its answer; false where it was the last.
asio::awaitable<bool> Session::serve_one() {
    const Arrival arrival = co_await receive_head();
    if (arrival == Arrival::ended) co_return false;
    if (arrival == Arrival::refused) {
        co_return co_await refuse(scanner_.refusal());
    }
    auto request = parse_head(std::string_view(received_).substr(0, scanner_.head_size()));
    received_.erase(0, scanner_.head_size());
    if (!request) {
        co_return co_await refuse({400, "head", "the head cannot be read"});
    }
    request->local_address = local_address_;
    const Method method = request->method;
    const unsigned version = request->version;
    const bool keep_alive = request->keep_alive;

    auto response = co_await answer(std::move(*request));
    if (!response) co_return false;
    --requests_left_;
    const bool last = response->close || !keep_alive || requests_left_ == 0 || draining_;
    response->close = last;
    if (!co_await write(std::move(*response), method, version)) co_return false;
    if (last) co_await linger();
    co_return !last;
}

asio::awaitable<bool> Session::refuse(Refusal refusal) {
    metrics_.count_refused_request();
    const bool written = co_await write(application_.refuse(refusal), Method::get, 11);
    if (written) co_await linger();
    co_return false;
}

// Waits for a whole head in received_. The time for it runs from the first byte; before, a new
// connection has as long, and one that was answered already may be idle for longer.
asio::awaitable<Session::Arrival> Session::receive_head() {
    const auto self = shared_from_this();
    scanner_ = HeadScanner();
    if (received_.empty()) {
        if (draining_) co_return Arrival::ended;
        idle_ = true;
        watchdog_.set(served_any_ ? timeouts_.idle : timeouts_.head, self);
        const bool arrived = co_await receive_more();
        idle_ = false;
        if (!arrived) {
            if (watchdog_.expired()) metrics_.count_timeout(served_any_ ? "idle" : "head");
            co_return Arrival::ended;
        }
    }
    watchdog_.set(timeouts_.head, self);
    while (true) {
        const auto state = scanner_.scan(received_);
        if (state == HeadScanner::State::refused) co_return Arrival::refused;
        if (state == HeadScanner::State::complete) co_return Arrival::head;
        if (co_await receive_more()) continue;
        if (!watchdog_.expired()) co_return Arrival::ended;
        metrics_.count_timeout("head");
        scanner_.give_up();
        co_return Arrival::refused;
    }
}

// Takes what has arrived, as far as there is room; false at the end of the connection.
asio::awaitable<bool> Session::receive_more() {
    const std::size_t before = received_.size();
    const std::size_t room = max_head_bytes - std::min(before, max_head_bytes);
    if (watchdog_.expired() || !socket_.is_open()) co_return false;
    std::array<char, piece_bytes> piece;
    const auto [error, count] = co_await socket_.async_read_some(
        asio::buffer(piece.data(), std::min(room, piece.size())), use_tuple);
    if (error) co_return false;
    received_.append(piece.data(), count);
    co_return true;
}

// Nothing where the client has gone.
asio::awaitable<std::optional<Response>> Session::answer(Request request) {
    watchdog_.clear();
    served_any_ = true;
    auto first = co_await (application_.respond(std::move(request)) || watch_for_end());
    if (first.index() == 0) co_return std::move(std::get<0>(first));
    metrics_.count_gone_client();
    co_return std::nullopt;
}

// Returns when the client has closed the connection, or at least its side of it: who still wants an
// answer keeps it open. Taking bytes is the only way to know, so requests that were sent ahead are
// taken as far as there is room; when there is none, the end is not noticed.
asio::awaitable<void> Session::watch_for_end() {
    while (received_.size() < max_head_bytes) {
        if (!co_await receive_more()) co_return;
    }
    asio::steady_timer never(socket_.get_executor(), asio::steady_timer::time_point::max());
    co_await never.async_wait(use_tuple);
}

asio::awaitable<bool> Session::write(Response response, Method method, unsigned version) {
    watchdog_.set(timeouts_.write, shared_from_this());
    auto message = message_of(std::move(response), version);
    http::response_serializer<http::string_body> serializer(message);
    boost::system::error_code error;
    if (method == Method::head) {
        const auto result = co_await http::async_write_header(socket_, serializer, use_tuple);
        error = std::get<0>(result);
    } else {
        const auto result = co_await http::async_write(socket_, serializer, use_tuple);
        error = std::get<0>(result);
    }
    if (error && watchdog_.expired()) metrics_.count_timeout("write");
    co_return !error;
}

// Ends the connection so that the last answer is read: a socket that is closed while bytes wait in
// it resets the connection, and the client may lose what it has not read yet.
asio::awaitable<void> Session::linger() {
    boost::system::error_code error;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    watchdog_.set(timeouts_.linger, shared_from_this());
    std::array<char, piece_bytes> piece;
    for (std::size_t taken = 0; !error && taken < max_lingering_bytes && !watchdog_.expired();) {
        const auto [failure, count] =
            co_await socket_.async_read_some(asio::buffer(piece), use_tuple);
        error = failure;
        taken += count;
    }
}

}  // namespace broadsheet::searchd
