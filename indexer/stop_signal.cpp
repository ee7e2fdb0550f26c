#include "indexer/stop_signal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace broadsheet::indexer {

namespace {

std::atomic<bool> asked = false;
static_assert(std::atomic<bool>::is_always_lock_free, "it is set in a signal handler");

/// All that is called here may be called in a signal handler.
void ask_to_stop(int) {
    asked = true;
    const int error = errno;
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }
    errno = error;
}

}  // namespace

const std::atomic<bool>& stop_asked() { return asked; }

void stop_on_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

void wait_for_input(int descriptor, std::optional<std::chrono::milliseconds> longest) {
    sigset_t stopping, before;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGINT);
    sigaddset(&stopping, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stopping, &before);
    if (!asked) {
        pollfd polled{descriptor, POLLIN, 0};
        timespec timeout{};
        if (longest) {
            timeout.tv_sec = longest->count() / 1000;
            timeout.tv_nsec = longest->count() % 1000 * 1'000'000;
        }
        ::ppoll(&polled, 1, longest ? &timeout : nullptr, &before);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace broadsheet::indexer
