// Times the results page (exact total, ten hits with snippets, with facets and without) by class of query.
//   broadsheet-bench-pages ARCHIVE QUERIES.tsv [ROUNDS [CLASS]]
// QUERIES.tsv has the columns class and query; what follows them is for others. Prints TSV: class, mean, p50, p95, p99 with
// facets, mean and p99 without (all ms), mean total; each query's time is its best of ROUNDS (default 3), after one round to
// warm up. It is the processor time of the thread, which on an idle machine is the time that passes, and on a shared one does
// not count what others do. With CLASS only that class is timed: something to profile.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "query/searcher.hpp"

namespace {

using namespace broadsheet;

struct Class {
    std::vector<std::string> queries;
    std::vector<double> ms, ms_without_facets;
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
        const std::string rest = line.substr(tab + 1);
        found->second.queries.push_back(rest.substr(0, rest.find('\t')));
    }
    return classes;
}

double thread_ms() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double time_page(query::Searcher& searcher, const std::string& text, bool facets, double& total) {
    query::SearchRequest request;
    request.query = text;
    request.facets = facets;
    const double started = thread_ms();
    const auto outcome = searcher.search(request);
    const double ended = thread_ms();
    const auto* page = std::get_if<query::ResultPage>(&outcome);
    if (page == nullptr) throw std::runtime_error(fmt::format("no answer to {}", text));
    total = static_cast<double>(page->total);
    return ended - started;
}

double best_of(query::Searcher& searcher, const std::string& text, bool facets, int rounds, double& total) {
    double best = std::numeric_limits<double>::max();
    time_page(searcher, text, facets, total);
    for (int round = 0; round < rounds; ++round) {
        best = std::min(best, time_page(searcher, text, facets, total));
    }
    return best;
}

double percentile(const std::vector<double>& sorted, double share) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(share * last + 0.5)];
}

void measure(query::Searcher& searcher, Class& of, int rounds) {
    for (const auto& text : of.queries) {
        double total = 0;
        of.ms.push_back(best_of(searcher, text, true, rounds, total));
        of.ms_without_facets.push_back(best_of(searcher, text, false, rounds, total));
        of.totals += total;
    }
    std::ranges::sort(of.ms);
    std::ranges::sort(of.ms_without_facets);
}

double mean(const std::vector<double>& ms) {
    return std::accumulate(ms.begin(), ms.end(), 0.0) / static_cast<double>(ms.size());
}

void print(const std::string& name, const Class& of) {
    fmt::print("{}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.0f}\n", name, mean(of.ms),
               percentile(of.ms, 0.5), percentile(of.ms, 0.95), percentile(of.ms, 0.99),
               mean(of.ms_without_facets), percentile(of.ms_without_facets, 0.99),
               of.totals / static_cast<double>(of.ms.size()));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: broadsheet-bench-pages ARCHIVE QUERIES.tsv [ROUNDS [CLASS]]\n");
        return 2;
    }
    try {
        query::Searcher searcher(std::make_shared<query::ArchiveReader>(argv[1]));
        auto classes = read_queries(argv[2]);
        const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
        for (auto& [name, of] : classes) {
            if (argc > 4 && name != argv[4]) continue;
            measure(searcher, of, rounds);
            print(name, of);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "broadsheet-bench-pages: {}\n", error.what());
        return 1;
    }
}
