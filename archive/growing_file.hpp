// A file that is written from its beginning to its end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace broadsheet::archive {

/// Whole writes or ArchiveError; without close() it is not finished. Not on disk when it is closed:
/// sync_path().
class GrowingFile {
  public:
    /// In the place of what was there.
    explicit GrowingFile(const std::filesystem::path& path);
    ~GrowingFile();
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    void write(std::string_view bytes, std::uint64_t at);

    /// Some file systems report a failed write only now.
    void close();

  private:
    [[noreturn]] void fail(std::string_view what) const;

    std::filesystem::path path_;
    int file_;
};

}  // namespace broadsheet::archive
