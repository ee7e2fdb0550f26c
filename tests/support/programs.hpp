// Running the real programs.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::tests {

/// Where a program of this build lies: program("indexer") is …/bin/broadsheet-indexer.
std::filesystem::path program(std::string_view name);

struct RunResult {
    int exit_code = -1;  ///< 128 + signal where a signal ended it
    std::string out;
    std::string err;
};

/// Runs a program to its end with `input` on its standard input.
RunResult run(const std::vector<std::string>& arguments, const std::string& input = {});

/// A program that runs beside the test; ended (SIGTERM, then waited for) with this object.
class BackgroundProgram {
  public:
    explicit BackgroundProgram(const std::vector<std::string>& arguments);
    ~BackgroundProgram();
    BackgroundProgram(const BackgroundProgram&) = delete;
    BackgroundProgram& operator=(const BackgroundProgram&) = delete;

    pid_t pid() const { return pid_; }

    /// Reads its standard output up to a line that holds `text` and gives that line; throws where
    /// the output ends first.
    std::string wait_for_line(std::string_view text);

    void signal(int number) const;

    /// Waits for its end; its exit code, 128 + signal where a signal ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string buffered_;
};

}  // namespace broadsheet::tests
