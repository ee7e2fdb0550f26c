// Which articles answer a query? The one door to reading an archive.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "query/patience.hpp"
#include "query/result_page.hpp"
#include "query/suggest.hpp"

namespace broadsheet::query {

class Snapshot;

/// What all searchers of an archive share and nobody changes: the lexicon and the columns of the
/// facets, of one generation. Thread-safe.
class ArchiveReader {
  public:
    /// Opens an archive. Throws archive::ArchiveError.
    explicit ArchiveReader(std::filesystem::path archive);
    ~ArchiveReader();

    const std::filesystem::path& path() const { return path_; }

    /// The newest published generation, loaded if it changed since the last call. If a newer one
    /// cannot be loaded, the former stays and `problem` says why.
    std::shared_ptr<const Snapshot> current(std::string* problem = nullptr);

  private:
    struct State;
    std::filesystem::path path_;
    std::unique_ptr<State> state_;
};

using ExplainOutcome = std::variant<Explanation, QueryErrors>;

/// Answers queries. Not thread-safe: one a thread, all of one ArchiveReader. Sees a newer generation
/// at the next call. Throws archive::ArchiveError where the archive cannot be read.
class Searcher {
  public:
    /// Opens the segments at once, so that it can answer even if the archive's folder is moved away.
    explicit Searcher(std::shared_ptr<ArchiveReader> reader);
    ~Searcher();
    Searcher(Searcher&&) noexcept;

    SearchOutcome search(const SearchRequest& request);

    /// The article with this id; with a query, the matches of it are marked. An empty query marks
    /// nothing.
    ArticleOutcome article(std::string_view id, std::string_view query, const TimeLimit& limit = {});

    ArchiveSummary summary();

    ExplainOutcome explain(std::string_view query);

    /// Completions and corrections for what is being typed.
    Suggestions suggest(std::string_view input);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::query
