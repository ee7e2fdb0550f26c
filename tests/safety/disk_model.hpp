// What may be on a disk after a power cut?
//
// POSIX promises of a file that its bytes are there if it was flushed after they were written, and of
// a name that it is there if its folder was flushed after it was given. Of everything since, anything
// may be there or not: names before the bytes they name, some blocks of a write and not others.
// This model is told every change and every flush of a run, in order, and makes such disks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace broadsheet::tests {

/// One line of the journal (tests/faults/journal_format.hpp), and what a write wrote.
struct JournalRecord {
    std::string call;
    std::vector<std::string> fields;
    std::string bytes;

    std::uint64_t number(std::size_t field) const { return std::stoull(fields.at(field)); }
    std::string line() const;
};

std::vector<JournalRecord> read_journal(const std::filesystem::path& path);

class DiskModel {
  public:
    /// A disk that holds what is below `folder`, all of it flushed.
    explicit DiskModel(const std::filesystem::path& folder);

    void apply(const JournalRecord& record);

    enum class Cut {
        flushed,      ///< what was flushed, and nothing else
        names_first,  ///< all names, but only flushed bytes
        at_random,    ///< of each name and each block, the old or the new
        none,         ///< all that was done: no power cut
    };

    /// Makes what may be found after a power cut now, in the new folder `target`.
    void write_to(const std::filesystem::path& target, Cut cut, std::mt19937& random) const;

  private:
    using Number = std::size_t;  ///< of a node: an inode number may be used again
    using Names = std::map<std::string, Number>;

    struct Node {
        bool is_folder = false;
        std::string bytes, flushed_bytes;
        Names names, flushed_names;
    };

    Number scan(const std::filesystem::path& path);
    Number add(std::uint64_t inode, bool is_folder);
    Node& node(std::uint64_t inode) { return nodes_.at(numbers_.at(inode)); }
    void write_folder(const Node& folder, const std::filesystem::path& target, Cut cut,
                      std::mt19937& random) const;
    static Names names_after(const Node& folder, Cut cut, std::mt19937& random);
    static std::string bytes_after(const Node& file, Cut cut, std::mt19937& random);

    std::vector<Node> nodes_;
    std::map<std::uint64_t, Number> numbers_;  ///< inode → node
    Number root_ = 0;
};

/// The first difference between two folders, by names and bytes; empty if there is none.
std::string first_difference(const std::filesystem::path& one, const std::filesystem::path& other);

}  // namespace broadsheet::tests
