// What the index answers alone, and that it never leaves out what the spans would find.
#include "query/compiler.hpp"

#include <catch2/catch.hpp>
#include <xapian.h>

#include <set>
#include <string>

#include "indexer/published_articles.hpp"
#include "query/binder.hpp"
#include "query/open_segments.hpp"
#include "query/snapshot.hpp"
#include "query/spans.hpp"
#include "query/syntax/parser.hpp"
#include "tests/property/random_news.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

archive::Article article_of(const std::string& id, const std::string& headline, const std::string& text) {
    archive::Article article;
    article.id = id;
    article.language = "en";
    article.date = "2025-07-09";
    article.headline = headline;
    article.sections = {{archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, text}}}};
    return article;
}

class Compiled {
  public:
    explicit Compiled(std::vector<archive::Article> articles) : paths_(directory_.path() / "news") {
        write_archive(paths_, {std::move(articles)});
        snapshot_ = query::ArchiveReader(paths_.root).current();
        database_ = query::open_segments(paths_, snapshot_->segments());
    }

    query::BoundQuery bound(const std::string& text) const {
        const auto parsed = query::parse(text);
        if (!parsed.tree) return {query::BoundNode{query::Filter{}}, 0, {}, {}, false};
        return query::bind(*parsed.tree, *snapshot_);
    }

    bool exact(const std::string& text) const {
        return compiled(bound(text)).exact();
    }

    /// Asks the index alone, and the spans of every stored article.
    void compare(const std::string& text) const {
        const query::BoundQuery query = bound(text);
        const query::CompiledQuery compiled = this->compiled(query);
        Xapian::Enquire enquire(database_);
        enquire.set_query(compiled.xapian());
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        const Xapian::MSet candidates = enquire.get_mset(0, database_.get_doccount());
        std::set<std::string> proposed, found;
        for (auto at = candidates.begin(); at != candidates.end(); ++at) {
            proposed.insert(archive::decode_stored(at.get_document().get_data(), snapshot_->dictionaries()).article.id);
        }
        indexer::PublishedArticles(paths_).for_each_stored([&](std::string_view bytes) {
            const archive::StoredArticle stored = archive::decode_stored(bytes, snapshot_->dictionaries());
            if (query::evaluate(query.root, *query::stored_source(stored), nullptr)) found.insert(stored.article.id);
        });
        INFO(text << "\n" << compiled.description());
        for (const std::string& id : found) CHECK(proposed.contains(id));
        if (compiled.exact()) CHECK(proposed == found);
    }

  private:
    query::CompiledQuery compiled(const query::BoundQuery& query) const {
        return query::CompiledQuery(query.root, {query::Everything{}}, database_, snapshot_->rows());
    }

    TemporaryDirectory directory_;
    archive::ArchivePaths paths_;
    std::shared_ptr<const query::Snapshot> snapshot_;
    Xapian::Database database_;
};

}  // namespace

TEST_CASE("the index alone answers words, filters and pairs of common words, what asks where words stand is verified") {
    const Compiled archive({article_of("a", "Truce in Qatar", "A cease-fire held. The truce talks went on in Doha."),
                            article_of("b", "Talks fail", "Talking of oil, the ceasefire ended.")});
    const auto [query, exact] = GENERATE(table<std::string, bool>({
        {"truce", true},
        {"truce AND (talks OR oil) NOT doha", true},
        {"\"truce talks\"", false},
        {"cease-fire", false},
        {"headline:truce", true},
        {"headline:\"truce in\"", false},
        {"date:2025 AND lang:en", true},
        {"wc>3", true},
        {"tal*", true},
        {"truce W/3 talks", false},
        {"truce PRE/3 talks", false},
        {"headline:(truce W/3 qatar)", false},
        {"\"in the\"", true},
        {"\"in the truce\"", false},
        {"lead:truce", false},
        {"body:truce", false},
        {"truce W/S talks", false},
        {"truce W/3/S talks", false},
        {"truce NOT W/3 talks", false},
        {"(truce W/3 talks) W/5 doha", false},
        {"\"truce talks\"~3", false},
        {"ATLEAST2(truce)", false},
        {"CAPS(truce)", false},
        {"truce NOT CAPS(oil)", false},
        {"lead:(truce W/3 talks)", false},
    }));
    CAPTURE(query);
    CHECK(archive.exact(query) == exact);
}

TEST_CASE("the index proposes every article in which the spans find something") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Dice dice(seed);
        const auto articles = random_articles(dice, 10);
        const Compiled archive(articles);
        for (int i = 0; i < 25; ++i) archive.compare(random_query(dice, articles));
    }
}
