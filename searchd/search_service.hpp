// How do many share a few searchers? A pool of workers, one Searcher each, behind a bounded queue.
//
// A search runs on a worker's thread; whoever asked waits in a coroutine on the thread of the
// connections. He waits no longer than his deadline, whatever the worker does; and if he stops
// waiting, for his client has gone, the worker is told through the stop token.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>

#include "query/searcher.hpp"
#include "searchd/http_message.hpp"

namespace broadsheet::searchd {

/// How long a piece of work may take, and whether anybody still waits for it.
using WorkLimits = query::TimeLimit;

/// Runs on a worker's thread, with the searcher of that worker.
using Work = std::function<Response(query::Searcher& searcher, const WorkLimits& limits)>;

struct Overloaded {};                 ///< the queue is full; the work was not taken
struct DeadlinePassed {};             ///< no answer in time
struct Abandoned {};                  ///< whoever waited was cancelled
struct Failed {                       ///< the work threw
    bool archive_unreadable = false;  ///< an archive::ArchiveError
    std::string reason;
};
using WorkOutcome = std::variant<Response, Overloaded, DeadlinePassed, Abandoned, Failed>;

/// Thread-safe, but for run().
class SearchService {
  public:
    /// Starts `workers` threads. At most `queue` pieces of work wait for one of them.
    SearchService(std::shared_ptr<query::ArchiveReader> reader, std::size_t workers,
                  std::size_t queue);

    /// Drops what waits, tells what runs to stop, and waits for it.
    ~SearchService();
    SearchService(const SearchService&) = delete;
    SearchService& operator=(const SearchService&) = delete;

    /// Gives the work to the next free worker and waits for its answer, at most until the deadline.
    /// If the coroutine is cancelled or destroyed meanwhile, so is the work. To be run by an
    /// executor of a single thread.
    boost::asio::awaitable<WorkOutcome> run(Work work,
                                            std::chrono::steady_clock::time_point deadline);

    /// From now on, work is done on this archive.
    void use(std::shared_ptr<query::ArchiveReader> reader);

    void limit_queue(std::size_t queue);

    std::size_t queued() const;
    std::size_t running() const;

  private:
    struct Job;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet::searchd
