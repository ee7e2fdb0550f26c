// Is a file complete, or does someone still write to it?
#pragma once

#include <cstdint>
#include <string>

namespace broadsheet::indexer {

/// By which another content of a file is known.
struct FileStamp {
    std::uint64_t size = 0;
    std::int64_t modified = 0;  ///< nanoseconds since 1970
    auto operator<=>(const FileStamp&) const = default;
};

enum class FileState {
    finished,    ///< no process has it open for writing
    written,     ///< one has
    untold,      ///< the system does not say: of files of other users, on network file systems, or just now
    unreadable,  ///< no permission
    gone,        ///< or no regular file
};

struct FileLook {
    FileState state = FileState::gone;
    FileStamp stamp;
};

/// Asks for a read lease of the file (fcntl(2), F_SETLEASE), which the kernel grants only where no
/// process has it open for writing, and gives it back at once. A process that opens the file for
/// writing in between is held for that moment, and the kernel sends this one SIGIO, which must be
/// ignored.
FileLook look_at(const std::string& path);

}  // namespace broadsheet::indexer
