// One connection, from its first head to its end.
//
//   head ─► check ─► answer ─► write ─► head ─► …
//
// Requests that a client sends ahead are answered in order. Beside the one that is being answered,
// at most a head's size of bytes is taken from the connection; the rest waits in the kernel, and so
// does the client.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <optional>
#include <string>

#include "searchd/application.hpp"
#include "searchd/config.hpp"
#include "searchd/metrics.hpp"
#include "searchd/watchdog.hpp"

namespace broadsheet::searchd {

/// Held by shared_ptr; ends by itself. All of one thread.
class Session : public std::enable_shared_from_this<Session> {
  public:
    /// `application` and `metrics` outlive it.
    Session(boost::asio::ip::tcp::socket socket, Application& application, Metrics& metrics,
            const Config& config);

    /// Serves the connection until it ends.
    boost::asio::awaitable<void> run();

    /// A request that has begun to arrive is still answered, as the last; a connection that is idle
    /// ends at once.
    void drain();

    /// Ends whatever goes on.
    void abort();

  private:
    enum class Arrival { head, refused, ended };

    boost::asio::awaitable<bool> serve_one();
    boost::asio::awaitable<bool> refuse(Refusal refusal);
    boost::asio::awaitable<Arrival> receive_head();
    boost::asio::awaitable<bool> receive_more();
    boost::asio::awaitable<std::optional<Response>> answer(Request request);
    boost::asio::awaitable<void> watch_for_end();
    boost::asio::awaitable<bool> write(Response response, Method method, unsigned version);
    boost::asio::awaitable<void> linger();

    boost::asio::ip::tcp::socket socket_;
    Application& application_;
    Metrics& metrics_;
    Timeouts timeouts_;
    std::size_t requests_left_;
    std::string local_address_;
    std::string received_;  ///< bytes not yet used, from the first of the next head on
    HeadScanner scanner_;
    Watchdog watchdog_;
    bool served_any_ = false;
    bool idle_ = false;  ///< waiting for the first byte of a request
    bool draining_ = false;
};

}  // namespace broadsheet::searchd
