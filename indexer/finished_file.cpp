#include "indexer/finished_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace broadsheet::indexer {

namespace {

FileStamp stamp_of(const struct stat& status) {
    constexpr std::int64_t second = 1'000'000'000;
    return {static_cast<std::uint64_t>(status.st_size),
            status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec};
}

FileState state_of(int descriptor) {
    if (::fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
        ::fcntl(descriptor, F_SETLEASE, F_UNLCK);
        return FileState::finished;
    }
    return errno == EAGAIN ? FileState::written : FileState::untold;
}

/// Says nothing of the file: too many are open, or the disk fails for a moment.
bool may_pass(int error) {
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO;
}

FileState state_without(int error) {
    if (error == EACCES || error == EPERM) return FileState::unreadable;
    return may_pass(error) ? FileState::untold : FileState::gone;
}

}  // namespace

FileLook look_at(const std::string& path) {
    // O_NONBLOCK: opening a FIFO must not wait for its writer.
    const int descriptor =
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY);
    if (descriptor < 0) return {state_without(errno), {}};
    struct stat status {};
    FileLook look;
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        look = {state_of(descriptor), stamp_of(status)};
    }
    ::close(descriptor);
    return look;
}

}  // namespace broadsheet::indexer
