// How long may a request take?
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace broadsheet::query {

/// Thrown where a request has no more time, or nobody waits for it any more; Searcher catches it.
struct OutOfTime {};

/// When a request must have its answer, and whether anybody still waits for it.
struct TimeLimit {
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    std::stop_token cancelled = {};
};

/// Whether a request may go on; asks the clock now and then only.
class Patience {
  public:
    explicit Patience(const TimeLimit& limit)
        : deadline_(limit.deadline), cancelled_(limit.cancelled) {}

    /// Throws OutOfTime.
    void check() const {
        if (cancelled_.stop_requested() || std::chrono::steady_clock::now() >= deadline_) {
            throw OutOfTime{};
        }
    }

    /// The same, for what takes much less time than looking at the clock.
    void check_now_and_then() {
        if (++calls_ % interval == 0) check();
    }

  private:
    // Matches between two looks at the clock: some 50 µs.
    static constexpr std::uint32_t interval = 256;
    std::chrono::steady_clock::time_point deadline_;
    std::stop_token cancelled_;
    std::uint32_t calls_ = 0;
};

/// The same where there may be none: then without end.
inline void check(const Patience* patience) {
    if (patience != nullptr) patience->check();
}
inline void check_now_and_then(Patience* patience) {
    if (patience != nullptr) patience->check_now_and_then();
}

}  // namespace broadsheet::query
