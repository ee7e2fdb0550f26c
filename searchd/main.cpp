// broadsheet-searchd: serves an archive over HTTP.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "searchd/config.hpp"
#include "searchd/server.hpp"

namespace {

using namespace broadsheet::searchd;

constexpr int failed = 1;

void set_up_log(const Config& config) {
    auto log = spdlog::stderr_color_mt("broadsheet-searchd");
    log->set_pattern("%n: %Y-%m-%dT%H:%M:%S.%e%z %l: %v");
    spdlog::set_default_logger(log);
    spdlog::set_level(spdlog::level::from_str(config.log_level));
}

// Every connection is a descriptor, and shells give 1,024 by default.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int serve(const Config& config, const std::vector<std::string>& arguments) {
    Server server(config, [arguments] { return parse_config(arguments); });
    server.handle_signals();
    std::printf("broadsheet-searchd: serving %s (%llu articles) at %s\n", config.archive.c_str(),
                static_cast<unsigned long long>(server.articles()), server.url().c_str());
    std::fflush(stdout);
    server.run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    // Whoever reads our output or an answer may go away: that is an error of a write, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const auto parsed = parse_config(arguments);
        if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
            std::fputs(exit->out.c_str(), stdout);
            std::fputs(exit->err.c_str(), stderr);
            return exit->code;
        }
        const Config& config = std::get<Config>(parsed);
        set_up_log(config);
        raise_descriptor_limit();
        return serve(config, arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "broadsheet-searchd: %s\n", error.what());
        return failed;
    }
}
