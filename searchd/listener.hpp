// Takes connections in, and keeps count of them.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <unordered_map>

#include "searchd/application.hpp"
#include "searchd/config.hpp"
#include "searchd/metrics.hpp"
#include "searchd/session.hpp"

namespace broadsheet::searchd {

/// All of the thread that runs `context`, but the constructor.
class Listener {
  public:
    /// Binds and listens, from now on. Throws boost::system::system_error. What is passed by
    /// reference outlives the context's last handler.
    Listener(boost::asio::io_context& context, const Config& config, Application& application,
             Metrics& metrics);

    std::uint16_t port() const { return port_; }
    std::size_t connections() const { return sessions_.size(); }

    /// Starts to accept.
    void start();

    /// For connections that are accepted from now on.
    void use(const Config& config) { config_ = config; }

    /// Accepts no more, and lets what goes on come to its end; then calls `drained`, once.
    void drain(std::function<void()> drained);

    /// Ends every connection.
    void abort();

  private:
    boost::asio::awaitable<void> accept_loop();
    boost::asio::awaitable<void> back_off(const boost::system::error_code& error);
    void take_in(boost::asio::ip::tcp::socket socket);
    void begin_session(boost::asio::ip::tcp::socket socket);
    void forget(const Session* session);
    void report_when_drained();

    boost::asio::io_context& context_;
    boost::asio::ip::tcp::acceptor acceptor_;
    Config config_;
    Application& application_;
    Metrics& metrics_;
    std::uint16_t port_ = 0;
    std::unordered_map<const Session*, std::weak_ptr<Session>> sessions_;
    bool failing_ = false;  ///< the last attempt to accept failed
    bool accepting_ = false;
    std::function<void()> drained_;
};

}  // namespace broadsheet::searchd
