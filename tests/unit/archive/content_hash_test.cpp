// The hashes of articles are in archives: they must stay what they are, those of the JSON that Boost.JSON writes.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "archive/stored_article.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

using namespace broadsheet::archive;

namespace {

/// Of the article within to_line(), which is Boost.JSON's.
std::uint64_t hash_of_boosts_json(const Article& article) {
    const std::string line = to_line(article);
    const std::string name = R"(,"article":)";
    const std::size_t begin = line.find(name) + name.size();
    return XXH3_64bits(line.data() + begin, line.size() - 1 - begin);
}

Article full_article() {
    Article article;
    article.id = "a1";
    article.version = "2";
    article.headline = "Truce “holds”";
    article.byline = "Jane \"Roe\"";
    article.dateline = "DOHA\\";
    article.date = "2025-07-09";
    article.source = "Sample\tWire";
    article.desk = "world";
    article.language = "en";
    article.url = "https://example.org/a?b=c&d=/";
    article.places = {"Gaza", "", "Doha"};
    article.topics = {"truce"};
    article.sections = {{SectionKind::commentary, 2, "A heading",
                         {{ParagraphKind::quote, "停戦\r\n\b\f and \u0001\u001f\u007f", "ja"},
                          {ParagraphKind::paragraph, ""}}},
                        {SectionKind::body, 255, "", {}}};
    return article;
}

}  // namespace

TEST_CASE("the content hash is that of the article as Boost.JSON writes it") {
    Article article;
    CHECK(content_hash(article) == hash_of_boosts_json(article));
    article = full_article();
    CHECK(content_hash(article) == hash_of_boosts_json(article));
    article.embargo = "2025-07-09T14:30Z";
    CHECK(content_hash(article) == hash_of_boosts_json(article));
    article.status = ArticleStatus::withheld;
    CHECK(content_hash(article) == hash_of_boosts_json(article));
}

TEST_CASE("every byte is written for the content hash as Boost.JSON writes it") {
    for (int byte = 0; byte < 256; ++byte) {
        Article article;
        article.headline = std::string("a") + static_cast<char>(byte) + "b" + static_cast<char>(byte);
        INFO(byte);
        CHECK(content_hash(article) == hash_of_boosts_json(article));
    }
}

TEST_CASE("the content hash of an article of today is that of former versions") {
    CHECK(content_hash(full_article()) == 0x94C10A4E9E3DE983);
}
