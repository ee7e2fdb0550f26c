#include "archive/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "archive/archive_layout.hpp"

namespace broadsheet::archive {

namespace {

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path) {
    throw ArchiveError(fmt::format("cannot {} {}: {}", what, path.string(),
                                   std::generic_category().message(errno)));
}

/// `write` takes what is left, and says how much of it it has written.
template <typename Write>
void write_whole(std::string_view content, const std::filesystem::path& path, Write write) {
    while (!content.empty()) {
        const ssize_t count = write(content);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail("write", path);
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace

Descriptor::Descriptor(const std::filesystem::path& path, int flags, std::string_view what)
    : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (number_ < 0) fail(what, path_);
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Descriptor Descriptor::create(const std::filesystem::path& path) {
    return {path, O_WRONLY | O_CREAT | O_TRUNC, "create"};
}

std::unique_ptr<Descriptor> Descriptor::create_nameless(const std::filesystem::path& path) {
    auto file = std::make_unique<Descriptor>(path, O_RDWR | O_CREAT | O_TRUNC, "create");
    if (::unlink(path.c_str()) != 0) fail("remove", path);
    return file;
}

void Descriptor::write_all(std::string_view content) const {
    write_whole(content, path_, [&](std::string_view left) { return ::write(number_, left.data(), left.size()); });
}

void Descriptor::write_at(std::string_view content, std::uint64_t at) const {
    const std::uint64_t end = at + content.size();
    write_whole(content, path_, [&](std::string_view left) {
        return ::pwrite(number_, left.data(), left.size(), static_cast<off_t>(end - left.size()));
    });
}

void Descriptor::read_at(std::span<char> content, std::uint64_t at) const {
    while (!content.empty()) {
        const ssize_t count = ::pread(number_, content.data(), content.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) errno = EIO;  // it has become shorter
        if (count <= 0) fail("read", path_);
        content = content.subspan(static_cast<std::size_t>(count));
        at += static_cast<std::uint64_t>(count);
    }
}

void Descriptor::sync() const {
    if (::fsync(number_) != 0) fail("flush to disk", path_);
}

void Descriptor::close() {
    if (::close(std::exchange(number_, -1)) != 0 && errno != EINTR) fail("close", path_);
}

}  // namespace broadsheet::archive
