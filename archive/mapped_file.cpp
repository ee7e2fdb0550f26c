#include "archive/mapped_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "archive/archive_layout.hpp"

namespace broadsheet::archive {

namespace {

[[noreturn]] void throw_unreadable(const std::filesystem::path& path, int error) {
    throw ArchiveError(fmt::format("cannot read {}: {}", path.string(),
                                   std::generic_category().message(error)));
}

// The bytes of an open file. errno tells why there are none (data() is null then).
std::string_view map_all(int file) {
    static constexpr char nothing[] = "";
    struct stat status {};
    if (::fstat(file, &status) != 0) return {};
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return {nothing, 0};  // which the system refuses to map
    void* begin = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    if (begin == MAP_FAILED) return {};
    return {static_cast<const char*>(begin), size};
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return nullptr;
    if (file < 0) throw_unreadable(path, errno);
    const std::string_view bytes = map_all(file);
    const int error = errno;
    ::close(file);
    if (bytes.data() == nullptr) throw_unreadable(path, error);
    return std::shared_ptr<const MappedFile>(new MappedFile(bytes));
}

void MappedFile::forget() const {
    if (!bytes_.empty()) ::madvise(const_cast<char*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace broadsheet::archive
