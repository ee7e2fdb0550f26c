// The system says no: the nth call of each kind fails. The program must say so, or do without; the
// archive stays readable, and the same command completes it.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/safety/delivery_changes.hpp"
#include "tests/safety/scenario.hpp"
#include "tests/support/faults.hpp"

using namespace broadsheet::tests;
using Catch::StartsWith;

namespace {

struct Kind {
    std::string action, call_class;
};

/// What is tried of each change.
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {
        {"enospc", "create"}, {"emfile", "open"}, {"enospc", "write"}, {"short", "write"},
        {"full", "write"},    {"eio", "sync"},    {"eio", "rename"},   {"enospc", "mkdir"},
        {"eio", "unlink"},    {"eio", "read"},    {"eio", "close"},
    };
    return all;
}

constexpr int signalled = 128;

/// False if the change makes fewer such calls, on files below the folder `under` of its place.
bool fails_and_recovers(Scenario& scenario, const Fault& fault, const std::string& under = "") {
    const auto& place = scenario.fresh();
    const FaultyRun run = run_with_fault(fault, place / under, scenario.command(), scenario.input(),
                                         scenario.runner());
    INFO(scenario.name() << ", " << fault.action << " at " << fault.call_class << " no. "
                         << fault.number << ": " << run.struck << "\nexit code "
                         << run.result.exit_code << ": " << run.result.err);
    CHECK(run.result.exit_code < signalled);
    if (run.struck.empty()) {
        CHECK(run.result.exit_code == 0);
        return false;
    }
    CHECK(scenario.wrong_with_wreck(scenario.archive()) == "");
    if (run.result.exit_code == 0) {
        CHECK((scenario.is_complete(scenario.archive()) || scenario.may_leave_work()));
    } else {
        CHECK(run.result.exit_code == 1);
        CHECK_THAT(run.result.err, StartsWith("broadsheet-indexer: "));
    }
    CHECK(scenario.wrong_after_rerun(scenario.archive()) == "");
    return true;
}

/// The normal run tries some calls, others for each kind of failure and for each change; the soak run
/// every one at the small scale, and some at the large.
long stride_of(const Kind& kind, Scale scale) {
    const bool is_frequent =
        kind.call_class == "write" || kind.call_class == "open" || kind.call_class == "read" ||
        kind.call_class == "close";
    if (scale == Scale::large) return is_frequent ? 997 : 97;
    if (is_soak()) return 1;
    return is_frequent ? 7 : 2;
}

void check_failures(Change (*change)(Scale)) {
    for (const Scale scale : scales()) {
        Scenario scenario(change(scale));
        long kind_number = 0;
        for (const Kind& kind : kinds()) {
            const long stride = stride_of(kind, scale);
            long number = 1 + kind_number++ % stride;
            while (fails_and_recovers(scenario, {kind.action, kind.call_class, number})) {
                number += stride;
            }
        }
    }
}

}  // namespace

TEST_CASE("a failing call of the first add") { check_failures(first_add); }
TEST_CASE("a failing call of an add that replaces and merges") { check_failures(replacing_add); }
TEST_CASE("a failing call of a takedown") { check_failures(takedown); }
TEST_CASE("a failing call of a merge") { check_failures(merge); }
TEST_CASE("a failing call of an add with notices") { check_failures(add_with_notices); }
TEST_CASE("a failing call of a deferred takedown, or of its purge") {
    check_failures(deferred_takedown);
    check_failures(purge);
}
TEST_CASE("a failing call of a watch") { check_failures(watch); }

TEST_CASE("what a watch cannot read of a delivery, it reads when it is started again") {
    Scenario scenario(watch(Scale::small));
    for (const Kind& kind : {Kind{"emfile", "open"}, Kind{"eio", "open"}, Kind{"eio", "read"}}) {
        long number = 1;
        while (fails_and_recovers(scenario, {kind.action, kind.call_class, number}, "delivered")) ++number;
        CHECK(number > 3);  // of three files
    }
}
