// What becomes of an article that was read? It is new, the same as before, a newer version or an
// older one, not to be shown yet, or not to be shown any more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "indexer/batch.hpp"
#include "indexer/duplicate_finder.hpp"
#include "indexer/embargoed_articles.hpp"
#include "indexer/ingest.hpp"
#include "indexer/known_articles.hpp"
#include "indexer/pipeline.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/report.hpp"
#include "indexer/version_order.hpp"
#include "indexer/withdrawals.hpp"

namespace broadsheet::indexer {

/// Thrown out of a reader when the run is to stop.
struct Interrupted {};

/// What the readers deliver to: sorts out what is new and passes it to the pipeline. For the reading
/// thread of a run that holds the archive's lock.
class Intake : public ArticleSink {
  public:
    Intake(const archive::ArchivePaths& paths, Pipeline& pipeline,
           std::filesystem::path work_directory, const IngestOptions& options);

    /// Takes the articles whose embargo is over. Before anything is read: what is read may be newer.
    void release_embargoed();

    /// All that follows is of this input, by whose path it is told of where the file's is not known.
    void begin_input(const std::filesystem::path& input);

    void article(archive::Article&& article) override;
    void refused(Refusal&& refusal) override;
    void finished_file(const std::string& path, std::uint64_t bytes) override;
    void unread(const std::filesystem::path& path) override;
    void read_bytes(std::uint64_t bytes) override { summary_.progress.read_bytes += bytes; }

    void interrupted() { summary_.interrupted = true; }

    /// No more articles: what is open is passed on.
    void finish_reading();

    /// What is published, or will be, and the last word of the input withholds or withdraws.
    std::vector<std::string> withdrawn() const { return {withdrawn_.begin(), withdrawn_.end()}; }

    /// Once all is published: makes durable what waits and what was withdrawn.
    void keep_what_is_aside();

    IngestSummary finish(std::size_t taken_down);

  private:
    void admit(archive::Article&& article);
    void withdraw(const archive::Article& article);
    void put_aside(const archive::Article& article);
    void take(archive::Article&& article);
    void outdate_waiting(const archive::Article& article, bool is_new);
    void add(archive::Article&& article, std::uint64_t content, bool replaces);

    std::optional<std::uint64_t> content_of(const std::string& id);
    std::optional<VersionMark> version_of(const std::string& id);
    bool is_in_batch(const std::string& id) const { return batch_ && batch_->find(id); }
    void open_batch();
    void close_batch();

    void tell(const std::string& id, std::string reason, std::uint64_t& count);
    void tell_outdated(const archive::Article& article, std::string_view than,
                       const VersionMark& newer);
    void tell_of_file(const std::string& path);
    void stop_if_asked() const;
    void show_progress() const;

    Pipeline& pipeline_;
    std::filesystem::path work_directory_;
    const IngestOptions& options_;
    Report report_;
    KnownArticles known_;
    DuplicateFinder duplicates_;
    EmbargoedArticles embargoed_;
    Withdrawals withdrawals_;
    std::shared_ptr<Batch> batch_;  ///< the open one
    std::uint64_t batch_count_ = 0;
    std::set<std::string> withdrawn_;
    std::string input_;
    std::vector<std::string> told_;  ///< of articles of the file that is being read
    IngestSummary summary_;
};

}  // namespace broadsheet::indexer
