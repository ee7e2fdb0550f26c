#include "searchd/search_service.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "archive/archive_layout.hpp"

namespace broadsheet::searchd {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// `stop` is anybody's. `outcome` is the worker's until it has posted to the executor, then the
// waiting coroutine's. `finished` and `wake` are the coroutine's thread's alone: the worker reaches
// them only through what it posts.
struct SearchService::Job {
    Job(const asio::any_io_executor& executor, Work the_work, Clock::time_point the_deadline)
        : work(std::move(the_work)), deadline(the_deadline), wake(executor, the_deadline) {}

    Work work;
    Clock::time_point deadline;
    std::stop_source stop;
    WorkOutcome outcome = DeadlinePassed{};
    bool finished = false;
    asio::steady_timer wake;
};

namespace {

using ReaderPointer = std::shared_ptr<query::ArchiveReader>;

WorkOutcome failed(bool archive_unreadable, const char* reason) {
    return Failed{archive_unreadable, reason};
}

}  // namespace

struct SearchService::State {
    std::mutex mutex;
    std::condition_variable work_waits;
    std::deque<std::shared_ptr<Job>> queue;
    std::vector<std::shared_ptr<Job>> current;  // by worker
    std::size_t queue_limit = 0;
    ReaderPointer reader;
    bool stopping = false;
    std::vector<std::jthread> workers;

    bool offer(const std::shared_ptr<Job>& job);
    std::shared_ptr<Job> next(std::size_t worker, ReaderPointer& newest);
    void forget(std::size_t worker);
    void work(std::size_t worker);
};

bool SearchService::State::offer(const std::shared_ptr<Job>& job) {
    {
        const std::lock_guard lock(mutex);
        // What nobody waits for any longer takes nobody's place.
        std::erase_if(queue, [](const auto& waiting) { return waiting->stop.stop_requested(); });
        const auto idle = static_cast<std::size_t>(
            std::count(current.begin(), current.end(), std::shared_ptr<Job>()));
        if (stopping || queue.size() >= queue_limit + idle) return false;
        queue.push_back(job);
    }
    work_waits.notify_one();
    return true;
}

// The next job that somebody waits for; null at the end.
std::shared_ptr<SearchService::Job> SearchService::State::next(std::size_t worker,
                                                               ReaderPointer& newest) {
    std::unique_lock lock(mutex);
    while (true) {
        work_waits.wait(lock, [this] { return stopping || !queue.empty(); });
        if (stopping) return nullptr;
        auto job = std::move(queue.front());
        queue.pop_front();
        if (job->stop.stop_requested()) continue;
        newest = reader;
        current[worker] = job;
        return job;
    }
}

void SearchService::State::forget(std::size_t worker) {
    const std::lock_guard lock(mutex);
    current[worker].reset();
}

namespace {

// One worker's searcher: made when it is needed, and anew after a failure, which may have left it
// in any state.
class OwnSearcher {
  public:
    WorkOutcome run(const Work& work, const WorkLimits& limits, const ReaderPointer& reader) {
        try {
            if (!searcher_ || reader != reader_) prepare(reader);
            return work(*searcher_, limits);
        } catch (const archive::ArchiveError& error) {
            searcher_.reset();
            return failed(true, error.what());
        } catch (const std::exception& error) {
            searcher_.reset();
            return failed(false, error.what());
        }
    }

    /// Makes it before it is needed.
    void prepare(const ReaderPointer& reader) {
        searcher_.emplace(reader);
        reader_ = reader;
    }

  private:
    ReaderPointer reader_;
    std::optional<query::Searcher> searcher_;
};

}  // namespace

void SearchService::State::work(std::size_t worker) {
    OwnSearcher searcher;
    ReaderPointer newest;
    {
        const std::lock_guard lock(mutex);
        newest = reader;
    }
    searcher.prepare(newest);
    while (auto job = next(worker, newest)) {
        if (Clock::now() < job->deadline) {
            job->outcome = searcher.run(job->work, {job->deadline, job->stop.get_token()}, newest);
        }
        forget(worker);
        asio::post(job->wake.get_executor(), [job] {
            job->finished = true;
            job->wake.cancel();
        });
    }
}

SearchService::SearchService(ReaderPointer reader, std::size_t workers, std::size_t queue)
    : state_(std::make_unique<State>()) {
    state_->reader = std::move(reader);
    state_->queue_limit = queue;
    state_->current.resize(workers);
    for (std::size_t worker = 0; worker < workers; ++worker) {
        state_->workers.emplace_back([state = state_.get(), worker] { state->work(worker); });
    }
}

SearchService::~SearchService() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        for (const auto& job : state_->current) {
            if (job) job->stop.request_stop();
        }
    }
    state_->work_waits.notify_all();
    for (auto& worker : state_->workers) worker.join();
}

asio::awaitable<WorkOutcome> SearchService::run(Work work, Clock::time_point deadline) {
    const auto executor = co_await asio::this_coro::executor;
    const auto job = std::make_shared<Job>(executor, std::move(work), deadline);
    if (!state_->offer(job)) co_return Overloaded{};
    // However the waiting ends, nobody waits any longer.
    struct StopAtEnd {
        Job& job;
        ~StopAtEnd() { job.stop.request_stop(); }
    } stop_at_end{*job};
    const auto [cancelled] = co_await job->wake.async_wait(asio::as_tuple(asio::use_awaitable));
    if (job->finished) co_return std::move(job->outcome);
    if (cancelled) co_return Abandoned{};
    co_return DeadlinePassed{};
}

void SearchService::use(ReaderPointer reader) {
    const std::lock_guard lock(state_->mutex);
    state_->reader = std::move(reader);
}

void SearchService::limit_queue(std::size_t queue) {
    const std::lock_guard lock(state_->mutex);
    state_->queue_limit = queue;
}

std::size_t SearchService::queued() const {
    const std::lock_guard lock(state_->mutex);
    return state_->queue.size();
}

std::size_t SearchService::running() const {
    const std::lock_guard lock(state_->mutex);
    return static_cast<std::size_t>(std::count_if(state_->current.begin(), state_->current.end(),
                                                  [](const auto& job) { return job != nullptr; }));
}

}  // namespace broadsheet::searchd
