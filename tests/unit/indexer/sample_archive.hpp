// Small archives for the tests of the writing side.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/article.hpp"
#include "archive/stored_article.hpp"
#include "indexer/published_articles.hpp"
#include "indexer/publisher.hpp"
#include "indexer/segment_builder.hpp"

namespace broadsheet::tests {

inline archive::Article article(const std::string& id, const std::string& text) {
    archive::Article made;
    made.id = id;
    made.headline = "Article " + id;
    made.date = "2025-07-09";
    made.source = "Test";
    made.language = "en";
    made.sections = {
        {archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, text}}}};
    return made;
}

/// An id and the text of its article.
using Texts = std::vector<std::pair<std::string, std::string>>;

inline std::vector<archive::Article> articles(const Texts& texts) {
    std::vector<archive::Article> made;
    for (const auto& [id, text] : texts) made.push_back(article(id, text));
    return made;
}

/// Publishes articles as one segment; of those that the archive has, the former version goes.
inline void publish(indexer::Publisher& publisher, const Texts& texts) {
    const auto block = publisher.make_work_directory() / "0";
    indexer::BlockBuilder().build(articles(texts), block);
    std::vector<std::string> ids;
    for (const auto& [id, text] : texts) ids.push_back(id);
    publisher.publish({&block, 1}, ids);
    std::filesystem::remove_all(block.parent_path());
}

/// All articles of an archive as JSON, ordered by id: equal for equal archives.
inline std::vector<std::string> dump(const archive::ArchivePaths& paths) {
    std::vector<std::string> lines;
    indexer::PublishedArticles published(paths);
    published.for_each_stored([&](std::string_view bytes) {
        lines.push_back(archive::to_json(archive::decode_stored(bytes, published.dictionaries())));
    });
    return lines;
}

/// The texts of an archive's articles, ordered by id.
inline Texts texts_in(const archive::ArchivePaths& paths) {
    Texts texts;
    indexer::PublishedArticles published(paths);
    published.for_each_stored([&](std::string_view bytes) {
        const auto stored = archive::decode_stored(bytes, published.dictionaries()).article;
        texts.emplace_back(stored.id, stored.sections.at(0).paragraphs.at(0).text);
    });
    return texts;
}

}  // namespace broadsheet::tests
