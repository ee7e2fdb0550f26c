#include "searchd/server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

#include "searchd/application.hpp"
#include "searchd/listener.hpp"

namespace broadsheet::searchd {

namespace asio = boost::asio;

namespace {

// What is read from disk, at start and at each reload.
struct Loaded {
    std::shared_ptr<query::ArchiveReader> reader;
    query::ArchiveSummary summary;
    Settings settings;
};

Loaded load(const Config& config) {
    Loaded loaded;
    loaded.reader = std::make_shared<query::ArchiveReader>(config.archive);
    std::string problem;
    loaded.reader->current(&problem);
    if (!problem.empty()) throw std::runtime_error(problem);
    loaded.summary = query::Searcher(loaded.reader).summary();
    loaded.settings = {std::make_shared<const Assets>(config.web), HostPolicy(config.allowed_hosts),
                       config.deadline};
    return loaded;
}

void note(const query::ArchiveSummary& summary, ArchiveStatus& status) {
    status.generation = summary.generation;
    status.articles = summary.articles;
}

Config checked(const std::variant<Config, EarlyExit>& config) {
    if (const auto* good = std::get_if<Config>(&config)) return *good;
    std::string reason = std::get<EarlyExit>(config).err;
    while (reason.ends_with('\n')) reason.pop_back();
    throw std::runtime_error(reason.empty() ? "the configuration asks for help" : reason);
}

}  // namespace

// Members end in reverse: the context with all handlers before what they refer to. But the
// service's workers post to the context, so the service ends before it, in end().
struct Server::State {
    State(Config the_config, ConfigSource the_source, Loaded loaded);
    ~State() { end(); }

    void end();
    void wait_for_signal();
    void begin_to_stop();
    void begin_to_reload();
    void adopt(const Config& fresh, Loaded loaded);

    Config config;
    ConfigSource source;
    std::shared_ptr<ArchiveStatus> status = std::make_shared<ArchiveStatus>();
    Metrics metrics;
    std::unique_ptr<SearchService> service;
    Application application;
    asio::io_context context{1};
    Listener listener;
    asio::signal_set signals{context};
    asio::steady_timer drain_timer{context};
    bool stopping = false;
    bool reloading = false;
    bool reload_again = false;
    std::jthread reloader;
};

Server::State::State(Config the_config, ConfigSource the_source, Loaded loaded)
    : config(std::move(the_config)),
      source(std::move(the_source)),
      service(std::make_unique<SearchService>(loaded.reader, config.threads, config.queue)),
      application(*service, status, metrics, std::move(loaded.settings)),
      listener(context, config, application, metrics) {
    note(loaded.summary, *status);
    application.count_connections_with([this] { return listener.connections(); });
    listener.start();
}

void Server::State::end() {
    if (reloader.joinable()) reloader.join();
    service.reset();
}

void Server::State::wait_for_signal() {
    signals.async_wait([this](const boost::system::error_code& error, int number) {
        if (error) return;
        if (number == SIGHUP) {
            begin_to_reload();
        } else {
            begin_to_stop();
        }
        wait_for_signal();
    });
}

void Server::State::begin_to_stop() {
    if (std::exchange(stopping, true)) {
        spdlog::warn("told to stop again: giving up what runs");
        context.stop();
        return;
    }
    spdlog::info("stopping");
    application.drain();
    drain_timer.expires_after(config.timeouts.drain);
    drain_timer.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        spdlog::warn("closing connections that did not end in time: {}", listener.connections());
        context.stop();
    });
    listener.drain([this] { context.stop(); });
}

// Beside the connections, which must not wait while an archive is opened.
void Server::State::begin_to_reload() {
    if (std::exchange(reloading, true)) {
        reload_again = true;
        return;
    }
    if (reloader.joinable()) reloader.join();  // it has posted its last
    reloader = std::jthread([this, old = config] {
        std::function<void()> conclusion;
        try {
            const Config fresh = source ? checked(source()) : old;
            conclusion = [this, fresh, loaded = load(fresh)] { adopt(fresh, loaded); };
        } catch (const std::exception& error) {
            conclusion = [reason = std::string(error.what())] {
                spdlog::error("not reloaded, the former is kept: {}", reason);
            };
        }
        asio::post(context, [this, conclusion] {
            conclusion();
            reloading = false;
            if (std::exchange(reload_again, false)) begin_to_reload();
        });
    });
}

void Server::State::adopt(const Config& fresh, Loaded loaded) {
    if (fresh.listen != config.listen || fresh.threads != config.threads) {
        spdlog::warn("a new listen address or number of threads is used from the next start on");
    }
    const ListenAddress listen = config.listen;
    const std::size_t threads = config.threads;
    config = fresh;
    config.listen = listen;
    config.threads = threads;
    service->use(loaded.reader);
    service->limit_queue(config.queue);
    application.use(std::move(loaded.settings));
    listener.use(config);
    note(loaded.summary, *status);
    spdlog::set_level(spdlog::level::from_str(config.log_level));
    spdlog::info("reloaded: {} articles, generation {}", loaded.summary.articles,
                 loaded.summary.generation);
}

Server::Server(Config config, ConfigSource source) {
    Loaded loaded = load(config);
    const std::string address = to_text(config.listen);
    try {
        state_ = std::make_unique<State>(std::move(config), std::move(source), std::move(loaded));
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error(
            fmt::format("cannot listen at {}: {}", address, error.code().message()));
    }
}

Server::~Server() = default;

std::string Server::url() const {
    ListenAddress address = state_->config.listen;
    address.port = port();
    return "http://" + to_text(address) + "/";
}

std::uint16_t Server::port() const {
    return state_->listener.port();
}

std::uint64_t Server::articles() const {
    return state_->status->articles;
}

void Server::handle_signals() {
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) state_->signals.add(number);
    state_->wait_for_signal();
}

void Server::run() {
    state_->context.run();
    state_->end();
}

void Server::stop() {
    asio::post(state_->context, [state = state_.get()] { state->begin_to_stop(); });
}

void Server::reload() {
    asio::post(state_->context, [state = state_.get()] { state->begin_to_reload(); });
}

SearchService& Server::service() {
    return *state_->service;
}

}  // namespace broadsheet::searchd
