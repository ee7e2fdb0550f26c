#include "indexer/canonical_dump.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <vector>

#include "archive/stored_article.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::indexer {

namespace {

std::uint64_t with_layout(std::uint64_t index_checksum, const archive::StoredArticle& stored) {
    std::string numbers = fmt::format("{:x} {}", index_checksum, stored.word_count);
    for (const std::uint32_t position : stored.unit_positions) {
        numbers += fmt::format(" {}", position);
    }
    return XXH3_64bits(numbers.data(), numbers.size());
}

}  // namespace

void write_canonical_dump(const archive::ArchivePaths& paths,
                          const std::function<void(std::string_view line)>& write) {
    PublishedArticles published(paths);
    published.for_each_indexed([&](const PublishedArticles::Indexed& article) {
        const archive::StoredArticle stored =
            archive::decode_stored(article.bytes, published.dictionaries());
        write(fmt::format("{:016x} {}", with_layout(article.index_checksum, stored),
                          archive::to_json(stored)));
    });
}

}  // namespace broadsheet::indexer
