// The sample archive, indexed by the real program, answers its judged queries: corpus/README.md.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "query/syntax/parser.hpp"
#include "tests/support/archive_fixture.hpp"
#include "tests/support/news_data.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace broadsheet;
using namespace broadsheet::tests;

namespace {

struct JudgedQuery {
    std::string id, kind, text;
    std::map<std::string, int> grades;  ///< by article
};

std::vector<std::vector<std::string>> read_table(const std::filesystem::path& path) {
    std::istringstream lines(read_file(path));
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(lines, line);  // the header
    while (std::getline(lines, line)) {
        std::vector<std::string> cells;
        std::istringstream cell_stream(line);
        for (std::string cell; std::getline(cell_stream, cell, '\t');) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

std::vector<JudgedQuery> judged_queries(const std::string& kind) {
    std::map<std::string, std::map<std::string, int>> grades;
    for (const auto& row : read_table(project_root() / "corpus" / "judgements.tsv")) {
        grades[row.at(0)][row.at(1)] = std::stoi(row.at(2));
    }
    std::vector<JudgedQuery> queries;
    for (const auto& row : read_table(project_root() / "corpus" / "queries.tsv")) {
        if (row.at(1) == kind) queries.push_back({row[0], row[1], row.at(2), grades[row[0]]});
    }
    return queries;
}

// Made once for all tests of this file.
const std::filesystem::path& corpus_archive() {
    static const TemporaryDirectory directory;
    static const std::filesystem::path path = [] {
        const auto archive = directory.path() / "news";
        const auto corpus = project_root() / "corpus";
        const AddSummary summary = add_to_archive(archive, {corpus / "text", corpus / "jsonl"});
        REQUIRE(summary.indexed == 72);
        REQUIRE(summary.refused == 0);
        return archive;
    }();
    return path;
}

// Discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), gains 2^grade - 1.
double gain_at_10(const std::vector<int>& grades) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(grades.size(), 10); ++i) {
        sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
    }
    return sum;
}

}  // namespace

TEST_CASE("every exact query of the sample archive finds its articles and no others") {
    query::Searcher searcher = open_searcher(corpus_archive());
    for (const JudgedQuery& judged : judged_queries("exact")) {
        query::SearchRequest request;
        request.query = judged.text;
        const auto found = all_ids(searcher, request);
        const std::set<std::string> ids(found.begin(), found.end());
        std::set<std::string> wanted;
        for (const auto& [article, grade] : judged.grades) wanted.insert(article);
        INFO(judged.id << ": " << judged.text);
        CHECK(ids == wanted);
        CHECK(found.size() == ids.size());
    }
}

TEST_CASE("the ranked queries of the sample archive have the best articles first") {
    query::Searcher searcher = open_searcher(corpus_archive());
    double reciprocal_ranks = 0, normalised_gains = 0;
    const auto queries = judged_queries("ranked");
    std::ostringstream table;
    for (const JudgedQuery& judged : queries) {
        query::SearchRequest request;
        request.query = judged.text;
        const auto ids = all_ids(searcher, request);
        std::vector<int> grades, ideal;
        for (const auto& id : ids) {
            const auto found = judged.grades.find(id);
            grades.push_back(found == judged.grades.end() ? 0 : found->second);
        }
        for (const auto& [article, grade] : judged.grades) ideal.push_back(grade);
        std::ranges::sort(ideal, std::greater<>());
        const auto best = std::ranges::find(grades, 2) - grades.begin();
        const double reciprocal = best == std::ssize(grades) ? 0 : 1.0 / static_cast<double>(best + 1);
        const double gain = gain_at_10(grades) / gain_at_10(ideal);
        reciprocal_ranks += reciprocal;
        normalised_gains += gain;
        table << judged.id << "  RR " << reciprocal << "  nDCG@10 " << gain << "  " << judged.text
              << '\n';
        const auto wanted = std::ranges::count(ideal, 2);
        constexpr std::ptrdiff_t first = 5;
        const auto among_first =
            std::count(grades.begin(), grades.begin() + std::min(first, std::ssize(grades)), 2);
        INFO(judged.id << ": " << judged.text);
        CHECK(among_first == std::min(wanted, first));
    }
    const auto count = static_cast<double>(queries.size());
    WARN(table.str() << "mean reciprocal rank " << reciprocal_ranks / count << ", mean nDCG@10 "
                     << normalised_gains / count);
    REQUIRE(queries.size() == 22);
    CHECK(reciprocal_ranks / count >= 0.97);
    CHECK(normalised_gains / count >= 0.97);
}
