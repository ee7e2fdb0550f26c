#include "indexer/watch.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/delivery_folder.hpp"
#include "indexer/delivery_ledger.hpp"
#include "indexer/embargoed_articles.hpp"
#include "indexer/number_format.hpp"
#include "indexer/pending_files.hpp"
#include "indexer/publisher.hpp"
#include "indexer/stop_signal.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using std::chrono::steady_clock;
using std::chrono::system_clock;
using Time = PendingFiles::Time;

namespace {

std::string valid_utf8(const std::string& path) {
    std::size_t replaced = 0;
    return text::to_valid_utf8(path, replaced);
}

/// The path without links; a folder that is not there is an error.
std::string canonical_folder(const fs::path& folder) {
    std::error_code error;
    const fs::path full = fs::canonical(folder, error);
    if (error) {
        throw WatchError(fmt::format("cannot watch {}: {}", folder.string(), error.message()));
    }
    if (!fs::is_directory(full)) {
        throw WatchError(fmt::format("cannot watch {}: it is no folder", folder.string()));
    }
    return full.string();
}

bool is_within(const fs::path& path, const fs::path& folder) {
    const auto [end, ignored] = std::ranges::mismatch(folder, path);
    return end == folder.end();
}

/// Or each batch would bring the next one.
void refuse_archive_within(const archive::ArchivePaths& paths, const std::string& folder) {
    const fs::path archive = fs::weakly_canonical(paths.root);
    if (!is_within(archive, folder) && !is_within(folder, archive)) return;
    throw WatchError(fmt::format("{} and the archive {} lie one in the other; keep them apart",
                                 folder, archive.string()));
}

class Watch {
  public:
    Watch(const archive::ArchivePaths& paths, std::string root, const WatchOptions& options)
        : paths_(paths),
          root_(std::move(root)),
          options_(options),
          folder_(root_, options.say),
          ledger_(paths, root_) {}

    void run() {
        look_at_embargoes();
        scan();
        say(fmt::format("watching {}: {} to index, {} known", valid_utf8(root_),
                        counted(pending_.size(), "file"), grouped(ledger_.size())));
        while (!stopped()) {
            if (batch_is_due()) {
                index();
                continue;
            }
            wait_for_input(folder_.descriptor(), time_to_wait());
            folder_.read(visitor());
            look_at_waiting();
            look_at_embargoes();
            if (scan_is_due()) scan();
        }
    }

  private:
    bool stopped() const { return options_.ingesting.stop && *options_.ingesting.stop; }

    void say(const std::string& line) const {
        if (options_.say) options_.say(line);
    }

    DeliveryFolder::Visit visitor() {
        return [this](const std::string& path, Arrival arrival) { arrived(path, arrival); };
    }

    std::string_view relative(const std::string& path) const {
        return std::string_view(path).substr(root_.size() + 1);
    }

    void arrived(const std::string& path, Arrival arrival) {
        const FileLook look = look_at(path);
        const Fingerprint print = fingerprint(relative(path), look.stamp);
        if (scanned_) scanned_->insert(print);
        if (ledger_.has(print)) return;
        if (pending_.size() >= most_pending_files) {
            passed_over_ = true;
            return;
        }
        if (pending_.note(path, arrival, look, steady_clock::now()) ==
            PendingFiles::Noted::unreadable) {
            say(fmt::format("no permission to read {}; it is tried again when that changes",
                            valid_utf8(path)));
        }
    }

    /// Forgets what is gone, too; but not all of it, as that of a file system that is not mounted.
    void scan() {
        next_scan_ = steady_clock::now() + scan_again;
        passed_over_ = false;
        scanned_.emplace();
        folder_.scan(visitor());
        if (!scanned_->empty()) ledger_.keep_only(*scanned_);
        scanned_.reset();
    }

    bool scan_is_due() const {
        const bool has_room = pending_.size() < most_pending_files / 2;
        return steady_clock::now() >= next_scan_ || (passed_over_ && has_room);
    }

    void look_at_waiting() {
        if (!pending_.has_waiting() || steady_clock::now() < next_look_) return;
        next_look_ = steady_clock::now() + look_again;
        for (const auto& [path, arrival] : pending_.waiting()) arrived(path, arrival);
    }

    void look_at_embargoes() {
        if (steady_clock::now() < next_clock_look_) return;
        next_clock_look_ = steady_clock::now() + look_at_clock;
        const FileStamp stamp = look_at(paths_.embargoed.string()).stamp;
        if (std::exchange(embargoed_stamp_, stamp) == stamp) return;
        next_release_ = EmbargoedArticles(paths_.embargoed).next_release();
    }

    // In seconds, which go on for ever: in nanoseconds 64 bits end in 2262, and an embargo may not.
    static std::chrono::sys_seconds this_second() {
        return std::chrono::floor<std::chrono::seconds>(system_clock::now());
    }

    bool release_is_due() const { return next_release_ && *next_release_ <= this_second(); }

    steady_clock::duration until(std::chrono::sys_seconds release) const {
        const auto left = release - this_second();
        if (left <= left.zero()) return steady_clock::duration::zero();
        if (left > look_at_clock) return look_at_clock;
        return std::chrono::ceil<steady_clock::duration>(release - system_clock::now());
    }

