// kill -9, by injection: before each call that changes which files there are, or flushes them (these
// are the steps of publishing, and those of Xapian's own commits), and in the middle of writes.
// Between two such calls a kill leaves nothing else on disk.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>

#include "tests/safety/delivery_changes.hpp"
#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"

using namespace broadsheet::tests;

namespace {

constexpr int killed = 128 + 9;

/// False if the change comes to its end before that call.
bool is_killed_and_recovers(Scenario& scenario, const Fault& fault) {
    const auto& place = scenario.fresh();
    const FaultyRun run = run_with_fault(fault, place, scenario.command(), scenario.input(),
                                         scenario.runner());
    INFO(scenario.name() << ", " << fault.action << " at " << fault.call_class << " no. "
                         << fault.number << ": " << run.struck);
    if (run.struck.empty()) {
        CHECK(run.result.exit_code == 0);
        return false;
    }
    CHECK(run.result.exit_code == killed);
    CHECK(scenario.wrong_with_wreck(scenario.archive()) == "");
    CHECK(scenario.wrong_after_rerun(scenario.archive()) == "");
    return true;
}

/// Every `stride`th call of the class, up to the last.
long kill_at_calls(Scenario& scenario, const std::string& action, const std::string& call_class,
                   long stride) {
    long number = 1;
    while (is_killed_and_recovers(scenario, {action, call_class, number})) number += stride;
    return number;
}

void check_kills(Change (*change)(Scale)) {
    for (const Scale scale : scales()) {
        Scenario scenario(change(scale));
        const long write_stride = scenario.is_large() ? 997 : is_soak() ? 1 : 5;
        CHECK(kill_at_calls(scenario, "kill", "step", scenario.is_large() ? 61 : 1) > 20);
        CHECK(kill_at_calls(scenario, "kill-after", "write", write_stride) > write_stride);
    }
}

}  // namespace

TEST_CASE("kill -9 at any call of the first add: it can be completed") { check_kills(first_add); }

TEST_CASE("kill -9 at any call of an add that replaces and merges: readers see old or new") {
    check_kills(replacing_add);
}

TEST_CASE("kill -9 at any call of a takedown: it can be completed") { check_kills(takedown); }

TEST_CASE("kill -9 at any call of a takedown that retires a dictionary: it can be completed") {
    check_kills(dictionary_takedown);
}

TEST_CASE("kill -9 at any call of a merge: no reader notices") { check_kills(merge); }

TEST_CASE("kill -9 at any call of an add with notices: what waits and what is withdrawn are kept") {
    check_kills(add_with_notices);
}

TEST_CASE("kill -9 at any call of a deferred takedown, or of its purge") {
    check_kills(deferred_takedown);
    check_kills(purge);
}

TEST_CASE("kill -9 at any call of a watch: started again, it has taken every delivery once") {
    check_kills(watch);
}

namespace {

/// Kills a run and those that take up what it left, and lets the last get through.
void kill_again_and_again(Scenario& scenario, std::mt19937& random) {
    constexpr int kills = 5;
    std::uniform_int_distribution<long> number(1, scenario.is_large() ? 4'000 : 120);
    const auto& place = scenario.fresh();
    std::string struck;
    for (int kill = 0; kill < kills; ++kill) {
        const Fault fault{kill % 2 == 0 ? "kill" : "kill-after", "change", number(random)};
        struck += run_with_fault(fault, place, scenario.command(), scenario.input()).struck + "; ";
        INFO(scenario.name() << ", killed at " << struck);
        CHECK(scenario.wrong_with_wreck(scenario.archive()) == "");
    }
    INFO(scenario.name() << ", killed at " << struck);
    CHECK(scenario.wrong_after_rerun(scenario.archive()) == "");
}

}  // namespace

TEST_CASE("kill -9 at random, again and again before a run gets through") {
    const unsigned seed = is_soak() ? std::random_device()() : 5;
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (const Scale scale : scales()) {
        for (const auto change : {first_add, replacing_add, takedown, merge, add_with_notices}) {
            Scenario scenario(change(scale));
            const int rounds = scenario.is_large() ? 10 : is_soak() ? 200 : 3;
            for (int round = 0; round < rounds; ++round) kill_again_and_again(scenario, random);
        }
    }
}
