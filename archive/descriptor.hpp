// An open file that closes itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace broadsheet::archive {

/// What is done is done whole; else it throws ArchiveError, naming the path and the system's reason.
class Descriptor {
  public:
    /// `flags` are those of open(2); "cannot WHAT PATH: REASON" where it fails.
    Descriptor(const std::filesystem::path& path, int flags, std::string_view what);
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    /// To be written, in the place of what was there.
    static Descriptor create(const std::filesystem::path& path);

    /// Behind what was written so far.
    void write_all(std::string_view content) const;
    /// At that place.
    void write_at(std::string_view content, std::uint64_t at) const;

    /// Flushes it to disk.
    void sync() const;

    /// Without it what was written is not finished: some file systems report a failed write only now.
    void close();

  private:
    std::filesystem::path path_;
    int number_;
};

}  // namespace broadsheet::archive