    bool batch_is_due() const {
        const Time now = steady_clock::now();
        const auto due = pending_.batch_due();
        return now >= not_before_ && ((due && *due <= now) || release_is_due());
    }

    std::chrono::milliseconds time_to_wait() const {
        const Time now = steady_clock::now();
        Time wake = std::min(next_scan_, next_clock_look_);
        if (const auto due = pending_.batch_due()) wake = std::min(wake, std::max(*due, not_before_));
        if (pending_.has_waiting()) wake = std::min(wake, next_look_);
        if (next_release_) wake = std::min(wake, std::max(now + until(*next_release_), not_before_));
        // Rounded up, so as not to wake just before.
        const auto time = std::chrono::ceil<std::chrono::milliseconds>(wake - now);
        return std::max(time, std::chrono::milliseconds(0));
    }

    /// A batch of files that are still as they were when they were found complete.
    std::vector<PendingFiles::Ready> take_batch() {
        std::vector<PendingFiles::Ready> files = pending_.take(most_batch_files);
        std::erase_if(files, [&](const PendingFiles::Ready& file) {
            const FileLook look = look_at(file.path);
            const bool same = look.stamp == file.stamp && look.state != FileState::written;
            if (!same) arrived(file.path, Arrival::found);
            return !same;
        });
        return files;
    }

    void index() {
        const auto files = take_batch();
        if (files.empty() && !release_is_due()) return;
        std::vector<fs::path> inputs;
        for (const auto& file : files) inputs.emplace_back(file.path);
        IngestOptions ingesting = options_.ingesting;
        ingesting.reading.below = root_;
        ingesting.now = this_second();
        const Time begin = steady_clock::now();
        try {
            const IngestSummary summary = ingest(paths_, inputs, ingesting);
            const std::chrono::duration<double> taken = steady_clock::now() - begin;
            next_release_ = summary.next_release;
            retry_ = first_retry;
            if (!summary.interrupted) enter(files, summary.unread);
            if (options_.on_batch) options_.on_batch(summary, files.size(), taken.count());
        } catch (const archive::ArchiveLocked& error) {
            try_later(files, error.what());
        }
    }

    /// What was changed while it was read is indexed again, and what was taken away is forgotten. `unread` are
    /// of the files, in their order.
    void enter(const std::vector<PendingFiles::Ready>& files, const std::vector<fs::path>& unread) {
        std::vector<Fingerprint> indexed;
        auto next_unread = unread.begin();
        for (const auto& file : files) {
            if (next_unread != unread.end() && *next_unread == file.path) {
                ++next_unread;
                say(fmt::format("cannot read {} now; it is read when the folder is looked through next",
                                valid_utf8(file.path)));
            } else if (look_at(file.path).stamp == file.stamp) {
                indexed.push_back(fingerprint(relative(file.path), file.stamp));
            } else {
                arrived(file.path, Arrival::found);
            }
        }
        ledger_.add(indexed);
    }

    void try_later(const std::vector<PendingFiles::Ready>& files, std::string_view reason) {
        say(fmt::format("{}; trying again in {} s", reason, retry_.count()));
        not_before_ = steady_clock::now() + retry_;
        retry_ = std::min(2 * retry_, last_retry);
        for (const auto& file : files) arrived(file.path, Arrival::finished);
    }

    const archive::ArchivePaths& paths_;
    const std::string root_;
    const WatchOptions& options_;
    DeliveryFolder folder_;
    DeliveryLedger ledger_;
    PendingFiles pending_;
    std::optional<Fingerprints> scanned_;  ///< during a scan: what is there
    bool passed_over_ = false;             ///< for want of room; a scan will find it
    std::optional<std::chrono::sys_seconds> next_release_;
    FileStamp embargoed_stamp_;  ///< of the file that says so
    std::chrono::seconds retry_ = first_retry;
    Time next_scan_, next_look_, next_clock_look_, not_before_;
};

/// Waits while another program makes it.
void require_archive(const archive::ArchivePaths& paths, const WatchOptions& options) {
    const std::atomic<bool>* stop = options.ingesting.stop;
    while (!stop || !*stop) {
        try {
            return archive::create_or_check_archive(paths);
        } catch (const archive::ArchiveLocked& error) {
            if (options.say) options.say(error.what());
            wait_for_input(-1, first_retry);
        }
    }
}

/// What an earlier run left half done, or lying about: the next delivery may be far off. A program that is writing now
/// has done so.
void finish_interrupted(const archive::ArchivePaths& paths) {
    try {
        const Publisher publisher(paths);
    } catch (const archive::ArchiveLocked&) {
    }
}

}  // namespace

void watch(const archive::ArchivePaths& paths, const fs::path& folder,
           const WatchOptions& options) {
    const std::string root = canonical_folder(folder);
    refuse_archive_within(paths, root);
    ::signal(SIGIO, SIG_IGN);
    require_archive(paths, options);
    if (!options.ingesting.stop || !*options.ingesting.stop) finish_interrupted(paths);
    Watch(paths, root, options).run();
}

}  // namespace broadsheet::indexer
