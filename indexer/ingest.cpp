#include "indexer/ingest.hpp"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "archive/stored_article.hpp"
#include "indexer/intake.hpp"
#include "indexer/phrase_model.hpp"
#include "indexer/pipeline.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

void read_all(std::span<const fs::path> inputs, const ReadOptions& options, Intake& intake) {
    try {
        intake.release_embargoed();
        for (const fs::path& input : inputs) {
            intake.begin_input(input);
            read_path(input, options, intake);
        }
    } catch (const Interrupted&) {
        intake.interrupted();
    }
    intake.finish_reading();
}

// What is published, for key phrases to be measured against, and for a dictionary, where there is none: a
// sample that takes a fraction of a second.
PublishedSample learn_published(const archive::ArchivePaths& paths, bool has_dictionary) {
    constexpr std::uint64_t sampled = 1'000;
    PublishedSample sample;
    PublishedArticles published(paths);
    published.for_each_sampled(sampled, [&](const PublishedArticles::Sampled& known) {
        try {
            archive::Article article = archive::decode_stored(known.bytes, published.dictionaries()).article;
            sample.phrases.learn(article);
            if (has_dictionary) return;
            sample.articles.push_back({std::move(article), known.content_hash, known.cluster.value_or(0)});
        } catch (const archive::CorruptArticle&) {
            // `verify` tells of it; one article more or less teaches the same.
        }
    });
    return sample;
}

unsigned worker_count(unsigned asked) {
    return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

IngestSummary ingest(const archive::ArchivePaths& paths, std::span<const fs::path> inputs,
                     const IngestOptions& options) {
    archive::create_or_check_archive(paths);
    MemoryBudget memory(options.memory);
    Publisher publisher(paths, options.hook, &memory);
    const fs::path work_directory = publisher.make_work_directory();
    Pipeline pipeline(publisher, learn_published(paths, publisher.dictionary() != nullptr),
                      worker_count(options.jobs), memory, options.stop);
    Intake intake(paths, pipeline, work_directory, options);
    read_all(inputs, options.reading, intake);
    pipeline.finish();
    fs::remove_all(work_directory);
    archive::sync_path(paths.segments);  // or a power cut brings the blocks back
    intake.keep_what_is_aside();
    const auto withdrawn = intake.withdrawn();
    const Takedown takedown =
        withdrawn.empty() ? Takedown{} : publisher.take_down(withdrawn, options.purge);
    return intake.finish(takedown.deleted.size());
}

}  // namespace broadsheet::indexer
