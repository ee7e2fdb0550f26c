// The threads behind `add`: workers that build blocks, and one that publishes batches.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "archive/article.hpp"
#include "indexer/batch.hpp"
#include "indexer/bounded_queue.hpp"
#include "indexer/dictionary_training.hpp"
#include "indexer/memory_budget.hpp"
#include "indexer/phrase_model.hpp"
#include "indexer/publisher.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::indexer {

/// What the archive has already, to learn from beside the articles to come.
struct PublishedSample {
    PhraseModelBuilder phrases;
    std::vector<LivingArticle> articles;  ///< only where the archive has no dictionary
};

/// Runs from construction to finish(). An error in any of its threads stops all of them and is
/// thrown by the next call. Signals are left to the caller's thread.
class Pipeline {
  public:
    /// `published` is what key phrases are measured against, beside the articles to come. The blocks that
    /// wait or are built take their share of `memory`. Once `stop` is true, no merge begins.
    Pipeline(Publisher& publisher, PublishedSample published, unsigned workers, MemoryBudget& memory,
             const std::atomic<bool>* stop = nullptr);
    /// Without finish(): drops what has not been published.
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Has the open block of `batch` built; waits while the workers have enough to do, or no memory is left.
    void build_block(const std::shared_ptr<Batch>& batch);

    /// Has a batch published that takes no more articles; waits while another is waiting already.
    void publish(const std::shared_ptr<Batch>& batch);

    /// Waits until everything is published, and merged.
    void finish();

  private:
    struct Block {
        std::shared_ptr<Batch> batch;
        std::size_t number;
        std::vector<archive::CopyMark> marks;  ///< of the articles
        std::vector<archive::Article> articles;
        std::shared_ptr<const PhraseModel> model;
        std::shared_ptr<const archive::Dictionary> dictionary;
        MemoryBudget::Share memory;  ///< which it gives back when it is built
    };

    void learn(const std::vector<archive::Article>& articles);
    void learn_dictionary();
    void release_held();

    void build_blocks(BlockBuilder& builder);
    void publish_batches();
    bool may_merge() const { return !stop_ || !*stop_; }
    void publish_batch(Batch& batch);
    void publish_blocks(const Batch& batch);
    bool wait_until_built(const Batch& batch);
    void guarded(const std::function<void()>& work) noexcept;
    void fail(std::exception_ptr error) noexcept;
    void join();
    void rethrow();

    Publisher& publisher_;
    const std::atomic<bool>* stop_;
    PhraseModelBuilder phrase_model_;  ///< of the caller's thread, as these:
    std::vector<LivingArticle> published_;  ///< until a dictionary is learnt
    std::uint64_t learnt_from_ = 0;    ///< articles, those passed over too
    bool is_dictionary_learnt_ = false;  ///< or was found not to pay

    std::vector<Block> held_;          ///< the first blocks, of which the model is learnt, and
    std::size_t held_bytes_ = 0;       ///< their shares
    MemoryBudget& memory_;
    BoundedQueue<Block> blocks_;
    BoundedQueue<std::shared_ptr<Batch>> batches_;
    std::mutex mutex_;
    std::condition_variable block_built_;
    bool stopped_ = false;
    std::exception_ptr error_;
    std::vector<BlockBuilder>
        builders_;  ///< one a worker; made here, where ICU sets itself up once
    std::vector<std::thread> workers_;
    std::thread publishing_;
};

}  // namespace broadsheet::indexer
