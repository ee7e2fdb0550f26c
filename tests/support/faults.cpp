#include "tests/support/faults.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/faults/journal_format.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {

namespace fs = std::filesystem;

namespace {

/// AddressSanitizer wants to be the first library, and does not need to be.
std::string sanitizer_options() {
    const char* given = std::getenv("ASAN_OPTIONS");
    return fmt::format("ASAN_OPTIONS={}:verify_asan_link_order=0", given ? given : "");
}

/// By env(1), so that only the program gets the library, with `settings` of NAME=VALUE.
RunResult run_preloaded(std::vector<std::string> settings, const fs::path& under,
                        const std::vector<std::string>& arguments, const std::string& input,
                        const Runner& runner = run) {
    std::vector<std::string> command{"/usr/bin/env", sanitizer_options(),
                                     fmt::format("LD_PRELOAD={}", BROADSHEET_FAULTS_LIBRARY),
                                     fmt::format("{}={}", under_variable, fs::canonical(under).string())};
    command.insert(command.end(), settings.begin(), settings.end());
    command.insert(command.end(), arguments.begin(), arguments.end());
    return runner(command, input);
}

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

}  // namespace

FaultyRun run_with_fault(const Fault& fault, const fs::path& under,
                         const std::vector<std::string>& arguments, const std::string& input,
                         const Runner& runner) {
    const TemporaryDirectory directory;
    const fs::path struck = directory.path() / "struck";
    FaultyRun run;
    run.result = run_preloaded(
        {fmt::format("{}={}:{}:{}", fault_variable, fault.action, fault.call_class, fault.number),
         fmt::format("{}={}", struck_variable, struck.string())},
        under, arguments, input, runner);
    run.struck = content_of(struck);
    return run;
}

RunResult run_with_journal(const fs::path& journal, const fs::path& under,
                           const std::vector<std::string>& arguments, const std::string& input) {
    return run_preloaded({fmt::format("{}={}", journal_variable, journal.string())}, under, arguments,
                         input);
}

}  // namespace broadsheet::tests
