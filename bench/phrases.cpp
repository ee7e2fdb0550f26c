// What are these articles about? Prints the key phrases of articles, for judging them by eye
// (docs/key-phrases.md), and how long they took.
//   broadsheet-bench-phrases EVERY FILE...     those of every EVERYth article
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <vector>

#include "indexer/article_language.hpp"
#include "indexer/key_phrases.hpp"
#include "indexer/phrase_model.hpp"
#include "indexer/readers/reader.hpp"
#include "text/analyzer.hpp"

namespace {

using namespace broadsheet;
using Clock = std::chrono::steady_clock;

struct Collector : indexer::ArticleSink {
    std::vector<archive::Article> articles;
    void article(archive::Article&& article) override { articles.push_back(std::move(article)); }
    void refused(indexer::Refusal&&) override {}
    void finished_file(const std::string&, std::uint64_t) override {}
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const auto every = std::strtoul(argv[1], nullptr, 10);
    Collector collector;
    for (int i = 2; i < argc; ++i) indexer::read_path(argv[i], {}, collector);
    indexer::PhraseModelBuilder learning;
    const std::size_t step = collector.articles.size() / 2000 + 1;
    auto started = Clock::now();
    for (std::size_t i = 0; i < collector.articles.size(); i += step) {
        learning.learn(collector.articles[i]);
    }
    const auto model = learning.model();
    const auto learnt = std::chrono::duration<double>(Clock::now() - started).count();
    text::Analyzer analyzer;
    text::TokenList tokens;
    std::vector<text::ByteRange> sentences;
    indexer::KeyPhraseFinder finder;
    double seconds = 0;
    for (std::size_t i = 0; i < collector.articles.size(); ++i) {
        archive::Article& article = collector.articles[i];
        indexer::identify_languages(article);
        for (const auto& unit : archive::text_units(article)) {
            analyzer.analyze(unit.text, tokens);
            text::break_sentences(unit.text, article.language, sentences);
            started = Clock::now();
            finder.add_unit(unit, tokens, sentences);
            seconds += std::chrono::duration<double>(Clock::now() - started).count();
        }
        started = Clock::now();
        const auto phrases = finder.finish(*model, article.language);
        seconds += std::chrono::duration<double>(Clock::now() - started).count();
        if (i % every != every / 2) continue;
        fmt::print("\n{} [{}] {}\n", article.id, article.language, article.headline);
        for (const auto& phrase : phrases) fmt::print("    {}\n", phrase);
    }
    fmt::print("\n{} articles: learnt in {:.2f} s, phrases in {:.2f} s\n",
               collector.articles.size(), learnt, seconds);
}
