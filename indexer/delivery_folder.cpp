#include "indexer/delivery_folder.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "text/ascii.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> unfinished_endings = {".part", ".tmp", ".filepart"};

constexpr std::uint32_t watched_events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |
                                         IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR |
                                         IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr std::uint32_t folder_gone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT;

// Some hundred events a read; one takes at most 16 bytes and a name of 255.
constexpr std::size_t event_buffer_bytes = 64 << 10;

[[noreturn]] void throw_gone(const std::string& root) {
    throw WatchError(fmt::format(
        "{} is gone (removed, moved or unmounted); start watch again when it is back", root));
}

[[noreturn]] void throw_no_room(const std::string& path) {
    throw WatchError(fmt::format(
        "cannot watch {}: the system's limit is reached; raise fs.inotify.max_user_watches (and "
        "max_user_instances) with sysctl",
        path));
}

}  // namespace

bool is_delivered(std::string_view name) {
    return !name.empty() && !name.starts_with('.') &&
           std::ranges::none_of(unfinished_endings, [&](std::string_view ending) {
               return name.size() >= ending.size() &&
                      text::equal_in_any_case(name.substr(name.size() - ending.size()), ending);
           });
}

DeliveryFolder::DeliveryFolder(std::string root, Warn warn)
    : root_(std::move(root)),
      warn_(std::move(warn)),
      descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (descriptor_ < 0) throw_no_room(root_);
    try {
        if (!watch_folder(root_)) throw_gone(root_);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
    root_watch_ = folders_.begin()->first;
}

DeliveryFolder::~DeliveryFolder() { ::close(descriptor_); }

/// False if it is not there any more, or not to be read.
bool DeliveryFolder::watch_folder(const std::string& path) {
    const int watch = ::inotify_add_watch(descriptor_, path.c_str(), watched_events);
    if (watch >= 0) {
        folders_[watch] = path;
        return true;
    }
    if (errno == ENOSPC) throw_no_room(path);
    if (errno != ENOENT && errno != ENOTDIR && warn_) {
        warn_(fmt::format("cannot watch {}: {}", path, std::strerror(errno)));
    }
    return false;
}

void DeliveryFolder::scan(const Visit& visit) {
    require_root();
    watch_tree(root_, visit);
}

/// No event tells that a folder above it was moved.
void DeliveryFolder::require_root() const {
    std::error_code error;
    if (!fs::is_directory(root_, error)) throw_gone(root_);
}

/// Each folder is watched before it is listed, so that nothing arrives unseen between.
void DeliveryFolder::watch_tree(const std::string& top, const Visit& visit) {
    std::vector<std::string> open{top};
    while (!open.empty()) {
        const std::string folder = std::move(open.back());
        open.pop_back();
        if (!watch_folder(folder)) continue;
        std::error_code error;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            if (!is_delivered(entry->path().filename().native())) continue;
            std::error_code vanished;
            const fs::file_status status = entry->symlink_status(vanished);
            if (fs::is_directory(status)) open.push_back(entry->path().native());
            if (fs::is_regular_file(status)) visit(entry->path().native(), Arrival::found);
        }
        if (error && error != std::errc::no_such_file_or_directory && warn_) {
            warn_(fmt::format("cannot list {}: {}", folder, error.message()));
        }
    }
}

void DeliveryFolder::forget_tree(const std::string& top) {
    std::erase_if(folders_, [&](const auto& entry) {
        const auto& [watch, path] = entry;
        if (path != top && !path.starts_with(top + "/")) return false;
        ::inotify_rm_watch(descriptor_, watch);
        return true;
    });
}

void DeliveryFolder::read(const Visit& visit) {
    require_root();
    alignas(inotify_event) std::array<char, event_buffer_bytes> buffer;
    while (true) {
        const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            // The name is filled up with zeros.
            const std::string_view name(event.len > 0 ? buffer.data() + at + sizeof event : "");
            at += sizeof event + event.len;
            take_event(event.wd, event.mask, name, visit);
        }
    }
    if (std::exchange(overflowed_, false)) scan(visit);
}

void DeliveryFolder::take_event(int watch, std::uint32_t mask, std::string_view name,
                                const Visit& visit) {
    if ((mask & IN_Q_OVERFLOW) != 0) overflowed_ = true;
    if (watch == root_watch_ && (mask & (folder_gone | IN_IGNORED)) != 0) throw_gone(root_);
    if ((mask & IN_IGNORED) != 0) folders_.erase(watch);
    const auto folder = folders_.find(watch);
    if (folder == folders_.end() || !is_delivered(name)) return;
    const std::string path = fmt::format("{}/{}", folder->second, name);
    if ((mask & IN_ISDIR) == 0) {
        const bool finished = (mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0;
        if (finished || (mask & (IN_CREATE | IN_ATTRIB)) != 0) {
            visit(path, finished ? Arrival::finished : Arrival::found);
        }
    } else if ((mask & IN_MOVED_FROM) != 0) {
        forget_tree(path);
    } else if ((mask & (IN_CREATE | IN_MOVED_TO | IN_ATTRIB)) != 0) {
        watch_tree(path, visit);
    }
}

}  // namespace broadsheet::indexer
