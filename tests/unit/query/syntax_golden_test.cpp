// tests/golden/query/CASE/query.txt and what is made of it, expected.txt. Run with
// BROADSHEET_UPDATE_GOLDEN=1 to write the expected files anew; then read the difference.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "query/syntax/parser.hpp"
#include "tests/support/news_data.hpp"

namespace fs = std::filesystem;
using namespace broadsheet;
using broadsheet::tests::read_file;

namespace {

std::string shown(const std::string& kind, const std::string& input,
                  const query::Diagnostics& diagnostics) {
    std::string text;
    for (const auto& diagnostic : diagnostics) {
        text += kind + ' ' + diagnostic.code + " at " + std::to_string(diagnostic.range.offset) +
                '+' + std::to_string(diagnostic.range.length) + '\n' +
                query::with_caret(input, diagnostic) + "\n\n";
    }
    return text;
}

std::string result_of(const std::string& input) {
    const query::ParseResult result = query::parse(input);
    std::string text;
    if (result.tree) {
        text += "canonical: " + query::print(*result.tree) + "\n\n";
        text += query::print_tree(*result.tree) + '\n';
    } else if (result.empty()) {
        text += "empty\n\n";
    }
    text += shown("error", input, result.errors);
    text += shown("notice", input, result.notices);
    return text.substr(0, text.size() - 1);
}

std::vector<fs::path> cases() {
    std::vector<fs::path> folders;
    for (const auto& entry :
         fs::directory_iterator(tests::project_root() / "tests" / "golden" / "query")) {
        folders.push_back(entry.path());
    }
    std::ranges::sort(folders);
    return folders;
}

}  // namespace

TEST_CASE("every golden query is read as it was written down") {
    const bool update = std::getenv("BROADSHEET_UPDATE_GOLDEN") != nullptr;
    const auto folders = cases();
    CHECK(folders.size() >= 60);
    for (const fs::path& folder : folders) {
        std::string input = read_file(folder / "query.txt");
        if (input.ends_with('\n')) input.pop_back();  // an editor's
        const std::string result = result_of(input);
        if (update) std::ofstream(folder / "expected.txt", std::ios::binary) << result;
        INFO(folder.filename().string());
        CHECK(result == read_file(folder / "expected.txt"));
    }
}
