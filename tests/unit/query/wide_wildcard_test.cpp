// Wildcards that stand for more forms than are weighed one by one, by themselves and within spellings and phrases.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "query/binder.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

using Ids = std::set<std::string>;

archive::Article article_of(const std::string& id, const std::string& headline, const std::string& text) {
    archive::Article article;
    article.id = id;
    article.language = "en";
    article.headline = headline;
    article.sections = {{archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, text}}}};
    return article;
}

/// So many forms of self-def* and selfdef* that none is weighed by itself, and a few articles that tell queries apart.
class ManyForms {
  public:
    ManyForms() : searcher_(made(directory_.path() / "news")) {}

    Ids found(const std::string& text, query::Sort sort) {
        query::SearchRequest request;
        request.query = text;
        request.sort = sort;
        Ids ids;
        for (const std::string& id : all_ids(searcher_, request)) {
            if (id.size() > 1) ids.insert(id);  // not those of the forms
        }
        return ids;
    }

  private:
    static query::Searcher made(const std::filesystem::path& path) {
        std::vector<archive::Article> forms;
        for (std::size_t i = 0; i <= query::max_weighted_forms; ++i) {
            const std::string form = std::string("def") + static_cast<char>('a' + i);
            forms.push_back(article_of(form.substr(3), "", form + " self" + form));
        }
        write_archive(archive::ArchivePaths(path),
                      {forms,
                       {article_of("hyphen", "Self-defence", "A word."), article_of("one", "A word", "Oil selfdefence."),
                        article_of("row", "A word", "Oil. Self defended, oil."),
                        article_of("other", "A word", "Oil selfd-efence."),
                        article_of("turned", "A word", "Defence of self, oil.")}});
        return open_searcher(path);
    }

    TemporaryDirectory directory_;
    query::Searcher searcher_;
};

}  // namespace

TEST_CASE("a wildcard of very many forms is found in every spelling, and in phrases, distances and zones") {
    ManyForms archive;
    const auto [query, ids] = GENERATE(table<std::string, Ids>({
        {"self-def*", {"hyphen", "one", "row"}},
        {"selfdef*", {"hyphen", "one", "other"}},
        {"headline:self-def*", {"hyphen"}},
        {"oil NOT self-def*", {"other", "turned"}},
        {"oil W/2 self-def*", {"one", "row"}},
        {"\"oil self-def*\"", {"one", "row"}},
        {"\"(self|oil) def*\"", {"hyphen", "row"}},
        {"\"(def*|word) (of|oil)\"", {"turned", "row"}},
        {"\"(self def*|defence of) oil\"~1", {"row", "turned"}},
        {"ATLEAST2(self-def* OR oil)", {"one", "row"}},
    }));
    const auto sort = GENERATE(query::Sort::relevance, query::Sort::newest);
    CAPTURE(query);
    CHECK(archive.found(query, sort) == ids);
}
