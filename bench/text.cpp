// Times the analyzer on a text: MB/s of tokens with offsets, of sentences, of both.
//   broadsheet-bench-text FILE [ROUNDS]      a line is a paragraph
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "text/analyzer.hpp"
#include "text/sentence_breaker.hpp"

namespace {

using namespace broadsheet::text;

template <typename Work>
double best_seconds(int rounds, Work work) {
    double best = std::numeric_limits<double>::max();
    for (int round = 0; round < rounds; ++round) {
        const auto started = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                                            started).count());
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: broadsheet-bench-text FILE [ROUNDS]\n");
        return 2;
    }
    std::ifstream in(argv[1]);
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    std::vector<std::string> paragraphs;
    double bytes = 0;
    for (std::string line; std::getline(in, line);) {
        bytes += static_cast<double>(line.size());
        paragraphs.push_back(std::move(line));
    }
    if (bytes == 0) {
        fmt::print(stderr, "broadsheet-bench-text: cannot read {}, or it is empty\n", argv[1]);
        return 1;
    }
    Analyzer analyzer;
    TokenList tokens;
    std::vector<ByteRange> sentences;
    std::size_t words = 0, ends = 0;
    const double analysis = best_seconds(rounds, [&] {
        words = 0;
        for (const auto& paragraph : paragraphs) {
            analyzer.analyze(paragraph, tokens);
            words += tokens.size();
        }
    });
    const double breaking = best_seconds(rounds, [&] {
        ends = 0;
        for (const auto& paragraph : paragraphs) {
            break_sentences(paragraph, sentences);
            ends += sentences.size();
        }
    });
    const double mb = bytes / 1e6;
    fmt::print("{:.1f}\t{}\t{}\t{:.0f}\t{:.0f}\t{:.0f}\n", mb, words, ends, mb / analysis,
               mb / breaking, mb / (analysis + breaking));
}
