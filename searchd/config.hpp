// What the daemon is told: by flags, or by the same names in a file (--config).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet::searchd {

struct ListenAddress {
    std::string host = "127.0.0.1";  ///< an IPv4 or IPv6 address, without brackets
    std::uint16_t port = 8080;       ///< 0: any that is free
    bool operator==(const ListenAddress&) const = default;
};

/// Moments after which a connection is not waited for any longer. Each is counted from the start of
/// what it bounds, however many bytes trickle in meanwhile.
struct Timeouts {
    std::chrono::milliseconds head = std::chrono::seconds(10);  ///< to send a head
    std::chrono::milliseconds idle = std::chrono::seconds(60);  ///< from an answer to the next head
    std::chrono::milliseconds write = std::chrono::seconds(30);  ///< to take an answer
    std::chrono::milliseconds linger = std::chrono::seconds(2);  ///< to read a refusal
    /// For what runs to end after SIGTERM. With the time for closing what is left, below the 10 s
    /// after which service managers kill.
    std::chrono::milliseconds drain = std::chrono::seconds(8);
};

struct Config {
    std::filesystem::path archive;
    std::filesystem::path web;
    ListenAddress listen;
    std::size_t threads = 1;                                       ///< search workers
    std::chrono::milliseconds deadline = std::chrono::seconds(5);  ///< of a request
    /// A wait of a few tenths of a second where a search takes some milliseconds: who would wait
    /// longer is better told at once.
    std::size_t queue = 64;
    std::size_t max_connections = 1024;
    std::size_t max_requests_per_connection = 1000;
    std::vector<std::string> allowed_hosts;
    /// Warnings and errors; "info" logs each request as well. Readers' queries are their own
    /// business, so nothing writes them down unless asked to.
    std::string log_level = "warn";
    Timeouts timeouts;
};

/// The program is not to run: --help, --version, or a mistake.
struct EarlyExit {
    int code = 0;
    std::string out;  ///< for standard output
    std::string err;  ///< for standard error
};

/// Reads flags (without the program's name) and the file that they name.
std::variant<Config, EarlyExit> parse_config(const std::vector<std::string>& arguments);

/// "127.0.0.1:8080", "[::1]:8080", "localhost:0"; nothing else, for a mistyped address must not
/// become one that is open to the world.
std::variant<ListenAddress, std::string> parse_listen_address(std::string_view text);

/// "127.0.0.1:8080", "[::1]:8080".
std::string to_text(const ListenAddress& address);

}  // namespace broadsheet::searchd
