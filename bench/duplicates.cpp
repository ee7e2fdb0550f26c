// Which articles are copies? Compares what the sketches say with exact Jaccard likeness of all pairs
// (docs/duplicates.md), and tells what it costs.
//   broadsheet-bench-duplicates FILE...
//   broadsheet-bench-duplicates --archive DIR FILE...     only what it costs to place them in an archive
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/copy_mark.hpp"
#include "archive/sketch_index.hpp"
#include "archive/sketch_merge.hpp"
#include "archive/terms.hpp"
#include "indexer/duplicate_finder.hpp"
#include "indexer/readers/reader.hpp"

namespace {

using namespace broadsheet;

/// Less alike than this, no pair is of interest.
constexpr double least_likeness = 0.3;

struct Text {
    std::vector<std::uint64_t> shingles;  ///< sorted, each once
    text::MinHash sketch;
    std::string day;
};

struct Collector : indexer::ArticleSink {
    std::vector<archive::Article> articles;
    void article(archive::Article&& article) override { articles.push_back(std::move(article)); }
    void refused(indexer::Refusal&&) override {}
    void finished_file(const std::string&, std::uint64_t) override {}
};

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // the lesser first
using Pairs = std::map<Pair, double>;

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::vector<std::uint64_t> set_of(const archive::Article& article, text::Shingler& shingler) {
    archive::sketch_of(article, shingler);  // which collects them
    std::vector<std::uint64_t> set(shingler.shingles().begin(), shingler.shingles().end());
    std::ranges::sort(set);
    const auto rest = std::ranges::unique(set);
    set.erase(rest.begin(), rest.end());
    return set;
}

std::vector<Text> read_texts(const std::vector<archive::Article>& articles) {
    std::vector<Text> texts;
    text::Shingler shingler;
    for (const auto& article : articles) {
        texts.push_back({set_of(article, shingler), archive::sketch_of(article, shingler),
                         archive::date_digits(article.date).substr(0, 8)});
    }
    return texts;
}

/// Every pair that is like enough, by counting the shingles that both have.
Pairs exact_pairs(const std::vector<Text>& texts) {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> holders;
    std::vector<std::uint32_t> common(texts.size()), touched;
    Pairs pairs;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        touched.clear();
        for (const std::uint64_t shingle : texts[i].shingles) {
            auto& others = holders[shingle];
            for (const std::uint32_t other : others) {
                if (common[other]++ == 0) touched.push_back(other);
            }
            others.push_back(i);
        }
        for (const std::uint32_t other : touched) {
            const double both = std::exchange(common[other], 0);
            const double either = static_cast<double>(texts[i].shingles.size()) +
                                  static_cast<double>(texts[other].shingles.size()) - both;
            if (both >= least_likeness * either) pairs[{other, i}] = both / either;
        }
    }
    return pairs;
}

std::set<Pair> candidate_pairs(const std::vector<Text>& texts) {
    std::set<Pair> pairs;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> holders;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        if (texts[i].sketch.shingles == 0) continue;
        for (const std::uint32_t key : texts[i].sketch.keys) {
            for (const std::uint32_t other : holders[key]) {
                if (other != i) pairs.emplace(other, i);
            }
            holders[key].push_back(i);
        }
    }
    return pairs;
}

/// Whether the rules of archive/copy_mark.hpp take two texts of this likeness for copies.
bool are_copies_exactly(const Text& a, const Text& b, double jaccard) {
    const auto fewest = std::min(a.sketch.shingles, b.sketch.shingles);
    if (fewest == 0) return false;
    const bool one_liners = fewest < archive::one_day_text;
    if (one_liners && a.day != b.day) return false;
    return jaccard >= (fewest < archive::short_text ? archive::short_copy_likeness
                                                    : archive::copy_likeness);
}

struct Score {
    std::size_t right = 0, wrong = 0, missed = 0;
    double least_wrong = 1;

    std::string row(std::string_view name) const {
        const auto per_cent = [](std::size_t part, std::size_t whole) {
            return 100.0 * static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(whole, 1));
        };
        return fmt::format("{:<22}{:>7}{:>11.1f}{:>9.1f}{:>8}{:>9}{:>14.2f}\n", name, right + missed,
                           per_cent(right, right + wrong), per_cent(right, right + missed), wrong,
                           missed, wrong == 0 ? 1.0 : least_wrong);
    }
};

