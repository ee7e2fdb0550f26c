#include "indexer/pipeline.hpp"

#include <utility>

#include "archive/stored_article.hpp"
#include "indexer/signals_blocked.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

// One batch is being published, one waits, one is read: enough that nobody idles, little to hold.
constexpr std::size_t waiting_batches = 1;

// All of the first articles are learnt from before any is built, of the later ones one in so many: by
// a thousand, the common words of a language are known.
constexpr std::uint64_t first_learnt = 1'000;
constexpr std::uint64_t later_learnt = 16;

}  // namespace

Pipeline::Pipeline(Publisher& publisher, PublishedSample published, unsigned workers,
                   MemoryBudget& memory, const std::atomic<bool>* stop)
    : publisher_(publisher),
      stop_(stop),
      phrase_model_(std::move(published.phrases)),
      published_(std::move(published.articles)),
      memory_(memory),
      blocks_(workers),
      batches_(waiting_batches),
      builders_(workers) {
    const SignalsBlocked signals_blocked;
    for (BlockBuilder& builder : builders_) {
        workers_.emplace_back([this, &builder] { guarded([&] { build_blocks(builder); }); });
    }
    publishing_ = std::thread([this] { guarded([this] { publish_batches(); }); });
}

Pipeline::~Pipeline() {
    fail(nullptr);
    join();
}

void Pipeline::build_block(const std::shared_ptr<Batch>& batch) {
    const std::size_t number = batch->block_count();
    Block block{batch, number, batch->take_marks(), batch->take_block(), nullptr, nullptr, {}};
    std::size_t bytes = 0;
    for (const archive::Article& article : block.articles) bytes += text_bytes(article) * memory_per_text_byte;
    // What is held gives nothing back: beside it, no more is waited for than there is.
    if (held_bytes_ + bytes > memory_.size()) release_held();
    block.memory = memory_.take(bytes);
    held_bytes_ += bytes;
    learn(block.articles);
    held_.push_back(std::move(block));
    if (learnt_from_ >= first_learnt) release_held();
}

/// In the order of the input, so that the model of a block is the same whatever the workers do.
void Pipeline::learn(const std::vector<archive::Article>& articles) {
    for (const archive::Article& article : articles) {
        if (learnt_from_ < first_learnt || learnt_from_ % later_learnt == 0) {
            phrase_model_.learn(article);
        }
        ++learnt_from_;
    }
}

/// Where the archive has none: of a run that brings enough, or, where few come at a time, once the archive
/// has enough. What it is made from does not hang on what the workers do.
void Pipeline::learn_dictionary() {
    if (is_dictionary_learnt_ || publisher_.dictionary()) return;
    is_dictionary_learnt_ = true;
    const std::vector<LivingArticle> published = std::exchange(published_, {});
    if (learnt_from_ < least_samples && learnt_from_ + published.size() < first_learnt) return;
    std::vector<Sample> samples;
    for (const LivingArticle& known : published) samples.push_back(known.sample());
    for (const Block& block : held_) {
        for (std::size_t i = 0; i < block.articles.size(); ++i) {
            const archive::Article& article = block.articles[i];
            const archive::Cluster cluster = i < block.marks.size() ? block.marks[i].cluster : 0;
            samples.push_back({&article, archive::content_hash(article), cluster});
        }
    }
    if (auto contents = train_dictionary(samples)) publisher_.add_dictionary(std::move(*contents));
}

void Pipeline::release_held() {
    if (held_.empty()) return;
    held_bytes_ = 0;
    learn_dictionary();
    const auto dictionary = publisher_.dictionary();
    const auto model = phrase_model_.model();
    for (Block& block : std::exchange(held_, {})) {
        block.model = model;
        block.dictionary = dictionary;
        if (!blocks_.push(std::move(block))) rethrow();
    }
}

void Pipeline::publish(const std::shared_ptr<Batch>& batch) {
    release_held();
    if (!batches_.push(batch)) rethrow();
}

void Pipeline::finish() {
    release_held();
    blocks_.close();
    batches_.close();
    join();
    rethrow();
}

void Pipeline::build_blocks(BlockBuilder& builder) {
    while (auto block = blocks_.pop()) {
        builder.build(std::move(block->articles), block->batch->block_path(block->number),
                      *block->model, block->marks, block->dictionary.get());
        block->memory = {};
        const std::lock_guard lock(mutex_);
        ++block->batch->built_blocks;
        block_built_.notify_all();
    }
}

void Pipeline::publish_batches() {
    while (auto batch = batches_.pop()) {
        if (!wait_until_built(**batch)) return;
        publish_batch(**batch);
        if (may_merge()) publisher_.merge_beside();
    }
    {
        const std::lock_guard lock(mutex_);
        if (stopped_) return;
    }
    publisher_.merge_by_policy(stop_);
}

void Pipeline::publish_batch(Batch& batch) {
    if (batch.has_articles()) publish_blocks(batch);
    fs::remove_all(batch.directory());
    batch.published = true;
}

void Pipeline::publish_blocks(const Batch& batch) {
    for (const auto& [block, indices] : batch.superseded()) {
        drop_from_block(batch.block_path(block), indices);
    }
    std::vector<fs::path> blocks;
    for (std::size_t i = 0; i < batch.block_count(); ++i) blocks.push_back(batch.block_path(i));
    publisher_.publish(blocks, batch.replaced());
}

/// False if it never will be, because the threads are to stop.
bool Pipeline::wait_until_built(const Batch& batch) {
    std::unique_lock lock(mutex_);
    block_built_.wait(lock, [&] { return stopped_ || batch.built_blocks == batch.block_count(); });
    return !stopped_;
}

void Pipeline::guarded(const std::function<void()>& work) noexcept {
    try {
        work();
    } catch (...) {
        fail(std::current_exception());
    }
}

/// Stops all threads; the first error is the one to tell.
void Pipeline::fail(std::exception_ptr error) noexcept {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        if (!error_) error_ = std::move(error);
        block_built_.notify_all();
    }
    memory_.abandon();
    blocks_.abandon();
    batches_.abandon();
}

void Pipeline::join() {
    for (std::thread& worker : workers_) {
        if (worker.joinable()) worker.join();
    }
    if (publishing_.joinable()) publishing_.join();
}

void Pipeline::rethrow() {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
}

}  // namespace broadsheet::indexer
