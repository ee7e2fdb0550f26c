// A folder for temporary databases, removed with the object.
#pragma once

#include <filesystem>

namespace broadsheet::indexer {

class ScratchFolder {
  public:
    /// Throws std::system_error.
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace broadsheet::indexer
