// An absolute moment after which a socket is not waited for any longer.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace broadsheet::searchd {

/// Cancels what a socket is doing at the moment that was set last, however many bytes have trickled
/// in or out meanwhile. Whoever waits for the socket then asks expired().
///
/// Lives in an object held by shared_ptr, the socket's owner, which a pending timer keeps alive.
class Watchdog {
  public:
    explicit Watchdog(boost::asio::ip::tcp::socket& socket)
        : socket_(socket), timer_(socket.get_executor()) {}

    template <typename Owner>
    void set(std::chrono::milliseconds from_now, const std::shared_ptr<Owner>& owner) {
        expired_ = false;
        timer_.expires_after(from_now);
        timer_.async_wait([this, owner](const boost::system::error_code& error) {
            // A wait that had ended before a new moment was set is no longer meant.
            if (error || timer_.expiry() > std::chrono::steady_clock::now()) return;
            expired_ = true;
            boost::system::error_code ignored;
            socket_.cancel(ignored);
        });
    }

    void clear() {
        expired_ = false;
        timer_.expires_at(std::chrono::steady_clock::time_point::max());
    }

    bool expired() const { return expired_; }

  private:
    boost::asio::ip::tcp::socket& socket_;
    boost::asio::steady_timer timer_;
    bool expired_ = false;
};

}  // namespace broadsheet::searchd
