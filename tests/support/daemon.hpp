// The real search daemon, on a free port.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/programs.hpp"

namespace broadsheet::tests {

/// broadsheet-searchd over an archive, from when it listens; ended with this object.
class Daemon {
  public:
    enum class Log { as_is, readable };

    /// `options` besides --archive and --listen. With a readable log, what the daemon logs comes on
    /// its standard output, to be waited for; it must then be read.
    explicit Daemon(const std::filesystem::path& archive,
                    const std::vector<std::string>& options = {}, Log log = Log::as_is);

    std::uint16_t port() const { return port_; }
    const std::string& first_line() const { return first_line_; }
    BackgroundProgram& program() { return program_; }

  private:
    BackgroundProgram program_;
    std::string first_line_;
    std::uint16_t port_ = 0;
};

}  // namespace broadsheet::tests
