// SIGINT and SIGTERM ask a command to come to a clean end.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>

namespace broadsheet::indexer {

/// True once a signal has come, after stop_on_signals().
const std::atomic<bool>& stop_asked();

/// From now on the first SIGINT or SIGTERM asks to stop; the second stops at once, which is safe
/// too. Standard input is at its end after the first, as it alone can keep a read waiting for ever.
void stop_on_signals();

/// Waits until there is something to read from `descriptor` (none if negative), the time is over, or
/// a signal asks to stop. A signal that comes just before the wait is not missed.
void wait_for_input(int descriptor, std::optional<std::chrono::milliseconds> longest);

}  // namespace broadsheet::indexer
