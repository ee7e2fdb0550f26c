// Stops a process at a given step, as kill -9 would, but by injection and not by luck.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <stdexcept>
#include <string_view>

#include "indexer/publisher.hpp"

namespace broadsheet::tests {

/// Runs `work` in a child process that ends, without a destructor or a flush, before its step
/// number `step`, counted from 1. False if `work` came to its end before that.
inline bool crashes_at(int step, const std::function<void(const indexer::StepHook&)>& work) {
    constexpr int done = 0, crashed = 42, failed = 43;
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("cannot fork");
    if (child == 0) {
        try {
            int seen = 0;
            work([&](std::string_view) {
                if (++seen == step) ::_exit(crashed);
            });
        } catch (...) {
            ::_exit(failed);
        }
        ::_exit(done);
    }
    int status = 0;
    if (::waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
        (WEXITSTATUS(status) != done && WEXITSTATUS(status) != crashed)) {
        throw std::runtime_error("the child failed before its step");
    }
    return WEXITSTATUS(status) == crashed;
}

}  // namespace broadsheet::tests
