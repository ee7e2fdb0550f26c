#include "archive/growing_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "archive/archive_layout.hpp"

namespace broadsheet::archive {

GrowingFile::GrowingFile(const std::filesystem::path& path)
    : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
    if (file_ < 0) fail("create");
}

GrowingFile::~GrowingFile() {
    if (file_ >= 0) ::close(file_);
}

void GrowingFile::write(std::string_view bytes, std::uint64_t at) {
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(count));
        at += static_cast<std::uint64_t>(count);
    }
}

void GrowingFile::close() {
    if (::close(std::exchange(file_, -1)) != 0 && errno != EINTR) fail("close");
}

void GrowingFile::fail(std::string_view what) const {
    throw ArchiveError(fmt::format("cannot {} {}: {}", what, path_.string(),
                                   std::generic_category().message(errno)));
}

}  // namespace broadsheet::archive
