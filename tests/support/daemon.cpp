#include "tests/support/daemon.hpp"

namespace broadsheet::tests {

namespace {

std::vector<std::string> arguments_of(const std::filesystem::path& archive,
                                      const std::vector<std::string>& options, Daemon::Log log) {
    std::vector<std::string> arguments;
    if (log == Daemon::Log::readable) {
        arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" 2>&1"};
    }
    for (const std::string& argument :
         {program("searchd").string(), std::string("--archive"), archive.string(),
          std::string("--listen"), std::string("127.0.0.1:0")}) {
        arguments.push_back(argument);
    }
    arguments.insert(arguments.end(), options.begin(), options.end());
    return arguments;
}

std::uint16_t port_in(const std::string& line) {
    const auto colon = line.rfind(':');
    return static_cast<std::uint16_t>(std::stoul(line.substr(colon + 1)));
}

}  // namespace

Daemon::Daemon(const std::filesystem::path& archive, const std::vector<std::string>& options,
               Log log)
    : program_(arguments_of(archive, options, log)),
      first_line_(program_.wait_for_line("serving")),
      port_(port_in(first_line_)) {}

}  // namespace broadsheet::tests
