// In which languages are these articles, and how long does it take to tell? Prints the language of every
// article, and of every paragraph that is in another, for comparing before and after a change.
//   broadsheet-bench-languages FILE...
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "indexer/article_language.hpp"
#include "indexer/readers/reader.hpp"
#include "text/utf8.hpp"

namespace {

using namespace broadsheet;

constexpr std::size_t shown_bytes = 100;

struct Collector : indexer::ArticleSink {
    std::vector<archive::Article> articles;
    void article(archive::Article&& article) override { articles.push_back(std::move(article)); }
    void refused(indexer::Refusal&&) override {}
    void finished_file(const std::string&, std::uint64_t) override {}
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string_view beginning(std::string_view text) {
    return text.substr(0, text::floor_boundary(text, std::min(text.size(), shown_bytes)));
}

void forget_languages(archive::Article& article) {
    article.language.clear();
    for (auto& section : article.sections) {
        for (auto& paragraph : section.paragraphs) paragraph.language.clear();
    }
}

void print(const archive::Article& article) {
    fmt::print("{} [{}] {}\n", article.id, article.language, beginning(article.headline));
    for (const auto& section : article.sections) {
        for (const auto& paragraph : section.paragraphs) {
            if (paragraph.language.empty()) continue;
            fmt::print("    {} [{}] {}\n", article.id, paragraph.language, beginning(paragraph.text));
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    Collector collector;
    for (int i = 1; i < argc; ++i) indexer::read_path(argv[i], {}, collector);
    for (auto& article : collector.articles) forget_languages(article);
    const double started = processor_seconds();
    for (auto& article : collector.articles) indexer::identify_languages(article);
    const double seconds = processor_seconds() - started;
    for (const auto& article : collector.articles) print(article);
    const auto count = static_cast<double>(std::max<std::size_t>(1, collector.articles.size()));
    fmt::print(stderr, "{} articles, {:.4f} ms of processor time each\n", collector.articles.size(),
               1000 * seconds / count);
}
