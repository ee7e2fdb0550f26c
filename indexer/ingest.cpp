#include "indexer/ingest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "archive/stored_article.hpp"
#include "indexer/duplicate_finder.hpp"
#include "indexer/embargo.hpp"
#include "indexer/phrase_model.hpp"
#include "indexer/pipeline.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;
using archive::Article;

namespace {

/// Thrown out of a reader when the run is to stop.
struct Interrupted {};

/// Knows of every id whether the archive will have it once all that was read is published, and in
/// what content.
class KnownArticles {
  public:
    explicit KnownArticles(const archive::ArchivePaths& paths) : published_(paths) {}

    std::optional<std::uint64_t> content_of(const std::string& id) {
        forget_published();
        for (auto batch = batches_.rbegin(); batch != batches_.rend(); ++batch) {
            if (const auto content = (*batch)->find(id)) return content;
        }
        if (const auto place = published_.find(id)) return place->content_hash;
        return std::nullopt;
    }

    /// `batch` will be published, after those before it.
    void expect(std::shared_ptr<Batch> batch) { batches_.push_back(std::move(batch)); }

  private:
    /// Batches that were published are found in the archive; the snapshot is taken after the look
    /// at `published`, so that it holds them.
    void forget_published() {
        if (batches_.empty() || !batches_.front()->published) return;
        std::size_t count = 0;
        while (count < batches_.size() && batches_[count]->published) ++count;
        published_.refresh();
        batches_.erase(batches_.begin(), batches_.begin() + static_cast<std::ptrdiff_t>(count));
    }

    PublishedArticles published_;
    std::deque<std::shared_ptr<Batch>> batches_;
};

/// What the readers deliver to: sorts out what is new and passes it to the pipeline.
class Intake : public ArticleSink {
  public:
    Intake(const archive::ArchivePaths& paths, Pipeline& pipeline, fs::path work_directory,
           const IngestOptions& options)
        : pipeline_(pipeline),
          work_directory_(std::move(work_directory)),
          options_(options),
          report_(paths.reports),
          known_(paths),
          duplicates_(paths) {}

    void article(Article&& article) override {
        stop_if_asked();
        const std::size_t bytes = text_bytes(article);
        ++summary_.progress.articles;
        summary_.progress.text_bytes += bytes;
        if (article.id.empty()) {
            tell_later(article, "the article has no id", summary_.progress.refused);
        } else if (bytes > max_article_text_bytes) {
            tell_later(article,
                       fmt::format("the article has {} bytes of text, more than {}", bytes,
                                   max_article_text_bytes),
                       summary_.progress.refused);
        } else if (article.status != archive::ArticleStatus::usable) {
            withdraw(article);
        } else if (is_embargoed(article, options_.now)) {
            tell_later(article,
                       fmt::format("embargoed until {}; add it again after that", article.embargo),
                       summary_.embargoed);
        } else {
            take(std::move(article));
        }
        show_progress();
    }

    void refused(Refusal&& refusal) override {
        stop_if_asked();  // first: an input that the stop cut short is not the input's fault
        report_.add(refusal);
        ++(refusal.article_kept ? summary_.reported : summary_.progress.refused);
        show_progress();
    }

    void finished_file(const std::string& path, std::uint64_t) override {
        tell_of_file(path);
        stop_if_asked();
        ++summary_.progress.files;
        show_progress();
    }

    void interrupted() { summary_.interrupted = true; }

    /// No more articles: what is open is passed on.
    void finish_reading(const std::string& last_path) {
        tell_of_file(last_path);
        if (batch_ && !batch_->is_empty()) close_batch();
    }

    /// The ids that the last word of the input withholds or withdraws.
    std::vector<std::string> withdrawn() const { return {withdrawn_.begin(), withdrawn_.end()}; }

    IngestSummary finish(std::size_t taken_down) {
        summary_.taken_down = taken_down;
        report_.finish();
        summary_.report = report_.path();
        return summary_;
    }

  private:
    /// At once where it has not been passed on; what is passed on or published is taken down at the
    /// end of the run.
    void withdraw(const Article& article) {
        duplicates_.forget(article.id);
        if (batch_ && batch_->remove(article.id)) {
            --summary_.indexed;
            if (known_.content_of(article.id)) --summary_.replaced;
        }
        withdrawn_.insert(article.id);
        tell_later(article,
                   fmt::format("{} by its source; the archive has it no more",
                               archive::status_name(article.status)),
                   summary_.withdrawn);
    }

