#include "indexer/memory_budget.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using broadsheet::indexer::MemoryBudget;

TEST_CASE("never is more shared out than there is, and everybody gets a share in the end") {
    constexpr std::size_t all = 100;
    MemoryBudget budget(all);
    std::atomic<std::size_t> taken = 0, most = 0;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (std::size_t round = 0; round < 500; ++round) {
                const std::size_t asked = (i * 37 + round * 13) % 150;  // at times more than there is
                const auto share = budget.take(asked);
                const std::size_t now = taken += std::min(asked, all);
                for (std::size_t known = most; now > known && !most.compare_exchange_weak(known, now);) {
                }
                taken -= std::min(asked, all);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(most <= all);
    CHECK(most > 0);
}

TEST_CASE("who waits for a share goes on when the budget is abandoned") {
    MemoryBudget budget(10);
    const auto held = budget.take(10);
    std::atomic<bool> got = false;
    std::thread waiting([&] {
        const auto share = budget.take(5);
        got = true;
    });
    budget.abandon();
    waiting.join();
    CHECK(got);
}

TEST_CASE("a share that is moved is given back once") {
    MemoryBudget budget(10);
    {
        auto first = budget.take(10);
        const auto second = std::move(first);
    }
    const auto again = budget.take(10);  // would wait for ever
    SUCCEED();
}
