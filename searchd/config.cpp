#include "searchd/config.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <optional>
#include <thread>

namespace broadsheet::searchd {

namespace {

constexpr const char* description =
    "Serves an archive: pages for people at /, JSON for programs at /api/v1/.";

constexpr const char* examples = R"(Examples:
  broadsheet-searchd --archive news.archive
  broadsheet-searchd --archive news.archive --listen 127.0.0.1:0
  broadsheet-searchd --archive news.archive --listen 0.0.0.0:80 --allowed-host news.example
  broadsheet-searchd --config searchd.toml

A configuration file has the same names:
  archive = "/srv/news.archive"
  listen = "127.0.0.1:8080"
  allowed-host = ["news.example"]

Signals: SIGTERM and SIGINT end what runs and then the program; SIGHUP looks at the
configuration, the archive and the pages afresh, and keeps the old where the new is bad.)";

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return port;
}

std::size_t cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

// The values as flags give them.
struct Flags {
    std::string archive;
    std::string web = BROADSHEET_WEB_ROOT;
    std::string listen = "127.0.0.1:8080";
    std::int64_t deadline_ms = 5000;
    std::int64_t head_ms = 10'000, idle_ms = 60'000, write_ms = 30'000;
};

std::string check_host_name(const std::string& name) {
    const bool shaped = !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_';
    });
    return shaped ? std::string()
                  : "'" + name + "' is not a host name; write it without scheme and port";
}

std::string check_listen_address(const std::string& text) {
    const auto parsed = parse_listen_address(text);
    return parsed.index() == 1 ? std::get<1>(parsed) : std::string();
}

void add_options(CLI::App& app, Flags& flags, Config& config) {
    app.add_option("--archive", flags.archive, "The archive, a folder")->required();
    app.add_option("--listen", flags.listen, "Address and port; port 0 takes a free one")
        ->check(check_listen_address)
        ->capture_default_str();
    app.add_option("--threads", config.threads, "Searches at a time")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_option("--deadline-ms", flags.deadline_ms, "Time for a request before it is given up")
        ->check(CLI::Range(1, 600'000))
        ->capture_default_str();
    app.add_option("--queue", config.queue, "Requests that may wait; more are told to come again")
        ->check(CLI::Range(0, 100'000))
        ->capture_default_str();
    app.add_option("--max-connections", config.max_connections, "Connections at a time")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    app.add_option(
           "--allowed-host", config.allowed_hosts,
           "Name by which it may be asked for, beside localhost and its address; repeatable")
        ->check(check_host_name)
        ->allow_extra_args(false);
    app.add_option("--web", flags.web, "The folder of the pages")->capture_default_str();
    app.add_option("--log-level", config.log_level, "debug, info (each request), warn, error, off")
        ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
        ->capture_default_str();
    app.set_config("--config", "", "A file with these names (TOML)");
    app.allow_config_extras(CLI::config_extras_mode::error);
}

// Not for everyday use: tests wait for these moments.
void add_hidden_options(CLI::App& app, Flags& flags, Config& config) {
    const auto add = [&app](const char* name, auto& value, std::int64_t most) {
        app.add_option(name, value)->group("")->check(CLI::Range(std::int64_t{1}, most));
    };
    add("--head-deadline-ms", flags.head_ms, 600'000);
    add("--idle-deadline-ms", flags.idle_ms, 600'000);
    add("--write-deadline-ms", flags.write_ms, 600'000);
    add("--max-requests-per-connection", config.max_requests_per_connection, 1'000'000);
}

Config finished(Config config, const Flags& flags) {
    config.archive = flags.archive;
    config.web = flags.web;
    config.listen = std::get<ListenAddress>(parse_listen_address(flags.listen));
    config.deadline = std::chrono::milliseconds(flags.deadline_ms);
    config.timeouts.head = std::chrono::milliseconds(flags.head_ms);
    config.timeouts.idle = std::chrono::milliseconds(flags.idle_ms);
    config.timeouts.write = std::chrono::milliseconds(flags.write_ms);
    return config;
}

}  // namespace

std::variant<Config, EarlyExit> parse_config(const std::vector<std::string>& arguments) {
    CLI::App app(description, "broadsheet-searchd");
    app.footer(examples);
    app.set_version_flag("--version", "broadsheet-searchd " BROADSHEET_VERSION);
    app.get_formatter()->column_width(30);
    Flags flags;
    Config config;
    config.threads = cores();
    add_options(app, flags, config);
    add_hidden_options(app, flags, config);
    try {
        // CLI11 takes arguments from the back.
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        return EarlyExit{0, app.help(), ""};
    } catch (const CLI::CallForVersion&) {
        return EarlyExit{0, "broadsheet-searchd " BROADSHEET_VERSION "\n", ""};
    } catch (const CLI::ParseError& error) {
        return EarlyExit{
            2, "",
            fmt::format("broadsheet-searchd: {}; see broadsheet-searchd --help\n", error.what())};
    }
    return finished(std::move(config), flags);
}

std::variant<ListenAddress, std::string> parse_listen_address(std::string_view text) {
    const std::string mend = fmt::format(
        "'{}' is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080", text);
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return mend;
    const auto port = port_of(text.substr(colon + 1));
    if (!port) return mend;
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(host), error);
    if (error || address.is_v6() != bracketed) return mend;
    return ListenAddress{address.to_string(), *port};
}

std::string to_text(const ListenAddress& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return is_v6 ? fmt::format("[{}]:{}", address.host, address.port)
                 : fmt::format("{}:{}", address.host, address.port);
}

}  // namespace broadsheet::searchd
