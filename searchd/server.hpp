// The daemon: archive, pages, workers and connections, from start to stop.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "searchd/config.hpp"
#include "searchd/search_service.hpp"

namespace broadsheet::searchd {

class Server {
  public:
    /// Where SIGHUP takes the configuration from.
    using ConfigSource = std::function<std::variant<Config, EarlyExit>()>;

    /// Opens the archive, reads the pages, binds and listens. Throws archive::ArchiveError or
    /// std::runtime_error: what cannot be used, and why.
    explicit Server(Config config, ConfigSource source = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// "http://127.0.0.1:8080/"
    std::string url() const;
    std::uint16_t port() const;
    std::uint64_t articles() const;

    /// From now on SIGTERM and SIGINT stop, and SIGHUP reloads.
    void handle_signals();

    /// Serves until it is stopped and what was running has ended, or was given up.
    void run();

    /// Accepts no more, answers what has begun, then lets run() return. Again: gives up what runs.
    /// From any thread.
    void stop();

    /// Looks at configuration, archive and pages afresh and uses them if all are good; else keeps
    /// the old and logs why. From any thread.
    void reload();

    SearchService& service();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::searchd
