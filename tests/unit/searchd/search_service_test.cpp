#include "searchd/search_service.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>
#include <thread>

#include "archive/archive_layout.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::searchd;
namespace asio = boost::asio;

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto never = Clock::time_point::max();

// A service over an empty archive, and a thread that waits for its answers.
struct ServiceFixture {
    explicit ServiceFixture(std::size_t workers, std::size_t queue)
        : service(reader(directory.path()), workers, queue) {}
    ~ServiceFixture() {
        context.stop();
        thread.join();
    }

    static std::shared_ptr<query::ArchiveReader> reader(const std::filesystem::path& folder) {
        archive::create_or_check_archive(archive::ArchivePaths(folder / "empty"));
        return std::make_shared<query::ArchiveReader>(folder / "empty");
    }

    std::future<WorkOutcome> run(Work work, Clock::time_point deadline = never) {
        return asio::co_spawn(context, service.run(std::move(work), deadline), asio::use_future);
    }

    tests::TemporaryDirectory directory;
    asio::io_context context;
    asio::executor_work_guard<asio::io_context::executor_type> guard =
        asio::make_work_guard(context);
    std::jthread thread{[this] { context.run(); }};
    SearchService service;
};

Response text(std::string body) {
    Response response;
    response.body = std::move(body);
    return response;
}

// Work that begins and then waits until it is let go.
struct Gate {
    std::promise<void> begun;
    std::promise<void> open;
    std::shared_future<void> opened{open.get_future()};

    Work work() {
        return [this](query::Searcher&, const WorkLimits&) {
            begun.set_value();
            opened.wait();
            return text("gate");
        };
    }
};

// Work that lasts until nobody waits for it any longer.
Work until_cancelled(std::promise<void>& begun, std::promise<void>& cancelled) {
    return [&](query::Searcher&, const WorkLimits& limits) {
        std::promise<void> stop;
        const std::stop_callback on_stop(limits.cancelled, [&] { stop.set_value(); });
        begun.set_value();
        stop.get_future().wait();
        cancelled.set_value();
        return text("too late");
    };
}

const Work quick = [](query::Searcher& searcher, const WorkLimits&) {
    return text(std::to_string(searcher.summary().articles));
};

std::string body_of(const WorkOutcome& outcome) {
    REQUIRE(std::holds_alternative<Response>(outcome));
    return std::get<Response>(outcome).body;
}

}  // namespace

TEST_CASE("Work is done with a searcher of the archive") {
    ServiceFixture fixture(1, 1);
    CHECK(body_of(fixture.run(quick).get()) == "0");
}

TEST_CASE("What finds neither a worker nor a place in the queue is turned away at once") {
    ServiceFixture fixture(1, 1);
    Gate gate;
    auto held = fixture.run(gate.work());
    gate.begun.get_future().wait();
    auto waiting = fixture.run(quick);
    auto refused = fixture.run(quick);
    CHECK(std::holds_alternative<Overloaded>(refused.get()));
    CHECK(fixture.service.queued() == 1);
    CHECK(fixture.service.running() == 1);
    gate.open.set_value();
    CHECK(body_of(held.get()) == "gate");
    CHECK(body_of(waiting.get()) == "0");
}

TEST_CASE("Without a queue, work is taken by idle workers alone") {
    ServiceFixture fixture(1, 0);
    CHECK(body_of(fixture.run(quick).get()) == "0");
}

TEST_CASE("Whoever waits is answered at his deadline, whatever the worker does") {
    ServiceFixture fixture(1, 4);
    Gate gate;
    const auto soon = Clock::now() + std::chrono::milliseconds(5);
    CHECK(std::holds_alternative<DeadlinePassed>(fixture.run(gate.work(), soon).get()));
    // The worker is still held; this waits in the queue until its deadline.
    CHECK(std::holds_alternative<DeadlinePassed>(
        fixture.run(quick, Clock::now() + std::chrono::milliseconds(5)).get()));
    gate.open.set_value();
    CHECK(body_of(fixture.run(quick).get()) == "0");
}

TEST_CASE("Work whose deadline has passed is not begun") {
    ServiceFixture fixture(1, 4);
    bool begun = false;
    const auto outcome = fixture.run(
        [&](query::Searcher&, const WorkLimits&) {
            begun = true;
            return Response{};
        },
        Clock::now() - std::chrono::seconds(1));
    CHECK(body_of(fixture.run(quick).get()) == "0");
    CHECK_FALSE(begun);
}

TEST_CASE("Work is cancelled when its deadline passes") {
    // The deadline may pass before the work begins: then again, with more time.
    for (auto time = std::chrono::milliseconds(1);; time *= 2) {
        std::promise<void> begun, cancelled;
        auto has_begun = begun.get_future();
        ServiceFixture fixture(1, 1);
        auto outcome = fixture.run(until_cancelled(begun, cancelled), Clock::now() + time);
        CHECK(std::holds_alternative<DeadlinePassed>(outcome.get()));
        if (has_begun.wait_for(std::chrono::seconds(0)) != std::future_status::ready) continue;
        cancelled.get_future().wait();
        break;
    }
}

TEST_CASE("Work is cancelled when whoever waits for it is") {
    std::promise<void> begun, cancelled;
    std::promise<bool> abandoned;
    ServiceFixture fixture(1, 1);
    asio::cancellation_signal signal;
    asio::co_spawn(fixture.context, fixture.service.run(until_cancelled(begun, cancelled), never),
                   asio::bind_cancellation_slot(
                       signal.slot(), [&](std::exception_ptr, const WorkOutcome& outcome) {
                           abandoned.set_value(std::holds_alternative<Abandoned>(outcome));
                       }));
    begun.get_future().wait();
    asio::post(fixture.context, [&] { signal.emit(asio::cancellation_type::all); });
    cancelled.get_future().wait();
    CHECK(abandoned.get_future().get());
}

TEST_CASE("Work that throws is told from an archive that cannot be read, and the worker goes on") {
    ServiceFixture fixture(1, 1);
    const auto failing = [&](auto error) {
        const auto outcome =
            fixture.run([error](query::Searcher&, const WorkLimits&) -> Response { throw error; })
                .get();
        REQUIRE(std::holds_alternative<Failed>(outcome));
        return std::get<Failed>(outcome);
    };
    CHECK(failing(archive::ArchiveError("no archive")).archive_unreadable);
    CHECK(failing(archive::ArchiveError("no archive")).reason == "no archive");
    CHECK_FALSE(failing(std::runtime_error("other")).archive_unreadable);
    CHECK(body_of(fixture.run(quick).get()) == "0");
}

TEST_CASE("A service that ends tells its work to stop, and waits for it") {
    std::promise<void> begun, cancelled;
    {
        ServiceFixture fixture(1, 1);
        fixture.run(until_cancelled(begun, cancelled));
        begun.get_future().wait();
    }
    CHECK(cancelled.get_future().wait_for(std::chrono::seconds(0)) == std::future_status::ready);
}
