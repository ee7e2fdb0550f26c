// A file as bytes in memory, read by the system page by page as they are looked at.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace broadsheet::archive {

/// Mapped as long as this lives, also when the file is replaced or removed meanwhile. Only for files
/// that are never changed in place: one that shrank under its mapping would end the process.
class MappedFile {
  public:
    /// Nothing where there is no such file. Throws ArchiveError where there is one that cannot be
    /// read.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return bytes_; }

    /// Has the process forget the pages that it looked at, which count as its memory; they are read again, most likely
    /// from the system's cache, when they are looked at again.
    void forget() const;

  private:
    explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
    std::string_view bytes_;
};

/// Goes through more of a mapped file than is to count as the process's memory, without coming back.
template <typename Mapped>
class PassingBy {
  public:
    /// `mapped` has forget(), and outlives this.
    explicit PassingBy(const Mapped& mapped) : mapped_(&mapped) {}

    /// So many bytes of it were looked at.
    void looked_at(std::size_t bytes) {
        bytes_ += bytes;
        if (bytes_ < most_bytes) return;
        mapped_->forget();
        bytes_ = 0;
    }

  private:
    static constexpr std::size_t most_bytes = std::size_t{8} << 20;
    const Mapped* mapped_;
    std::size_t bytes_ = 0;
};

}  // namespace broadsheet::archive
