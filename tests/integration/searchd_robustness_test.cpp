// What the daemon must survive of its clients, its load and its signals. Nothing here waits for
// time to pass: clients wait for bytes or ends, workers for gates, and where a deadline is the
// matter, it is made short and what is observed is its effect.
#include <signal.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "searchd/server.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/daemon.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;
using searchd::Config;
using searchd::Response;
using searchd::Server;

namespace {

// An archive of one small file, made once.
const std::filesystem::path& small_archive() {
    static const TemporaryDirectory directory;
    static const std::filesystem::path path = [] {
        add_to_archive(directory.path() / "news",
                       {project_root() / "corpus" / "jsonl" / "harbour-ledger.jsonl"});
        return directory.path() / "news";
    }();
    return path;
}

// A daemon with the usual limits, started once.
Daemon& usual_daemon() {
    static Daemon daemon(small_archive());
    return daemon;
}

const std::string get_head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

bool is_alive(std::uint16_t port) {
    return http_get(port, "/healthz").status == 200;
}

// The value of a metric, named with its labels.
std::uint64_t metric(std::uint16_t port, const std::string& name) {
    const std::string text = "\n" + http_get(port, "/metrics").body;
    const auto at = text.find("\n" + name + " ");
    if (at == std::string::npos) throw std::runtime_error("no metric " + name);
    return std::stoull(text.substr(at + name.size() + 2));
}

void wait_until(const std::function<bool()>& condition) {
    while (!condition()) std::this_thread::yield();
}

// ---- A server within the test, whose workers can be held ---------------------------------------

Config small_config() {
    Config config;
    config.archive = small_archive();
    config.web = project_root() / "web";
    config.listen.port = 0;
    config.threads = 1;
    config.queue = 1;
    return config;
}

class RunningServer {
  public:
    explicit RunningServer(const Config& config) : server_(config) {}
    ~RunningServer() { stop(); }

    Server& operator*() { return server_; }
    Server* operator->() { return &server_; }
    std::uint16_t port() const { return server_.port(); }

    void wait() {
        if (thread_.joinable()) thread_.join();
    }
    void stop() {
        if (!thread_.joinable()) return;
        server_.stop();
        wait();
    }

  private:
    Server server_;
    std::jthread thread_{[this] { server_.run(); }};
};

// Keeps workers busy, and places in the queue taken, until it is let go.
class Ballast {
  public:
    explicit Ballast(Server& server) : service_(server.service()) {}
    ~Ballast() {
        let_go();
        guard_.reset();
        if (thread_.joinable()) thread_.join();
    }

    void hold_worker() {
        const auto before = service_.running();
        add();
        wait_until([&] { return service_.running() > before; });
    }
    void fill_place() {
        const auto before = service_.queued();
        add();
        wait_until([&] { return service_.queued() > before; });
    }
    void let_go() {
        if (!std::exchange(open_, true)) gate_.set_value();
    }

  private:
    void add() {
        searchd::Work work = [opened = opened_](query::Searcher&, const searchd::WorkLimits&) {
            opened.wait();
            return Response{};
        };
        boost::asio::co_spawn(
            context_, service_.run(std::move(work), std::chrono::steady_clock::time_point::max()),
            [](const std::exception_ptr&, const searchd::WorkOutcome&) {});
        if (!thread_.joinable()) thread_ = std::jthread([this] { context_.run(); });
    }

    searchd::SearchService& service_;
    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_ =
        boost::asio::make_work_guard(context_);
    std::promise<void> gate_;
    std::shared_future<void> opened_{gate_.get_future()};
    bool open_ = false;
    std::jthread thread_;
};

}  // namespace

// ---- Heads -------------------------------------------------------------------------------------

