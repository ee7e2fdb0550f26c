// Reads every folder of tests/golden/readers: see its README.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "archive/stored_article.hpp"
#include "indexer/readers/reader.hpp"
#include "tests/support/news_data.hpp"
#include "tests/unit/indexer/collecting_sink.hpp"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using broadsheet::tests::CollectingSink;

bool says_nothing(const json::value& value) {
    return (value.is_string() && value.get_string().empty()) ||
           (value.is_array() && value.get_array().empty());
}

json::object without_empty(const json::object& object) {
    json::object out;
    for (const auto& [key, value] : object) {
        if (!says_nothing(value)) out.emplace(key, value);
    }
    return out;
}

json::object article_json(const broadsheet::archive::Article& article) {
    broadsheet::archive::StoredArticle stored;
    stored.article = article;
    const json::value exported = json::parse(broadsheet::archive::to_json(stored));
    json::object out = without_empty(exported.as_object());
    out.erase("words");
    return out;
}

json::value result_of(const CollectingSink& sink, const fs::path& folder) {
    json::array articles;
    for (const auto& article : sink.articles) articles.push_back(article_json(article));
    json::array refusals;
    for (const auto& refusal : sink.refusals) {
        refusals.push_back(
            json::object{{"path", fs::path(refusal.path).lexically_relative(folder).string()},
                         {"offset", refusal.offset},
                         {"reason", refusal.reason}});
    }
    return json::object{{"articles", articles}, {"refusals", refusals}};
}

}  // namespace

TEST_CASE("golden inputs give the articles that they should") {
    std::set<fs::path> folders;
    for (const auto& entry :
         fs::directory_iterator(broadsheet::tests::project_root() / "tests/golden/readers")) {
        if (entry.is_directory()) folders.insert(entry.path());
    }
    REQUIRE_FALSE(folders.empty());
    for (const fs::path& folder : folders) {
        fs::path input;
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().stem() == "input") input = entry.path();
        }
        INFO(folder.filename().string());
        CollectingSink sink;
        broadsheet::indexer::read_path(input, {}, sink);
        const json::value actual = result_of(sink, folder);
        const json::value expected =
            json::parse(broadsheet::tests::read_file(folder / "expected.json"));
        INFO(json::serialize(actual));
        CHECK((actual == expected));
    }
}