template <typename IsTrue, typename IsFound>
Score score(const Pairs& exact, const std::set<Pair>& candidates, IsTrue is_true, IsFound is_found) {
    Score score;
    for (const auto& pair : candidates) {
        if (!is_found(pair)) continue;
        const auto known = exact.find(pair);
        const double jaccard = known == exact.end() ? 0 : known->second;
        if (is_true(pair, jaccard)) {
            ++score.right;
        } else {
            ++score.wrong;
            score.least_wrong = std::min(score.least_wrong, jaccard);
        }
    }
    std::size_t all = 0;
    for (const auto& [pair, jaccard] : exact) all += is_true(pair, jaccard) ? 1 : 0;
    score.missed = all - score.right;
    return score;
}

void print_recall_of_keys(const Pairs& exact, const std::set<Pair>& candidates) {
    constexpr int steps = 10;
    std::array<std::size_t, steps + 1> all{}, found{};
    for (const auto& [pair, jaccard] : exact) {
        const auto step = static_cast<std::size_t>(jaccard * steps + 1e-9);
        ++all[step];
        found[step] += candidates.contains(pair) ? 1 : 0;
    }
    fmt::print("Pairs that have a key in common, by likeness\n");
    for (std::size_t step = 3; step <= steps; ++step) {
        fmt::print("  from {:.1f}  {:>5} of {:>5}\n", static_cast<double>(step) / steps, found[step],
                   all[step]);
    }
    fmt::print("\n");
}

void print_scores(const std::vector<Text>& texts, const Pairs& exact,
                  const std::set<Pair>& candidates) {
    fmt::print("{:<22}{:>7}{:>11}{:>9}{:>8}{:>9}{:>14}\n", "copies where", "pairs", "precision",
               "recall", "wrong", "missed", "least alike");
    for (const double threshold : {0.7, 0.75, 0.8, 0.85, 0.9}) {
        const auto result = score(
            exact, candidates, [&](const Pair&, double jaccard) { return jaccard >= threshold; },
            [&](const Pair& pair) {
                const auto& [a, b] = pair;
                return text::likeness(texts[a].sketch, texts[b].sketch) >= threshold;
            });
        fmt::print("{}", result.row(fmt::format("likeness {:.2f}", threshold)));
    }
    const auto result = score(
        exact, candidates,
        [&](const Pair& pair, double jaccard) {
            return are_copies_exactly(texts[pair.first], texts[pair.second], jaccard);
        },
        [&](const Pair& pair) {
            return archive::are_copies(texts[pair.first].sketch, texts[pair.second].sketch);
        });
    fmt::print("{}\n", result.row("the rules, by length"));
}

void print_cost_of_sketches(const std::vector<archive::Article>& articles) {
    text::Shingler shingler;
    std::uint64_t shingles = 0;
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        shingles = 0;
        const double started = processor_seconds();
        for (const auto& article : articles) shingles += archive::sketch_of(article, shingler).shingles;
        best = std::min(best, processor_seconds() - started);
    }
    const auto count = static_cast<double>(articles.size());
    fmt::print("A sketch: {:.1f} us of an article of {:.0f} shingles, {} bytes besides its keys\n", 1e6 * best / count,
               static_cast<double>(shingles) / count,
               archive::sketch_value(articles.empty() ? text::MinHash{}
                                                      : archive::sketch_of(articles[0], shingler)).size());
}

std::filesystem::path scratch_folder() {
    auto folder = std::filesystem::temp_directory_path() / fmt::format("broadsheet-duplicates-{}", ::getpid());
    std::filesystem::create_directory(folder);
    return folder;
}

/// That has nothing in common with others, as most have not.
text::MinHash any_sketch(std::mt19937& random) {
    text::MinHash sketch;
    sketch.shingles = 1;
    for (auto& key : sketch.keys) key = static_cast<std::uint32_t>(random());
    for (auto& bits : sketch.bits) bits = random();
    return sketch;
}

