// How do files become articles? Picks a reader by content and streams what it finds to a sink.
#pragma once

#include <filesystem>
#include <string>

#include "archive/article.hpp"
#include "indexer/readers/metadata.hpp"
#include "indexer/report.hpp"

namespace broadsheet::indexer {

/// Where a reader delivers. Called from the reading thread, in the order of the input; may block
/// (back-pressure) and may throw to stop the run.
class ArticleSink {
  public:
    virtual ~ArticleSink() = default;
    virtual void article(archive::Article&& article) = 0;
    virtual void refused(Refusal&& refusal) = 0;
    /// A file is done; for progress.
    virtual void finished_file(const std::string& path, std::uint64_t bytes) = 0;
    /// The system failed to give a file, or all of it, which is told to refused() as well: another time it
    /// may. Perhaps more than once for a file.
    virtual void unread(const std::filesystem::path& path) { static_cast<void>(path); }
    /// So many bytes more of a file were read, packed as they are; for progress.
    virtual void read_bytes(std::uint64_t bytes) { static_cast<void>(bytes); }
};

/// How inputs are to be read.
struct ReadOptions {
    std::string format = "auto";  ///< "auto" or the name of a format: see format.hpp
    std::string source = {};      ///< the source of articles that name none
    FieldMap fields = {};         ///< what JSON and tables call the fields, by --map
    /// The folder that a single file is read of, so that its articles get the ids that they have
    /// when the whole folder is read; empty for the folder that it lies in.
    std::filesystem::path below = {};
};

/// Reads a file, a folder (all files below it, in the order of their names), a compressed file or
/// an archive of files (gz, zst, xz, tar, zip…), or "-" for standard input. One bad input never
/// stops the rest: it goes to sink.refused().
void read_path(const std::filesystem::path& path, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet::indexer
