// The files of web/ that are served as they are, from a table that is built at start: a request can
// name an entry of the table and nothing else.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace broadsheet::searchd {

struct StaticFile {
    std::string content;
    std::string content_type;
    std::string hash;  ///< of the content: what pages write after ?v=
};

class StaticFiles {
  public:
    StaticFiles() = default;

    /// Reads the files right under `web_root` whose kind is known; templates and other folders are
    /// left out. Throws std::runtime_error naming the file that cannot be read.
    explicit StaticFiles(const std::filesystem::path& web_root);

    /// The file of this name, or null.
    const StaticFile* find(std::string_view name) const;

  private:
    std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace broadsheet::searchd
