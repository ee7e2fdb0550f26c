#include "tests/house/include_rules.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace broadsheet::tests {

namespace {

namespace fs = std::filesystem;

// A room may include itself and these.
const std::map<std::string, std::set<std::string>>& rooms_below() {
    static const std::map<std::string, std::set<std::string>> rooms = {
        {"text", {}},
        {"archive", {"text"}},
        {"indexer", {"text", "archive"}},
        {"query", {"text", "archive"}},
        {"searchd", {"text", "archive", "query"}},
    };
    return rooms;
}

// The only files that see Xapian; everything else sees them.
const std::set<std::string>& xapian_files() {
    static const std::set<std::string> files = {
        "indexer/dictionary_retirement.cpp", "indexer/document_builder.cpp", "indexer/index_check.cpp",
        "indexer/index_contents.cpp", "indexer/on_database.hpp", "indexer/open_tables.cpp",
        "indexer/published_articles.cpp",
        "indexer/segment_builder.cpp", "indexer/segment_lexicon.cpp", "indexer/segment_positions.cpp",
        "indexer/segment_sketches.cpp", "indexer/sketch_lookup.cpp", "query/any_term_source.cpp",
        "query/any_term_source.hpp",
        "query/archive_reader.cpp", "query/compiler.cpp", "query/copy_column.cpp", "query/each_value.hpp",
        "query/facets.cpp",
        "query/indexed_articles.cpp", "query/lexicon_loading.cpp",
        "query/matcher.cpp", "query/open_segments.hpp", "query/phrase_facet.cpp", "query/searcher.cpp",
        "query/segment_numbers.hpp"};
    return files;
}

bool is_source(const fs::path& path) {
    static const std::set<std::string> endings = {".hpp", ".cpp", ".h", ".cc"};
    return endings.contains(path.extension().string());
}

template <typename Visit>
void each_source(const fs::path& root, Visit visit) {
    for (const auto& [room, below] : rooms_below()) {
        if (!fs::is_directory(root / room)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
            if (entry.is_regular_file() && is_source(entry.path())) visit(room, entry.path());
        }
    }
}

std::optional<std::string> broken_rule(const std::string& room, const std::string& file,
                                       const std::string& included) {
    if (included == "xapian.h" || included.starts_with("xapian/")) {
        if (xapian_files().contains(file)) return std::nullopt;
        return "Xapian's headers belong in a few .cpp files only, not here";
    }
    const std::size_t slash = included.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const std::string other = included.substr(0, slash);
    if (!rooms_below().contains(other) || other == room) return std::nullopt;
    if (rooms_below().at(room).contains(other)) return std::nullopt;
    return "room " + room + " must not include room " + other + " (" + included + ")";
}

}  // namespace

std::vector<Violation> check_includes(const fs::path& root) {
    static const std::regex include_line(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
    std::vector<Violation> violations;
    each_source(root, [&](const std::string& room, const fs::path& path) {
        const std::string file = fs::relative(path, root).string();
        std::ifstream in(path);
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            std::smatch found;
            if (!std::regex_search(line, found, include_line)) continue;
            if (const auto rule = broken_rule(room, file, found[1])) {
                violations.push_back({file, number, *rule});
            }
        }
    });
    std::ranges::sort(violations, {}, [](const Violation& v) { return std::pair(v.file, v.line); });
    return violations;
}

std::size_t count_sources(const fs::path& root) {
    std::size_t count = 0;
    each_source(root, [&](const std::string&, const fs::path&) { ++count; });
    return count;
}

}  // namespace broadsheet::tests
