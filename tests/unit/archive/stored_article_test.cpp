#include "archive/stored_article.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "archive/dictionary.hpp"

using namespace broadsheet::archive;

namespace {

StoredArticle small_article() {
    StoredArticle stored;
    stored.article.id = "a1";
    stored.article.headline = "Truce “holds”";
    stored.article.date = "2025-07-09";
    stored.article.sections = {{SectionKind::commentary, 2, "A \"heading\"",
                                {{ParagraphKind::quote, "停戦\t\\ and \u0001"}}}};
    stored.word_count = 7;
    stored.unit_positions = {1, 259, 4294967295U};
    return stored;
}

}  // namespace

TEST_CASE("a stored article comes back as it was") {
    const StoredArticle stored = small_article();
    CHECK(decode_stored(encode(stored), {}) == stored);
    CHECK(decode_stored(encode(StoredArticle{}), {}) == StoredArticle{});
}

TEST_CASE("every flip of a single bit in a stored article is noticed") {
    const std::string bytes = encode(small_article());
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string flipped = bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        INFO("bit " << bit);
        CHECK_THROWS_AS(decode_stored(flipped, {}), CorruptArticle);
    }
}

TEST_CASE("a stored article that is cut short or goes on is noticed") {
    const std::string bytes = encode(small_article());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_THROWS_AS(decode_stored(std::string_view(bytes).substr(0, length), {}), CorruptArticle);
    }
    CHECK_THROWS_AS(decode_stored(bytes + '\0', {}), CorruptArticle);
    CHECK_THROWS_AS(decode_stored(std::string(1000, '\0'), {}), CorruptArticle);
}

TEST_CASE("the content hash tells any change of an article, and no other thing") {
    Article article = small_article().article;
    const auto hash = content_hash(article);
    CHECK(content_hash(small_article().article) == hash);
    article.sections[0].paragraphs[0].text += '.';
    CHECK(content_hash(article) != hash);
    article = small_article().article;
    article.sections[0].level = 1;
    CHECK(content_hash(article) != hash);
}

TEST_CASE("an article as JSON is one line") {
    CHECK(to_json(small_article()).find('\n') == std::string::npos);
}

TEST_CASE("status and embargo are kept where there are such, and else leave the bytes alone") {
    StoredArticle stored = small_article();
    CHECK(to_json(stored).find("status") == std::string::npos);
    CHECK(to_json(stored).find("embargo") == std::string::npos);
    const auto hash = content_hash(stored.article);
    stored.article.embargo = "2025-07-09T14:30Z";
    CHECK(content_hash(stored.article) != hash);
    for (const auto status : {ArticleStatus::withheld, ArticleStatus::withdrawn}) {
        stored.article.status = status;
        CHECK(decode_stored(encode(stored), {}) == stored);
    }
}
