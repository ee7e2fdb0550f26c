// Which articles wait for their time? The archive's embargoed.jsonl.
//
// An article under embargo is in no segment, so that no search, count, completion or export can
// know of it: it lies in this file, whole, an article a line (archive::to_line()), until a run of
// the writer after its time brings it in. The file is replaced as a whole and durably.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/article.hpp"
#include "indexer/version_order.hpp"

namespace broadsheet::indexer {

/// As much may wait, as lines: some ten thousand articles, where an agency's embargoes are some
/// hundreds. They are held in memory while a writer runs.
inline constexpr std::size_t max_embargoed_bytes = std::size_t{64} << 20;

/// At most one version of each article. Changes are on disk with save(). Not thread-safe; for the
/// one who holds the archive's lock, and for readers of numbers.
class EmbargoedArticles {
  public:
    /// Throws ArchiveError where the file cannot be read or a line of it is damaged.
    explicit EmbargoedArticles(std::filesystem::path file);

    /// Takes an article, whose embargo must have an end, in the place of another version of it.
    /// False, and nothing is changed, where there is no room left.
    bool hold(const archive::Article& article);
    /// False if it is not here.
    bool remove(const std::string& id);

    std::optional<VersionMark> version_of(const std::string& id) const;
    /// Throws ArchiveError; the id must be here.
    archive::Article article(const std::string& id) const;

    /// The ids of those whose time has come, in the order of their times.
    std::vector<std::string> due(std::chrono::sys_seconds now) const;
    /// When the next is due.
    std::optional<std::chrono::sys_seconds> next_release() const;
    std::size_t count() const { return entries_.size(); }

    /// Writes what has changed; no file is left where nothing waits. Throws ArchiveError.
    void save();

  private:
    struct Entry {
        VersionMark version;
        std::chrono::sys_seconds until;
        std::string line;
    };
    void read();
    bool enter(const archive::Article& article, std::string line);

    std::filesystem::path file_;
    std::map<std::string, Entry> entries_;
    std::size_t bytes_ = 0;
    bool changed_ = false;
};

}  // namespace broadsheet::indexer
