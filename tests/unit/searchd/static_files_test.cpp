#include "searchd/static_files.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using searchd::StaticFiles;

TEST_CASE("The table holds the files of the pages, and no templates") {
    const auto root = tests::project_root() / "web";
    const StaticFiles files(root);
    REQUIRE(files.find("style.css") != nullptr);
    CHECK(files.find("style.css")->content == tests::read_file(root / "style.css"));
    CHECK(files.find("style.css")->content_type == "text/css; charset=utf-8");
    REQUIRE(files.find("favicon.svg") != nullptr);
    CHECK(files.find("favicon.svg")->content_type == "image/svg+xml");
    for (const char* name : {"", "templates", "home.mustache", "templates/home.mustache",
                             "../README.md", "./style.css", "STYLE.CSS"}) {
        INFO(name);
        CHECK(files.find(name) == nullptr);
    }
}

TEST_CASE("A file that changes gets another hash, and a folder that is not there is named") {
    const tests::TemporaryDirectory directory;
    const auto path = directory.path() / "a.css";
    std::ofstream(path) << "a {}";
    const StaticFiles before(directory.path());
    std::ofstream(path) << "b {}";
    const StaticFiles after(directory.path());
    CHECK(before.find("a.css")->hash != after.find("a.css")->hash);
    CHECK_THROWS_WITH(StaticFiles("/no/such/folder"), Catch::Contains("/no/such/folder"));
}
