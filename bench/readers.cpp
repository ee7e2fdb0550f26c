// Times the readers alone, on one core: bytes of input a second to articles, nothing indexed.
//   broadsheet-bench-readers PATH... [--rounds N]      prints path, format, MB, articles, MB/s
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "indexer/readers/format.hpp"
#include "indexer/readers/input_stream.hpp"
#include "indexer/readers/reader.hpp"

namespace {

using namespace broadsheet;

/// Takes articles and lets them go.
struct CountingSink : indexer::ArticleSink {
    std::size_t articles = 0;
    void article(archive::Article&&) override { ++articles; }
    void refused(indexer::Refusal&&) override {}
    void finished_file(const std::string&, std::uint64_t) override {}
};

double seconds_of(const std::string& bytes, const indexer::Format& format, CountingSink& sink) {
    const auto started = std::chrono::steady_clock::now();
    indexer::MemorySource source(bytes);
    indexer::InputStream stream(source);
    const indexer::InputName name{"bench", "bench"};
    format.read(name, stream, {}, sink);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

bool measure(const std::string& path, int rounds) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto head = std::string_view(bytes).substr(0, indexer::format_mark_bytes);
    const indexer::FormatGuess guess = indexer::guess_format(head);
    if (guess.format == nullptr) {
        fmt::print(stderr, "broadsheet-bench-readers: {} {}\n", path, guess.refusal);
        return false;
    }
    double best = std::numeric_limits<double>::max();
    std::size_t articles = 0;
    for (int round = 0; round < rounds; ++round) {
        CountingSink sink;
        best = std::min(best, seconds_of(bytes, *guess.format, sink));
        articles = sink.articles;
    }
    const double mb = static_cast<double>(bytes.size()) / 1e6;
    fmt::print("{}\t{}\t{:.1f}\t{}\t{:.0f}\n", path.substr(path.rfind('/') + 1), guess.format->name,
               mb, articles, mb / best);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    int rounds = 5;
    std::vector<std::string> paths;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--rounds" && i + 1 < argc)
            rounds = std::atoi(argv[++i]);
        else
            paths.emplace_back(argv[i]);
    }
    if (paths.empty() || rounds < 1) {
        fmt::print(stderr, "usage: broadsheet-bench-readers PATH... [--rounds N]\n");
        return 2;
    }
    bool all = true;
    for (const std::string& path : paths) all = measure(path, rounds) && all;
    return all ? 0 : 1;
}
