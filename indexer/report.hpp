// What was refused, and why? One JSONL file a run in the archive's reports/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace broadsheet::indexer {

/// An input, or a part of one, that gave no article, or not all of one. Everything else goes on.
struct Refusal {
    std::string path;          ///< the file; "file.zip!member" within an archive
    std::uint64_t offset = 0;  ///< bytes into it where the refused part begins
    std::string reason;        ///< lower case, says what is wrong and what would be right
    /// The article is in the archive all the same, without what the reason names (an unreadable date,
    /// bytes that are no text): reported, but not refused.
    bool article_kept = false;
};

/// A refusal as one line of the report: {"path":…,"offset":…,"reason":…}. Bytes of a path that are
/// not UTF-8 appear as U+FFFD.
std::string report_line(const Refusal& refusal);

/// The report of one run: <UTC time>-<process id>.jsonl, made with the first refusal, so that a run
/// without any leaves none. Lines are written as they come: a run that is killed leaves what it
/// knew.
class Report {
  public:
    explicit Report(std::filesystem::path directory);

    /// Throws archive::ArchiveError where the report cannot be written.
    void add(const Refusal& refusal);

    /// Makes the report durable. Throws archive::ArchiveError.
    void finish();

    std::uint64_t count() const { return count_; }
    /// The file; empty where nothing was refused.
    const std::filesystem::path& path() const { return path_; }

  private:
    void open();
    void check() const;

    std::filesystem::path directory_, path_;
    std::ofstream file_;
    std::uint64_t count_ = 0;
};

}  // namespace broadsheet::indexer
