// Articles enough to make a dictionary of, and an archive that is stored by it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "indexer/dictionary_training.hpp"
#include "tests/support/shared_news.hpp"
#include "tests/unit/indexer/sample_archive.hpp"

namespace broadsheet::tests {

inline Texts news_texts(int count) {
    Texts texts;
    for (int i = 0; i < count; ++i) texts.emplace_back(fmt::format("n{:04}", i), news_text(i));
    return texts;
}

inline std::vector<indexer::Sample> samples_of(const std::vector<archive::Article>& made) {
    std::vector<indexer::Sample> samples;
    for (const auto& article : made) samples.push_back({&article, archive::content_hash(article), 0});
    return samples;
}

/// Publishes articles that are stored by a new dictionary of their own.
inline void publish_by_dictionary(indexer::Publisher& publisher, const Texts& texts) {
    const auto made = articles(texts);
    const auto dictionary = publisher.add_dictionary(*indexer::make_dictionary(samples_of(made)));
    const auto block = publisher.make_work_directory() / "0";
    indexer::BlockBuilder().build(made, block, {}, {}, dictionary.get());
    publisher.publish({&block, 1}, {});
    std::filesystem::remove_all(block.parent_path());
}

}  // namespace broadsheet::tests
