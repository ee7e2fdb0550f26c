// Signals are for the thread that waits for input: all others are made without them.
#pragma once

#include <pthread.h>
#include <signal.h>

namespace broadsheet::indexer {

/// While it lives, new threads are made that no signal reaches.
class SignalsBlocked {
  public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

  private:
    sigset_t before_{};
};

}  // namespace broadsheet::indexer
