// An open file that closes itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
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

    /// To be written and read, by nobody else: its name is removed at once, and it goes when it is closed, or when the
    /// process ends in whatever way.
    static std::unique_ptr<Descriptor> create_nameless(const std::filesystem::path& path);

    /// Behind what was written so far.
    void write_all(std::string_view content) const;
    /// At that place.
    void write_at(std::string_view content, std::uint64_t at) const;

    /// Fills `content` with what stands at that place; less there is a failure.
    void read_at(std::span<char> content, std::uint64_t at) const;

    /// Flushes it to disk.
    void sync() const;

    /// Without it what was written is not finished: some file systems report a failed write only now.
    void close();

  private:
    std::filesystem::path path_;
    int number_;
};

}  // namespace broadsheet::archive
