// A directory that goes with the test that made it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>

namespace broadsheet::tests {

class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string name = (parent() / "broadsheet-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("cannot make a temporary directory");
        }
        path_ = name;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    // In memory where there is such a place: the tests flush to disk thousands of times.
    static std::filesystem::path parent() {
        const std::filesystem::path memory = "/dev/shm";
        return std::getenv("TMPDIR") == nullptr && std::filesystem::is_directory(memory)
                   ? memory
                   : std::filesystem::temp_directory_path();
    }

    std::filesystem::path path_;
};

/// The names of what is in a folder.
inline std::set<std::string> names_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

}  // namespace broadsheet::tests
