// The articles of one cluster of copies, by its name.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "indexer/segment_builder.hpp"
#include "query/searcher.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/wire_copies.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

archive::Article article_of(const std::string& id, const std::string& text) {
    archive::Article article;
    article.id = id;
    article.language = "en";
    article.sections = {{archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, text}}}};
    return article;
}

/// Three copies, another article, and one without words, which is in no cluster.
struct WithCopies {
    TemporaryDirectory directory;
    archive::ArchivePaths paths{directory.path() / "news"};

    WithCopies() {
        const std::string report = CopyDesk(1).joined(CopyDesk(1).words(100));
        const std::string other = CopyDesk(2).joined(CopyDesk(2).words(100));
        write_archive(paths, {{article_of("a", report), article_of("b", report), article_of("c", report),
                               article_of("d", other), article_of("e", "—")}});
    }

    std::shared_ptr<query::ArchiveReader> reader() const {
        return std::make_shared<query::ArchiveReader>(paths.root);
    }
};

std::string cluster_of(query::Searcher& searcher, const std::string& id) {
    query::SearchRequest request;
    request.query = "id:" + id;
    return search(searcher, request).hits.at(0).cluster;
}

std::uint64_t total_of_cluster(query::Searcher& searcher, const std::string& cluster) {
    query::SearchRequest request;
    request.filters.cluster = cluster;
    return search(searcher, request).total;
}

}  // namespace

TEST_CASE("a cluster has its copies, and the number of none has no articles") {
    const WithCopies news;
    query::Searcher searcher(news.reader());
    CHECK(total_of_cluster(searcher, cluster_of(searcher, "a")) == 3);
    CHECK(total_of_cluster(searcher, cluster_of(searcher, "d")) == 1);
    CHECK(cluster_of(searcher, "e").empty());
    CHECK(total_of_cluster(searcher, "0000000000000000") == 0);
    CHECK(total_of_cluster(searcher, "0000000000000001") == 0);
}

TEST_CASE("a copy that a writer is just deleting is left out of its cluster") {
    const WithCopies news;
    const auto reader = news.reader();
    query::Searcher early(reader);
    const std::string cluster = cluster_of(early, "a");
    REQUIRE(total_of_cluster(early, cluster) == 3);  // reads who is a copy of whom, for all searchers
    const auto segment = archive::read_segment_list(news.paths).names.at(0);
    indexer::delete_from_segment(news.paths.segment(segment), std::vector<std::string>{"b"});
    query::Searcher late(reader);  // the list is the same still
    CHECK(total_of_cluster(late, cluster) == 2);
}