/// Of ten segments.
void print_cost_of_merging(std::uint32_t articles) {
    constexpr std::uint32_t segments = 10;
    const auto folder = scratch_folder();
    std::mt19937 random(1);
    archive::SketchOrder order;
    std::vector<archive::SketchSource> sources;
    for (std::uint32_t i = 0; i < segments; ++i) {
        archive::SketchIndexBuilder builder;
        for (std::uint32_t n = 1; n <= articles / segments; ++n) {
            const auto sketch = any_sketch(random);
            builder.add(n, sketch);
            order.add(order.greatest() + 1, archive::own_cluster(sketch));
        }
        auto index = archive::SketchIndex::of(std::move(builder).finish(""), "");
        sources.push_back({std::move(index).value(), archive::Renumbering(std::int64_t{i} * (articles / segments))});
    }
    const double started = processor_seconds();
    archive::merge_sketches(sources, order, "", folder / "merged");
    fmt::print("{:>9} articles of {} segments merged in {:.2f} s\n", articles, segments,
               processor_seconds() - started);
    std::filesystem::remove_all(folder);
}

void print_cost_of_looking_up(std::uint32_t articles) {
    const auto folder = scratch_folder();
    std::mt19937 random(1);
    archive::SketchIndexBuilder builder;
    for (std::uint32_t i = 1; i <= articles; ++i) builder.add(i, any_sketch(random));
    const double began = processor_seconds();
    const std::string file = std::move(builder).finish("");
    const double built = processor_seconds() - began;
    std::ofstream(folder / archive::sketch_index_name, std::ios::binary) << file;
    const double opening = processor_seconds();
    const auto index = archive::SketchIndex::open(folder, "");
    const double opened = processor_seconds() - opening;
    std::filesystem::remove_all(folder);
    if (!index) return;
    constexpr int rounds = 100'000;
    std::size_t found = 0;
    const double started = processor_seconds();
    for (int i = 0; i < rounds; ++i) {
        for (const std::uint32_t key : any_sketch(random).keys) {
            for ([[maybe_unused]] const std::uint32_t article : index->articles_with(key)) ++found;
        }
    }
    const double took = processor_seconds() - started;
    fmt::print("{:>9} articles in a segment: {:.1f} bytes each, made in {:.2f} s, opened in {:.0f} ms, "
               "{:.2f} us to look up an article ({:.4f} found)\n",
               articles, static_cast<double>(file.size()) / articles, built, 1e3 * opened,
               1e6 * took / rounds, static_cast<double>(found) / rounds);
}

/// Of articles that come to an archive; it is not changed.
void print_cost_of_placing(const char* folder, const std::vector<archive::Article>& articles) {
    const archive::ArchivePaths paths(folder);
    const auto clock = [] { return std::chrono::steady_clock::now(); };
    const auto opening = clock();
    indexer::DuplicateFinder finder(paths);
    const std::chrono::duration<double, std::milli> opened = clock() - opening;
    std::size_t copies = 0;
    const double started = processor_seconds();
    for (const auto& article : articles) {
        const archive::CopyMark mark = finder.place(article);
        copies += mark.cluster != archive::own_cluster(mark.sketch) ? 1 : 0;
    }
    const double took = processor_seconds() - started;
    fmt::print("{} segments, opened in {:.0f} ms; {} articles placed, {} as copies of others: {:.1f} us each\n",
               archive::read_segment_list(paths).names.size(), opened.count(), articles.size(), copies,
               1e6 * took / static_cast<double>(articles.size()));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const bool placing = std::string_view(argv[1]) == "--archive";
    Collector collector;
    for (int i = placing ? 3 : 1; i < argc; ++i) indexer::read_path(argv[i], {}, collector);
    if (placing) {
        print_cost_of_placing(argv[2], collector.articles);
        return 0;
    }
    const std::vector<Text> texts = read_texts(collector.articles);
    const Pairs exact = exact_pairs(texts);
    const auto candidates = candidate_pairs(texts);
    const auto identical = std::ranges::count_if(exact, [](const auto& pair) { return pair.second == 1; });
    fmt::print("{} articles; {} pairs at least {} alike, {} of them identical; {} pairs compared\n\n",
               texts.size(), exact.size(), least_likeness, identical, candidates.size());
    print_recall_of_keys(exact, candidates);
    print_scores(texts, exact, candidates);
    print_cost_of_sketches(collector.articles);
    for (const std::uint32_t articles : {10'000U, 100'000U, 1'000'000U}) print_cost_of_looking_up(articles);
    print_cost_of_merging(1'000'000);
}
