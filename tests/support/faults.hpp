// Running the real programs with a call of theirs failing, by the library of tests/faults.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/programs.hpp"

namespace broadsheet::tests {

/// See tests/faults/journal_format.hpp for the actions and the classes of calls.
struct Fault {
    std::string action;
    std::string call_class;
    long number = 1;
};

struct FaultyRun {
    RunResult result;
    std::string struck;  ///< the call that met the fault; empty where there was none so late
};

/// How a command line is run to its end: as run() does, or otherwise where it has to be told to end.
using Runner = std::function<RunResult(const std::vector<std::string>& arguments, const std::string& input)>;

/// Runs a program to its end, its nth call on files below `under` meeting `fault`.
FaultyRun run_with_fault(const Fault& fault, const std::filesystem::path& under,
                         const std::vector<std::string>& arguments, const std::string& input = {},
                         const Runner& runner = run);

/// Runs a program to its end, and keeps a journal of what it changes below `under`.
RunResult run_with_journal(const std::filesystem::path& journal, const std::filesystem::path& under,
                           const std::vector<std::string>& arguments,
                           const std::string& input = {});

}  // namespace broadsheet::tests
