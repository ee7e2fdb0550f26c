// The commands of broadsheet-indexer. Each prints its result on standard output and what goes wrong
// on standard error, and returns the exit status.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/publisher.hpp"

namespace broadsheet::indexer {

enum ExitStatus : int {
    exit_done = 0,
    exit_failed = 1,
    exit_usage = 2,
    exit_some_refused = 3,  ///< done, but some inputs were refused, or some ids unknown
    exit_locked = 75,       ///< another writer holds the archive (EX_TEMPFAIL of sysexits.h)
};

struct AddArguments {
    std::filesystem::path archive;
    std::vector<std::filesystem::path> inputs;
    std::string format = "auto";
    std::string source;
    std::string map;  ///< title=hl,text=body_html; checked when it is read
    unsigned jobs = 0;
    bool defer_purge = false;  ///< of what its source withdraws
    bool json = false;
};

ExitStatus run_add(const AddArguments& arguments);
/// Of the arguments of `add`, with a folder for the inputs.
ExitStatus run_watch(const AddArguments& arguments);
ExitStatus run_delete(const std::filesystem::path& archive, const std::vector<std::string>& ids,
                      Purge purge);
ExitStatus run_purge(const std::filesystem::path& archive);
ExitStatus run_merge(const std::filesystem::path& archive);
ExitStatus run_verify(const std::filesystem::path& archive);
ExitStatus run_stats(const std::filesystem::path& archive, bool json);
ExitStatus run_export(const std::filesystem::path& archive);

}  // namespace broadsheet::indexer
