#include <sys/stat.h>

#include <fmt/format.h>
#include <xapian.h>

#include <mutex>
#include <utility>

#include "archive/archive_layout.hpp"
#include "query/lexicon_loading.hpp"
#include "query/open_segments.hpp"
#include "query/searcher.hpp"
#include "query/snapshot.hpp"

namespace broadsheet::query {

namespace {

// What changes when the published list is replaced: it is another file.
struct Stamp {
    ino_t inode = 0;
    timespec modified{};
    bool operator==(const Stamp& other) const {
        return inode == other.inode && modified.tv_sec == other.modified.tv_sec &&
               modified.tv_nsec == other.modified.tv_nsec;
    }
};

Stamp stamp_of(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    return {status.st_ino, status.st_mtim};
}

// A writer may merge away a segment between our reading of the list and our opening of it; the list
// has changed then. More than a few times in a row is no race but damage.
constexpr int max_attempts = 5;

std::shared_ptr<const Snapshot> load(const archive::ArchivePaths& paths) {
    archive::check_archive(paths);
    for (int attempt = 1;; ++attempt) {
        const archive::SegmentList segments = archive::read_segment_list(paths);
        try {
            // Before the segments: these go before the dictionaries that they need (Publisher::retire).
            archive::Dictionaries dictionaries(paths.dictionaries);
            const auto opened = open_each(paths, segments);
            SegmentFiles files = load_segment_files(paths, segments, opened);
            return std::make_shared<const Snapshot>(as_one(opened), rows_of(opened), segments, std::move(files.lexicon),
                                                    std::move(files.positions),
                                                    std::move(dictionaries));
        } catch (const Xapian::Error& error) {
            if (attempt < max_attempts && archive::read_segment_list(paths) != segments) continue;
            throw archive::ArchiveError(
                fmt::format("{}: cannot be read: {} ({}); 'broadsheet-indexer verify' says what is "
                            "damaged",
                            paths.root.string(), error.get_msg(), error.get_type()));
        }
    }
}

}  // namespace

struct ArchiveReader::State {
    archive::ArchivePaths paths;
    std::mutex mutex;
    Stamp stamp;
    std::shared_ptr<const Snapshot> snapshot;
};

ArchiveReader::ArchiveReader(std::filesystem::path archive)
    : path_(std::move(archive)),
      state_(new State{archive::ArchivePaths(path_), {}, {}, nullptr}) {
    state_->stamp = stamp_of(state_->paths.stub);
    state_->snapshot = load(state_->paths);
}

ArchiveReader::~ArchiveReader() = default;

std::shared_ptr<const Snapshot> ArchiveReader::current(std::string* problem) {
    const std::lock_guard lock(state_->mutex);
    const Stamp stamp = stamp_of(state_->paths.stub);
    if (stamp == state_->stamp) return state_->snapshot;
    try {
        state_->snapshot = load(state_->paths);
        state_->stamp = stamp;
    } catch (const archive::ArchiveError& error) {
        if (problem != nullptr) *problem = error.what();
    }
    return state_->snapshot;
}

}  // namespace broadsheet::query
