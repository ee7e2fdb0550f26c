#include "indexer/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "archive/descriptor.hpp"
#include "indexer/glass/version_file.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::ArchiveError;
using archive::ArchivePaths;

namespace {

// A pass takes as long as copying what changed since the one before: ever less, unless articles are
// deleted from the largest segments all the time.
constexpr int max_passes = 50;

/// A file went away while it was read: the archive has a newer generation.
struct Vanished {};

[[noreturn]] void throw_failed(std::string_view what, const fs::path& path, int error) {
    throw ArchiveError(fmt::format("cannot {} {}: {}", what, path.string(),
                                   std::generic_category().message(error)));
}

/// A file of the archive.
class Source {
  public:
    explicit Source(const fs::path& path) : path_(path), number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (number_ < 0 && errno == ENOENT) throw Vanished{};
        if (number_ < 0) throw_failed("open", path, errno);
    }
    ~Source() { ::close(number_); }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    /// Nothing at the end of the file.
    std::size_t read(std::vector<char>& buffer) const {
        ssize_t count = -1;
        do count = ::read(number_, buffer.data(), buffer.size());
        while (count < 0 && errno == EINTR);
        if (count < 0) throw_failed("read", path_, errno);
        return static_cast<std::size_t>(count);
    }

  private:
    fs::path path_;
    int number_;
};

void copy_bytes(const fs::path& from, const fs::path& to) {
    constexpr std::size_t piece = std::size_t{1} << 20;
    const Source in(from);
    archive::Descriptor out = archive::Descriptor::create(to);
    std::vector<char> buffer(piece);
    while (const std::size_t count = in.read(buffer)) out.write_all({buffer.data(), count});
    out.close();
}

std::string content_of(const fs::path& path) {
    const Source file(path);
    std::vector<char> buffer(4096);
    std::string content;
    while (const std::size_t count = file.read(buffer)) content.append(buffer.data(), count);
    return content;
}

bool is_left_behind(const fs::path& path) { return path.extension() == ".new"; }

void copy_folder(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(from, error)) {
        if (is_left_behind(entry.path())) continue;
        const fs::path target = to / entry.path().filename();
        if (entry.is_directory()) copy_folder(entry.path(), target);
        else if (entry.is_regular_file()) copy_bytes(entry.path(), target);
    }
    if (error == std::errc::no_such_file_or_directory) throw Vanished{};
    if (error) throw_failed("read", from, error.value());
}

/// Copies an archive, pass by pass, until all that it has copied is of one moment.
class Copy {
  public:
    Copy(const ArchivePaths& from, const ArchivePaths& to) : from_(from), to_(to) {}

    void make() {
        fs::create_directories(to_.segments);
        for (int pass = 1; pass <= max_passes; ++pass) {
            if (succeeds()) return;
        }
        throw ArchiveError(
            fmt::format("{} changes faster than it can be copied; try again when less is being "
                        "deleted or replaced",
                        from_.root.string()));
    }

  private:
    using Contents = std::map<std::string, std::string>;

    /// One pass. The small files are read first and last; if they are the same, so was the archive.
    bool succeeds() {
        try {
            copy_folders();
            const Contents before = small_files();
            const archive::SegmentList list = archive::read_segment_list(from_);
            bool all_copied = true;
            for (const std::string& name : list.names) all_copied &= copy_segment(name);
            copy_dictionaries();
            if (!all_copied || small_files() != before) return false;
            if (!still_as_copied(list)) return false;
            remove_others(list);
            write_small_files(before);
            return true;
        } catch (const Vanished&) {
            require_segments();
            return false;
        }
    }

    /// The files beside segments/ and reports/ that say what the archive is.
    Contents small_files() const {
        Contents contents;
        for (const auto& entry : fs::directory_iterator(from_.root)) {
            const fs::path& path = entry.path();
            if (!entry.is_regular_file() || is_left_behind(path) || path == from_.lock) continue;
            contents[path.filename().string()] = content_of(path);
        }
        return contents;
    }

    /// Copies a segment, unless it is here as it is there. False if it changed meanwhile.
    bool copy_segment(const std::string& name) {
        const fs::path source = from_.segment(name), target = to_.segment(name);
        const std::string version = content_of(source / glass::version_file_name);
        if (const auto copied = versions_.find(name); copied != versions_.end()) {
            if (copied->second == version) return true;
            versions_.erase(copied);
        }
        fs::remove_all(target);
        copy_folder(source, target);
        if (content_of(source / glass::version_file_name) != version ||
            content_of(target / glass::version_file_name) != version) {
            return false;
        }
        versions_[name] = version;
        return true;
    }

    /// A deletion that was complete between two looks at the small files would show here.
    bool still_as_copied(const archive::SegmentList& list) const {
        return std::ranges::all_of(list.names, [&](const std::string& name) {
            return content_of(from_.segment(name) / glass::version_file_name) == versions_.at(name);
        });
    }

    /// Those that left the list since they were copied.
    void remove_others(const archive::SegmentList& list) {
        const std::set<std::string> listed(list.names.begin(), list.names.end());
        for (const auto& [name, version] : versions_) {
            if (!listed.contains(name)) fs::remove_all(to_.segment(name));
        }
    }