TEST_CASE("A malformed head is refused by 400, and nothing behind it is read as a request") {
    const std::vector<std::pair<const char*, std::string>> heads = {
        {"both ways to frame a body",
         "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: "
         "4\r\n\r\n"
         "0\r\n\r\n"},
        {"a chunked body",
         "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n"},
        {"trailers",
         "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
         "Trailer: X\r\n\r\n0\r\nX: 1\r\n\r\n"},
        {"a list as length",
         "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 5\r\n\r\nhello"},
        {"a body of a GET", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"},
        {"a folded field", "GET / HTTP/1.1\r\nHost: localhost\r\nX: 1\r\n 2\r\n\r\n"},
        {"no host", "GET / HTTP/1.1\r\n\r\n"},
        {"two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"},
        {"bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n"},
        {"a bare carriage return", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n"},
        {"a control character", "GET /\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {"HTTP/0.9", "GET /\r\n"},
        {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        {"TLS", "\x16\x03\x01\x02\x01\x01"},
    };
    for (const auto& [what, head] : heads) {
        INFO(what);
        const std::string answers = http_exchange(usual_daemon().port(), head + get_head);
        const HttpAnswer answer = parse_answer(answers);
        CHECK(answer.status == 400);
        CHECK(answer.field("connection") == "close");
        CHECK(answer.field("content-type") == "application/problem+json");
        CHECK(answers.find("HTTP/1.1", 1) == std::string::npos);
    }
    CHECK(is_alive(usual_daemon().port()));
}

TEST_CASE("A head that is too large is refused before it ends") {
    const auto status_of = [](const std::string& bytes) {
        return parse_answer(http_exchange(usual_daemon().port(), bytes)).status;
    };
    CHECK(status_of("GET /" + std::string(100'000, 'a')) == 414);
    CHECK(status_of("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'a')) == 431);
    CHECK(is_alive(usual_daemon().port()));
}

TEST_CASE("A head may come byte by byte, and requests many at a time") {
    HttpConnection slow(usual_daemon().port());
    for (const char byte : get_head) REQUIRE(slow.send(std::string(1, byte)));
    CHECK(slow.read_answer().status == 200);

    HttpConnection eager(usual_daemon().port());
    std::string requests;
    constexpr int count = 900;  // several times what is read ahead
    for (int i = 0; i < count; ++i) {
        requests += "GET /nothing/" + std::to_string(i) +
                    " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
    }
    std::jthread sender([&] { eager.send(requests); });
    for (int i = 0; i < count; ++i) {
        const HttpAnswer answer = eager.read_answer();
        REQUIRE(answer.status == 404);
        REQUIRE(answer.body.find("/nothing/" + std::to_string(i) + "\"") != std::string::npos);
    }
}

TEST_CASE("A connection goes on unless one side ends it") {
    HttpConnection connection(usual_daemon().port());
    for (int i = 0; i < 3; ++i) {
        connection.send_get("/healthz");
        CHECK(connection.read_answer().status == 200);
    }
    connection.send_get("/healthz", "Connection: close\r\n");
    CHECK(connection.read_answer().field("connection") == "close");
    CHECK(connection.read_to_end().empty());
    CHECK(parse_answer(http_exchange(usual_daemon().port(),
                                     "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"))
              .status == 200);
}

TEST_CASE("A connection has a largest number of requests") {
    const Daemon daemon(small_archive(), {"--max-requests-per-connection", "3"});
    const std::string answers =
        http_exchange(daemon.port(), get_head + get_head + get_head + get_head);
    std::size_t count = 0;
    for (auto at = answers.find("HTTP/1.1 200"); at != std::string::npos;
         at = answers.find("HTTP/1.1 200", at + 1)) {
        ++count;
    }
    CHECK(count == 3);
    CHECK(answers.find("Connection: close") != std::string::npos);
}

// ---- Time --------------------------------------------------------------------------------------

TEST_CASE("A head has an absolute deadline that no trickle puts off") {
    const Daemon daemon(small_archive(), {"--head-deadline-ms", "100"});
    SECTION("nothing more comes") {
        CHECK(parse_answer(http_exchange(daemon.port(), "GET / HT")).status == 408);
    }
    SECTION("nothing comes at all") {
        CHECK(http_exchange(daemon.port(), "").empty());
    }
    SECTION("something always comes") {
        HttpConnection connection(daemon.port());
        connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
        while (!connection.readable_within(1)) connection.send("x");
        CHECK(parse_answer(connection.read_to_end()).status == 408);
    }
    CHECK(metric(daemon.port(), R"(broadsheet_timeouts_total{phase="head"})") == 1);
}

TEST_CASE("An idle connection is ended in time, without a word") {
    const Daemon daemon(small_archive(), {"--idle-deadline-ms", "50"});
    HttpConnection connection(daemon.port());
    connection.send_get("/healthz");
    CHECK(connection.read_answer().status == 200);
    CHECK(connection.read_to_end().empty());
    CHECK(metric(daemon.port(), R"(broadsheet_timeouts_total{phase="idle"})") == 1);
}

TEST_CASE("A client that does not read its answers is not waited for") {
    const Daemon daemon(small_archive(), {"--write-deadline-ms", "50"});
    HttpConnection connection(daemon.port());
    std::jthread sender([&] {
        // More answers than any buffers between the two hold.
        const std::string request = "GET /static/style.css HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < 1000; ++i) {
            if (!connection.send(request)) break;
        }
    });
    wait_until(
        [&] { return metric(daemon.port(), R"(broadsheet_timeouts_total{phase="write"})") == 1; });
    const std::string taken = connection.read_to_end();
    CHECK(taken.starts_with("HTTP/1.1 200"));
}

TEST_CASE("A request is answered by 504 at its deadline, whatever its worker does") {
    Config config = small_config();
    config.deadline = std::chrono::milliseconds(20);
    config.queue = 8;
    RunningServer server(config);
    Ballast ballast(*server);
    ballast.hold_worker();
    CHECK(http_get(server.port(), "/api/v1/search?q=harbour").status == 504);
    const HttpAnswer page = http_get(server.port(), "/search?q=harbour");
    CHECK(page.status == 504);
    CHECK(page.field("content-type") == "text/html; charset=utf-8");
    CHECK(is_alive(server.port()));
    CHECK(metric(server.port(), R"(broadsheet_requests_total{route="/search",status="504"})") == 1);
    ballast.let_go();
}

// ---- Load --------------------------------------------------------------------------------------

TEST_CASE("What finds no place in the queue is answered by 503 at once") {
    RunningServer server(small_config());
    Ballast ballast(*server);
    ballast.hold_worker();
    ballast.fill_place();
    for (const char* target : {"/api/v1/search?q=harbour", "/search?q=harbour", "/", "/readyz"}) {
        INFO(target);
        const HttpAnswer answer = http_get(server.port(), target);
        CHECK(answer.status == 503);
        CHECK(answer.field("retry-after") == "1");
    }
    // What needs no worker is answered all the same.
    CHECK(is_alive(server.port()));
    CHECK(http_get(server.port(), "/static/style.css").status == 200);
    CHECK(metric(server.port(), "broadsheet_search_queue") == 1);
    ballast.let_go();
    wait_until([&] { return http_get(server.port(), "/readyz").status == 200; });
}

TEST_CASE("A search is given up when its client has gone") {
    Config config = small_config();
    config.queue = 2;
    RunningServer server(config);
    Ballast ballast(*server);
    ballast.hold_worker();
    {
        HttpConnection connection(server.port());
        connection.send_get("/search?q=harbour");
        wait_until([&] { return server->service().queued() == 1; });
    }
    wait_until([&] { return metric(server.port(), "broadsheet_clients_gone_total") == 1; });
    ballast.let_go();
    CHECK(metric(server.port(), R"(broadsheet_requests_total{route="/search",status="499"})") == 1);
}

TEST_CASE("A client that goes while it is answered harms nobody") {
    for (int i = 0; i < 20; ++i) {
        HttpConnection connection(usual_daemon().port());
        connection.send_get("/search?q=harbour");
        connection.send_get("/static/style.css");
    }
    CHECK(is_alive(usual_daemon().port()));
}

TEST_CASE("One connection too many is turned away, and taken when another has ended") {
    const Daemon daemon(small_archive(), {"--max-connections", "2"});
    auto first = std::make_unique<HttpConnection>(daemon.port());
    HttpConnection second(daemon.port());
    for (auto* connection : {first.get(), &second}) {
        connection->send_get("/healthz");
        REQUIRE(connection->read_answer().status == 200);
    }
    HttpConnection third(daemon.port());
    const HttpAnswer refusal = parse_answer(third.read_to_end());
    CHECK(refusal.status == 503);
    CHECK(refusal.field("retry-after") == "1");
    first.reset();
    wait_until([&] {
        const std::string answer = http_exchange(
            daemon.port(), "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return answer.starts_with("HTTP/1.1 200");
    });
    second.send_get("/metrics");
    CHECK(second.read_answer().status == 200);
}

TEST_CASE("Without descriptors the daemon waits, and then goes on") {
#ifdef __SANITIZE_ADDRESS__
    // UBSan opens a pipe to see whether an object's memory can be read, and where that fails, takes
    // the object for a bad one.
    WARN("skipped: the sanitizer needs descriptors itself");
    return;
#endif
    // The daemon may open few files; the test opens more connections than that.
    const std::string limited = "ulimit -n 48; exec \"$0\" \"$@\" 2>&1";
    BackgroundProgram daemon({"/bin/sh", "-c", limited, program("searchd").string(), "--archive",
                              small_archive().string(), "--listen", "127.0.0.1:0", "--threads",
                              "1"});
    const std::string line = daemon.wait_for_line("serving");
    const auto port = static_cast<std::uint16_t>(std::stoul(line.substr(line.rfind(':') + 1)));
    {
        std::vector<HttpConnection> connections;
        for (int i = 0; i < 64; ++i) connections.emplace_back(port);
        daemon.wait_for_line("cannot accept connections");
    }
    CHECK(is_alive(port));
    CHECK(metric(port, "broadsheet_accept_failures_total") >= 1);
}

// ---- Stop --------------------------------------------------------------------------------------

TEST_CASE("A running search is answered before the daemon stops, and nothing new is accepted") {
    RunningServer server(small_config());
    Ballast ballast(*server);
    ballast.hold_worker();
    HttpConnection idle(server.port());
    idle.send_get("/healthz");
    REQUIRE(idle.read_answer().status == 200);
    HttpConnection searching(server.port());
    searching.send_get("/api/v1/search?q=harbour");
    wait_until([&] { return server->service().queued() == 1; });

    server->stop();
    wait_until([&] { return !accepts_connections(server.port()); });
    CHECK(idle.read_to_end().empty());
    ballast.let_go();
    const HttpAnswer answer = searching.read_answer();
    CHECK(answer.status == 200);
    CHECK(answer.field("connection") == "close");
    searching.close();
    server.wait();
}

TEST_CASE("What does not end in time is given up") {
    Config config = small_config();
    config.timeouts.drain = std::chrono::milliseconds(20);
    RunningServer server(config);
    Ballast ballast(*server);
    ballast.hold_worker();
    HttpConnection searching(server.port());
    searching.send_get("/api/v1/search?q=harbour");
    wait_until([&] { return server->service().queued() == 1; });
    server->stop();
    // No answer, but an end, when the server has: its worker is held by the test alone.
    wait_until([&] { return !accepts_connections(server.port()); });
    ballast.let_go();
    server.wait();
}

TEST_CASE("SIGTERM and SIGINT end the daemon with 0, after the request that has begun") {
    for (const int number : {SIGTERM, SIGINT}) {
        Daemon daemon(small_archive());
        HttpConnection connection(daemon.port());
        // The second request is read up to its middle together with the first.
        const std::string second = "GET /search?q=harbour HTTP/1.1\r\nHost: localhost\r\n\r\n";
        connection.send(get_head + second.substr(0, 20));
        CHECK(connection.read_answer().status == 200);
        daemon.program().signal(number);
        wait_until([&] { return !accepts_connections(daemon.port()); });
        connection.send(second.substr(20));
        const HttpAnswer answer = connection.read_answer();
        CHECK(answer.status == 200);
        CHECK(answer.field("connection") == "close");
        CHECK(connection.read_to_end().empty());
        connection.close();
        CHECK(daemon.program().wait() == 0);
    }
}

TEST_CASE("A second SIGTERM ends the daemon at once") {
    Daemon daemon(small_archive());
    HttpConnection connection(daemon.port());
    connection.send(get_head + "GET / HTTP");
    CHECK(connection.read_answer().status == 200);
    daemon.program().signal(SIGTERM);
    wait_until([&] { return !accepts_connections(daemon.port()); });
    daemon.program().signal(SIGTERM);
    CHECK(daemon.program().wait() == 0);
}

TEST_CASE("Many clients at once are all answered") {
    RunningServer server([] {
        Config config = small_config();
        config.threads = 3;
        config.queue = 1000;
        return config;
    }());
    std::vector<std::jthread> clients;
    std::array<int, 8> answered{};
    for (std::size_t i = 0; i < answered.size(); ++i) {
        clients.emplace_back([&, i] {
            HttpConnection connection(server.port());
            for (const char* target : {"/search?q=harbour", "/api/v1/search?q=the+harbour", "/",
                                       "/search?q=%28", "/static/style.css", "/metrics"}) {
                for (int round = 0; round < 5; ++round) {
                    connection.send_get(target);
                    const int status = connection.read_answer().status;
                    answered[i] += status == 200 || status == 400 ? 1 : 0;
                }
            }
        });
    }
    clients.clear();
    for (const int count : answered) CHECK(count == 30);
}
