// kill -9, by injection: before each call that changes a file, and after each (a write: after half of
// it). Between two such calls a kill changes nothing that is on disk.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"

using namespace broadsheet::tests;

namespace {

constexpr int killed = 128 + 9;

/// Kills the change at its call number `number`; false if it has no so many.
bool survives_kill(Scenario& scenario, const std::string& action, long number) {
    const auto& place = scenario.fresh();
    const FaultyRun run =
        run_with_fault({action, "change", number}, place, scenario.command(), scenario.input());
    INFO(scenario.name() << ", " << action << " no. " << number << ": " << run.struck);
    if (run.struck.empty()) {
        CHECK(run.result.exit_code == 0);
        return false;
    }
    CHECK(run.result.exit_code == killed);
    CHECK(scenario.wrong_with_wreck(scenario.archive()) == "");
    CHECK(scenario.wrong_after_rerun(scenario.archive()) == "");
    return true;
}

}  // namespace

TEST_CASE("kill -9 at any call: readers are not disturbed, and the same command completes it") {
    const auto change = GENERATE(from_range(changes()));
    Scenario scenario(change);
    for (const std::string action : {"kill", "kill-after"}) {
        long number = 1;
        while (survives_kill(scenario, action, number)) ++number;
        CHECK(number > 20);
    }
}