    /// After the list was read: whatever its segments need was there before it, and never changes.
    void copy_dictionaries() const {
        fs::remove_all(to_.dictionaries);
        if (fs::exists(from_.dictionaries)) copy_folder(from_.dictionaries, to_.dictionaries);
    }

    /// The other folders beside segments/: first, so that they tell of nothing that the copy has not.
    void copy_folders() const {
        for (const auto& entry : fs::directory_iterator(from_.root)) {
            const fs::path target = to_.root / entry.path().filename();
            if (!entry.is_directory() || entry.path() == from_.segments) continue;
            if (entry.path() == from_.dictionaries) continue;
            fs::remove_all(target);
            copy_folder(entry.path(), target);
        }
    }

    void write_small_files(const Contents& small) const {
        for (const auto& [name, content] : small) {
            archive::Descriptor out = archive::Descriptor::create(to_.root / name);
            out.write_all(content);
            out.close();
        }
    }

    /// Throws where it is not a writer who took a file away: the list still names its segment.
    void require_segments() const {
        for (const std::string& name : archive::read_segment_list(from_).names) {
            if (fs::exists(from_.segment(name) / glass::version_file_name)) continue;
            const auto now = archive::read_segment_list(from_).names;
            if (std::ranges::find(now, name) == now.end()) continue;
            throw ArchiveError(
                fmt::format("{} is on the published list but not whole; broadsheet-indexer verify "
                            "tells more",
                            from_.segment(name).string()));
        }
    }

    const ArchivePaths& from_;
    const ArchivePaths& to_;
    std::map<std::string, std::string> versions_;  ///< of the segments that are copied
};

/// Of a place that may not be there yet.
fs::path real_place(const fs::path& path) { return fs::weakly_canonical(fs::absolute(path)); }

bool is_within(const fs::path& path, const fs::path& folder) {
    const fs::path relative = real_place(path).lexically_relative(real_place(folder));
    return !relative.empty() && *relative.begin() != "..";
}

void refuse_unsuitable(const ArchivePaths& paths, const fs::path& target) {
    if (is_within(target, paths.root)) {
        throw ArchiveError(fmt::format("{} is inside the archive; name a folder elsewhere",
                                       target.string()));
    }
    if (fs::exists(target) && (!fs::is_directory(target) || !fs::is_empty(target))) {
        throw ArchiveError(fmt::format("{} is there already, and not an empty folder; name a new one",
                                       target.string()));
    }
    const fs::path parent = real_place(target).parent_path();
    if (!fs::is_directory(parent)) {
        throw ArchiveError(fmt::format("there is no folder {}; make it first", parent.string()));
    }
}

/// The folder beside the target in which the copy is made; removed with this unless kept. An interrupted backup may
/// have left something there.
class Workplace {
  public:
    explicit Workplace(const fs::path& target) : paths_(beside(target)) {
        if (fs::exists(paths_.root) && !fs::is_empty(paths_.root) && !fs::exists(paths_.lock)) {
            throw ArchiveError(fmt::format("{} is in the way, and was not left by a backup; move it",
                                           paths_.root.string()));
        }
        fs::create_directories(paths_.root);
        take_lock();
    }
    ~Workplace() {
        std::error_code ignored;
        if (!is_kept_) fs::remove_all(paths_.root, ignored);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    const ArchivePaths& paths() const { return paths_; }

    void clear() const {
        for (const auto& entry : fs::directory_iterator(paths_.root)) {
            if (entry.path() != paths_.lock) fs::remove_all(entry.path());
        }
    }

    void keep_as(const fs::path& target) {
        archive::sync_tree(paths_.root);
        if (::rename(paths_.root.c_str(), target.c_str()) != 0) {
            throw_failed("replace", target, errno);
        }
        is_kept_ = true;
        archive::sync_path(target.parent_path());
    }

  private:
    void take_lock() {
        try {
            lock_.emplace(paths_);
        } catch (...) {
            std::error_code ignored;
            fs::remove(paths_.root, ignored);  // if it is empty
            throw;
        }
    }

    static fs::path beside(fs::path target) { return target += ".partial"; }

    ArchivePaths paths_;
    std::optional<archive::WriterLock> lock_;
    bool is_kept_ = false;
};

std::uint64_t bytes_below(const fs::path& folder) {
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) bytes += entry.file_size();
    }
    return bytes;
}

}  // namespace

BackupSummary back_up(const ArchivePaths& paths, const fs::path& given) {
    archive::check_archive(paths);
    refuse_unsuitable(paths, given);
    const fs::path target = real_place(given);
    Workplace workplace(target);
    workplace.clear();
    Copy(paths, workplace.paths()).make();
    archive::check_archive(workplace.paths());
    PublishedArticles copied(workplace.paths());
    const BackupSummary summary{copied.list().generation, copied.list().names.size(),
                                copied.count(), bytes_below(workplace.paths().root)};
    workplace.keep_as(target);
    return summary;
}

}  // namespace broadsheet::indexer
