// Who may include whom? The rules of docs/ARCHITECTURE.md, "The house", read off the sources.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet::tests {

struct Violation {
    std::string file;  ///< relative to the root
    int line = 0;
    std::string rule;  ///< what it breaks
    std::string text() const { return file + ":" + std::to_string(line) + ": " + rule; }
};

/// Every include in the rooms below `root` that goes from a lower room to a higher one, or names
/// Xapian's headers where they do not belong.
std::vector<Violation> check_includes(const std::filesystem::path& root);

/// How many source files were read: a check that reads none says nothing.
std::size_t count_sources(const std::filesystem::path& root);

}  // namespace broadsheet::tests