    void take(Article&& article) {
        withdrawn_.erase(article.id);
        const std::uint64_t content = archive::content_hash(article);
        const bool in_batch = batch_ && batch_->find(article.id);
        const auto former = in_batch ? batch_->find(article.id) : known_.content_of(article.id);
        if (former == content) {
            ++summary_.unchanged;
            return;
        }
        if (!batch_) open_batch();
        if (former) {
            ++summary_.replaced;
            if (!in_batch) batch_->replaces_former(article.id);
        }
        ++summary_.indexed;
        const archive::CopyMark mark = duplicates_.place(article);
        batch_->add(std::move(article), content, mark);
        if (batch_->has_full_block()) pipeline_.build_block(batch_);
        if (batch_->is_full()) close_batch();
    }

    void open_batch() {
        const fs::path directory = work_directory_ / std::to_string(++batch_count_);
        fs::create_directory(directory);
        batch_ = std::make_shared<Batch>(directory, options_.limits);
    }

    void close_batch() {
        if (batch_->has_open_block()) pipeline_.build_block(batch_);
        pipeline_.publish(batch_);
        duplicates_.expect(batch_);
        known_.expect(std::exchange(batch_, nullptr));
    }

    /// The path is known when the file is done. Adds to `count` there and then.
    void tell_later(const Article& article, const std::string& reason, std::uint64_t& count) {
        told_.push_back(article.id.empty() ? reason
                                           : fmt::format("{} (id {})", reason, article.id));
        ++count;
    }

    void tell_of_file(const std::string& path) {
        for (std::string& reason : std::exchange(told_, {})) {
            report_.add({path, 0, std::move(reason)});
        }
    }

    void stop_if_asked() const {
        if (options_.stop && *options_.stop) throw Interrupted{};
    }

    void show_progress() const {
        if (options_.on_progress) options_.on_progress(summary_.progress);
    }

    Pipeline& pipeline_;
    fs::path work_directory_;
    const IngestOptions& options_;
    Report report_;
    KnownArticles known_;
    DuplicateFinder duplicates_;
    std::shared_ptr<Batch> batch_;  ///< the open one
    std::uint64_t batch_count_ = 0;
    std::set<std::string> withdrawn_;
    std::vector<std::string> told_;  ///< of articles of the file that is being read
    IngestSummary summary_;
};

void read_all(std::span<const fs::path> inputs, const ReadOptions& options, Intake& intake) {
    std::string last;
    try {
        for (const fs::path& input : inputs) {
            last = input.string();
            read_path(input, options, intake);
        }
    } catch (const Interrupted&) {
        intake.interrupted();
    }
    intake.finish_reading(last);
}

// What is published, for key phrases to be measured against: a sample that takes a fraction of a second.
PhraseModelBuilder learn_published(const archive::ArchivePaths& paths) {
    constexpr std::uint64_t sampled = 1'000;
    PhraseModelBuilder model;
    PublishedArticles(paths).for_each_sampled(sampled, [&](std::string_view bytes) {
        try {
            model.learn(archive::decode_stored(bytes).article);
        } catch (const archive::CorruptArticle&) {
            // `verify` tells of it; one article more or less teaches the same.
        }
    });
    return model;
}

unsigned worker_count(unsigned asked) {
    return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

IngestSummary ingest(const archive::ArchivePaths& paths, std::span<const fs::path> inputs,
                     const IngestOptions& options) {
    archive::create_or_check_archive(paths);
    Publisher publisher(paths, options.hook);
    const fs::path work_directory = publisher.make_work_directory();
    Pipeline pipeline(publisher, learn_published(paths), worker_count(options.jobs));
    Intake intake(paths, pipeline, work_directory, options);
    read_all(inputs, options.reading, intake);
    pipeline.finish();
    fs::remove_all(work_directory);
    const auto withdrawn = intake.withdrawn();
    const Takedown takedown = withdrawn.empty() ? Takedown{} : publisher.take_down(withdrawn);
    return intake.finish(takedown.deleted.size());
}

}  // namespace broadsheet::indexer
