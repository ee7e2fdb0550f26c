#include "indexer/pending_files.hpp"

#include <algorithm>
#include <tuple>

#include "indexer/watch.hpp"

namespace broadsheet::indexer {

PendingFiles::Noted PendingFiles::note(const std::string& path, Arrival arrival,
                                       const FileLook& look, Time now) {
    const auto known = waiting_.find(path);
    const Waiting before = known == waiting_.end() ? Waiting{arrival, look.stamp, now} : known->second;
    if (known != waiting_.end()) waiting_.erase(known);
    if (look.state == FileState::gone || look.state == FileState::unreadable) {
        ready_.erase(path);
        return look.state == FileState::gone ? Noted::gone : Noted::unreadable;
    }
    const bool closed = arrival == Arrival::finished || before.arrival == Arrival::finished;
    const Time since = before.stamp == look.stamp ? before.unchanged_since : now;
    const bool complete = look.state == FileState::finished ||
                          (look.state == FileState::untold && (closed || now - since >= quiet_time));
    if (!complete) {
        ready_.erase(path);
        waiting_[path] = {closed ? Arrival::finished : Arrival::found, look.stamp, since};
        return Noted::waits;
    }
    if (ready_.empty()) first_ready_ = now;
    last_ready_ = now;
    ready_[path] = look.stamp;
    return Noted::ready;
}

std::vector<std::pair<std::string, Arrival>> PendingFiles::waiting() const {
    std::vector<std::pair<std::string, Arrival>> files;
    for (const auto& [path, waiting] : waiting_) files.emplace_back(path, waiting.arrival);
    return files;
}

std::optional<PendingFiles::Time> PendingFiles::batch_due() const {
    if (ready_.empty()) return std::nullopt;
    if (ready_.size() >= most_batch_files) return first_ready_;
    return std::min<Time>(last_ready_ + settle_time, first_ready_ + longest_wait);
}

std::vector<PendingFiles::Ready> PendingFiles::take(std::size_t most) {
    std::vector<Ready> batch;
    for (const auto& [path, stamp] : ready_) batch.push_back({path, stamp});
    std::ranges::sort(batch, {}, [](const Ready& ready) {
        return std::tie(ready.stamp.modified, ready.path);
    });
    if (batch.size() > most) batch.resize(most);
    for (const Ready& taken : batch) ready_.erase(taken.path);
    return batch;
}

}  // namespace broadsheet::indexer
