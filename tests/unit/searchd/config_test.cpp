#include "searchd/config.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::searchd;

namespace {

Config accepted(const std::vector<std::string>& arguments) {
    auto parsed = parse_config(arguments);
    if (const auto* exit = std::get_if<EarlyExit>(&parsed)) FAIL(exit->err << exit->out);
    return std::get<Config>(parsed);
}

EarlyExit refused(const std::vector<std::string>& arguments) {
    const auto parsed = parse_config(arguments);
    if (!std::holds_alternative<EarlyExit>(parsed)) FAIL("accepted");
    return std::get<EarlyExit>(parsed);
}

}  // namespace

TEST_CASE("The daemon keeps to itself unless it is told otherwise") {
    const Config config = accepted({"--archive", "news"});
    CHECK(config.archive == "news");
    CHECK(config.listen == ListenAddress{"127.0.0.1", 8080});
    CHECK(config.threads >= 1);
    CHECK(config.deadline == std::chrono::seconds(5));
    CHECK(config.max_connections == 1024);
    CHECK(config.allowed_hosts.empty());
    CHECK(config.log_level == "warn");
}

TEST_CASE("Each flag is taken") {
    const Config config = accepted({"--archive",
                                    "news",
                                    "--listen",
                                    "[::1]:0",
                                    "--threads",
                                    "3",
                                    "--deadline-ms",
                                    "250",
                                    "--queue",
                                    "0",
                                    "--max-connections",
                                    "7",
                                    "--allowed-host",
                                    "a.example",
                                    "--allowed-host",
                                    "b.example",
                                    "--web",
                                    "pages",
                                    "--log-level",
                                    "info",
                                    "--head-deadline-ms",
                                    "5",
                                    "--idle-deadline-ms",
                                    "6",
                                    "--write-deadline-ms",
                                    "7",
                                    "--max-requests-per-connection",
                                    "2"});
    CHECK(config.listen == ListenAddress{"::1", 0});
    CHECK(config.threads == 3);
    CHECK(config.deadline == std::chrono::milliseconds(250));
    CHECK(config.queue == 0);
    CHECK(config.max_connections == 7);
    CHECK(config.allowed_hosts == std::vector<std::string>{"a.example", "b.example"});
    CHECK(config.web == "pages");
    CHECK(config.log_level == "info");
    CHECK(config.timeouts.head == std::chrono::milliseconds(5));
    CHECK(config.timeouts.idle == std::chrono::milliseconds(6));
    CHECK(config.timeouts.write == std::chrono::milliseconds(7));
    CHECK(config.max_requests_per_connection == 2);
}

TEST_CASE("A file has the same names, and flags come before it") {
    const tests::TemporaryDirectory directory;
    const auto path = (directory.path() / "searchd.toml").string();
    std::ofstream(path) << "# comment\narchive = \"from file\"\nlisten = \"127.0.0.1:9\"\n"
                           "threads = 2\nallowed-host = [\"a.example\", \"b.example\"]\n";
    const Config config = accepted({"--config", path, "--threads", "5"});
    CHECK(config.archive == "from file");
    CHECK(config.listen.port == 9);
    CHECK(config.threads == 5);
    CHECK(config.allowed_hosts == std::vector<std::string>{"a.example", "b.example"});
    std::ofstream(path, std::ios::app) << "colour = \"red\"\n";
    CHECK(refused({"--config", path}).code == 2);
}

TEST_CASE("A mistake is told on one line, with exit code 2") {
    const std::vector<std::vector<std::string>> mistakes = {
        {},
        {"--archive"},
        {"--archive", "a", "--colour"},
        {"--archive", "a", "extra"},
        {"--archive", "a", "--listen", "8080"},
        {"--archive", "a", "--listen", "127.0.0.1"},
        {"--archive", "a", "--listen", "127.0.0.1:65536"},
        {"--archive", "a", "--listen", ":8080"},
        {"--archive", "a", "--listen", "::1:8080"},
        {"--archive", "a", "--listen", "news.example:80"},
        {"--archive", "a", "--listen", "127.1:80"},
        {"--archive", "a", "--threads", "0"},
        {"--archive", "a", "--threads", "-1"},
        {"--archive", "a", "--threads", "many"},
        {"--archive", "a", "--deadline-ms", "0"},
        {"--archive", "a", "--allowed-host", "http://a.example"},
        {"--archive", "a", "--allowed-host", "a.example:80"},
        {"--archive", "a", "--log-level", "loud"},
        {"--archive", "a", "--config", "/no/such/file"},
    };
    for (const auto& arguments : mistakes) {
        std::string line;
        for (const auto& argument : arguments) line += argument + " ";
        INFO(line);
        const EarlyExit exit = refused(arguments);
        CHECK(exit.code == 2);
        CHECK(exit.out.empty());
        CHECK(exit.err.starts_with("broadsheet-searchd: "));
        CHECK(exit.err.find('\n') == exit.err.size() - 1);
    }
}

TEST_CASE("Help and version go to standard output") {
    const EarlyExit help = refused({"--help"});
    CHECK(help.code == 0);
    CHECK(help.out.find("Examples:") != std::string::npos);
    CHECK(help.out.find("--head-deadline-ms") == std::string::npos);
    CHECK(help.err.empty());
    CHECK(refused({"--version"}).out == "broadsheet-searchd " BROADSHEET_VERSION "\n");
}

TEST_CASE("An address reads as it was written") {
    for (const char* text : {"127.0.0.1:8080", "[::1]:0", "0.0.0.0:80"}) {
        CHECK(to_text(std::get<ListenAddress>(parse_listen_address(text))) == text);
    }
    CHECK(to_text(std::get<ListenAddress>(parse_listen_address("localhost:1"))) == "127.0.0.1:1");
}
