// Times the results page (exact total, facets, ten hits with snippets) by class of query.
//   broadsheet-bench-pages ARCHIVE QUERIES.tsv [ROUNDS]
// QUERIES.tsv has the columns class and query. Prints TSV: class, queries, mean, p50, p95, p99 (all ms),
// mean total; each query's time is its best of ROUNDS (default 3), after one round to warm up.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "query/searcher.hpp"

namespace {

using namespace broadsheet;

struct Class {
    std::vector<std::string> queries;
    std::vector<double> ms;
    double totals = 0;
};

// Classes in the order of the file.
std::vector<std::pair<std::string, Class>> read_queries(const char* path) {
    std::vector<std::pair<std::string, Class>> classes;
    std::ifstream in(path);
    if (!in) throw std::runtime_error(fmt::format("cannot read {}", path));
    for (std::string line; std::getline(in, line);) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos) continue;
        const std::string name = line.substr(0, tab);
        auto found = std::ranges::find(classes, name, &std::pair<std::string, Class>::first);
        if (found == classes.end()) found = classes.insert(classes.end(), {name, {}});
        found->second.queries.push_back(line.substr(tab + 1));
    }
    return classes;
}

double time_page(query::Searcher& searcher, const std::string& text, double& total) {
    query::SearchRequest request;
    request.query = text;
    const auto started = std::chrono::steady_clock::now();
    const auto outcome = searcher.search(request);
    const auto ended = std::chrono::steady_clock::now();
    const auto* page = std::get_if<query::ResultPage>(&outcome);
    if (page == nullptr) throw std::runtime_error(fmt::format("no answer to {}", text));
    total = static_cast<double>(page->total);
    return std::chrono::duration<double, std::milli>(ended - started).count();
}

double percentile(const std::vector<double>& sorted, double share) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(share * last + 0.5)];
}

void measure(query::Searcher& searcher, Class& of, int rounds) {
    for (const auto& text : of.queries) {
        double total = 0, best = std::numeric_limits<double>::max();
        time_page(searcher, text, total);
        for (int round = 0; round < rounds; ++round) {
            best = std::min(best, time_page(searcher, text, total));
        }
        of.ms.push_back(best);
        of.totals += total;
    }
    std::ranges::sort(of.ms);
}

void print(const std::string& name, const Class& of) {
    double sum = 0;
    for (const double ms : of.ms) sum += ms;
    const auto count = static_cast<double>(of.ms.size());
    fmt::print("{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.0f}\n", name, of.ms.size(), sum / count,
               percentile(of.ms, 0.5), percentile(of.ms, 0.95), percentile(of.ms, 0.99),
               of.totals / count);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: broadsheet-bench-pages ARCHIVE QUERIES.tsv [ROUNDS]\n");
        return 2;
    }
    try {
        query::Searcher searcher(std::make_shared<query::ArchiveReader>(argv[1]));
        auto classes = read_queries(argv[2]);
        const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
        for (auto& [name, of] : classes) {
            measure(searcher, of, rounds);
            print(name, of);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "broadsheet-bench-pages: {}\n", error.what());
        return 1;
    }
}
