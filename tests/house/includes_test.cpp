#include <catch2/catch.hpp>
#include <fstream>

#include "tests/house/include_rules.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

namespace broadsheet::tests {
namespace {

void write(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

std::vector<std::string> texts(const std::vector<Violation>& violations) {
    std::vector<std::string> out;
    for (const Violation& violation : violations) out.push_back(violation.text());
    return out;
}

TEST_CASE("no room includes a higher one, and Xapian stays behind its doors") {
    REQUIRE(count_sources(project_root()) > 50);
    for (const Violation& violation : check_includes(project_root())) {
        FAIL_CHECK(violation.text());
    }
}

TEST_CASE("an include from a lower room to a higher one is named with file and line") {
    const TemporaryDirectory root;
    write(root.path() / "text/words.hpp", "#pragma once\n#include <string>\n#include \"query/searcher.hpp\"\n");
    write(root.path() / "indexer/readers/x.cpp", "#include \"text/words.hpp\"\n#  include <query/lexicon.hpp>\n");
    write(root.path() / "searchd/ok.cpp", "#include \"query/searcher.hpp\"\n#include \"archive/article.hpp\"\n");
    CHECK(texts(check_includes(root.path())) ==
          std::vector<std::string>{
              "indexer/readers/x.cpp:2: room indexer must not include room query (query/lexicon.hpp)",
              "text/words.hpp:3: room text must not include room query (query/searcher.hpp)"});
}

TEST_CASE("Xapian's headers outside the named files are named with file and line") {
    const TemporaryDirectory root;
    write(root.path() / "searchd/session.cpp", "\n#include <xapian.h>\n");
    write(root.path() / "query/searcher.hpp", "#include <xapian/query.h>\n");
    write(root.path() / "query/searcher.cpp", "#include <xapian.h>\n");
    const auto found = texts(check_includes(root.path()));
    REQUIRE(found.size() == 2);
    CHECK(found[0].starts_with("query/searcher.hpp:1: Xapian's headers"));
    CHECK(found[1].starts_with("searchd/session.cpp:2: Xapian's headers"));
}

}  // namespace
}  // namespace broadsheet::tests
