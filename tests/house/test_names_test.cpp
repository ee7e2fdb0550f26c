// CTest must be able to run every test by its name.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <string>

#include "tests/support/news_data.hpp"

namespace fs = std::filesystem;
using namespace broadsheet::tests;

// CMake takes a semicolon for the end of an item: it makes two tests of such a name, neither of which
// finds anything to run, and both of which pass.
TEST_CASE("no test has a semicolon in its name") {
    static const std::regex name(R"re(TEST_CASE\(\s*"([^"]*)")re");
    std::size_t names = 0;
    for (const auto& entry : fs::recursive_directory_iterator(project_root() / "tests")) {
        if (entry.path().extension() != ".cpp") continue;
        const std::string source = read_file(entry.path());
        for (std::sregex_iterator at(source.begin(), source.end(), name), end; at != end; ++at) {
            INFO(entry.path() << ": " << (*at)[1]);
            CHECK((*at)[1].str().find(';') == std::string::npos);
            ++names;
        }
    }
    CHECK(names > 100);
}
