// Which of the files that arrived are complete, and when is it time to index them?
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/delivery_folder.hpp"
#include "indexer/finished_file.hpp"

namespace broadsheet::indexer {

/// Times are of a clock that only goes forward, given by the caller.
class PendingFiles {
  public:
    using Time = std::chrono::steady_clock::time_point;

    struct Ready {
        std::string path;
        FileStamp stamp;
    };
    enum class Noted { waits, ready, unreadable, gone };

    /// A file that arrived, and what a look at it showed.
    Noted note(const std::string& path, Arrival arrival, const FileLook& look, Time now);

    /// The files that wait to be complete, to be looked at again, each with how it arrived.
    std::vector<std::pair<std::string, Arrival>> waiting() const;

    /// When there is a batch to take; nothing if no file is ready.
    std::optional<Time> batch_due() const;

    /// The files that are ready, at most `most` of them, those first that were changed first.
    std::vector<Ready> take(std::size_t most);

    std::size_t size() const { return waiting_.size() + ready_.size(); }
    bool has_waiting() const { return !waiting_.empty(); }

  private:
    struct Waiting {
        Arrival arrival;
        FileStamp stamp;
        Time unchanged_since;
    };

    std::map<std::string, Waiting> waiting_;
    std::map<std::string, FileStamp> ready_;
    Time first_ready_, last_ready_;
};

}  // namespace broadsheet::indexer
