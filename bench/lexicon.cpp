// Times the lookups of a lexicon, and its opening.
//   broadsheet-bench-lexicon generated FORMS [SEGMENTS]     words made up, always the same
//   broadsheet-bench-lexicon archive DIR                    those of an archive
// Prints a table: what is asked, how often, µs (mean, p50, p95, p99), forms found on average.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "archive/archive_layout.hpp"
#include "archive/lexicon_builder.hpp"
#include "query/lexicon.hpp"
#include "query/lexicon_loading.hpp"
#include "query/open_segments.hpp"
#include "query/wildcard.hpp"

namespace {

using namespace broadsheet;
using Clock = std::chrono::steady_clock;

double microseconds_since(Clock::time_point begun) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

// Words that look like English ones: syllables, a stem as often as its forms.
class WordMaker {
  public:
    std::string next() {
        static constexpr const char* onsets[] = {"b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k",
                                                 "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "w"};
        static constexpr const char* rhymes[] = {"a", "an", "ar", "e", "en", "er", "i", "in", "o",
                                                 "on", "or", "u", "ard", "ent", "ight", "ound"};
        static constexpr const char* endings[] = {"", "", "s", "ed", "ing", "er", "ation", "ward"};
        std::string word;
        for (int i = 1 + static_cast<int>(roll(4)); i > 0; --i) {
            word += onsets[roll(std::size(onsets))];
            word += rhymes[roll(std::size(rhymes))];
        }
        return word + endings[roll(std::size(endings))];
    }

    std::size_t roll(std::size_t sides) { return random_() % sides; }

  private:
    std::mt19937_64 random_{21578};
};

// Articles of the nth word by Zipf's law.
std::uint32_t articles_of(std::size_t rank) {
    return static_cast<std::uint32_t>(1 + 100'000 / (1 + rank));
}

// Writes lexicon files as a writer does, each word in one or several of them.
void generate(std::size_t forms, std::size_t segments, const std::filesystem::path& folder) {
    WordMaker words;
    std::set<std::string> made;
    while (made.size() < forms) made.insert(words.next());
    for (std::size_t i = 0; i < segments; ++i) {
        archive::LexiconBuilder builder;
        builder.add_term("Len", 1);
        for (const auto& word : made) {
            const std::size_t rank = words.roll(forms);
            if (segments == 1 || words.roll(2) == 0) builder.add_term(word, articles_of(rank));
        }
        const auto segment = folder / std::to_string(i);
        std::filesystem::create_directories(segment);
        archive::write_file_atomically(segment / archive::lexicon_file_name,
                                       std::move(builder).finish({}));
    }
}

void forget_cached(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const int file = ::open(entry.path().c_str(), O_RDONLY);
        if (file < 0) continue;
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
}

query::Lexicon open_generated(const std::filesystem::path& folder, std::size_t segments) {
    std::vector<archive::LexiconImage> images;
    for (std::size_t i = 0; i < segments; ++i) {
        auto reading = archive::open_lexicon(folder / std::to_string(i), {});
        images.push_back(std::get<archive::LexiconImage>(std::move(reading)));
    }
    return query::Lexicon(images);
}

void print_row(const std::string& name, std::vector<double> times, std::size_t found) {
    std::ranges::sort(times);
    double sum = 0;
    for (const double time : times) sum += time;
    const auto at = [&](double part) {
        return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
    };
    const auto count = static_cast<double>(times.size());
    fmt::print("{:<28} {:>6} {:>10.1f} {:>10.1f} {:>10.1f} {:>10.1f} {:>10.1f}\n", name,
               times.size(), sum / count, at(0.5), at(0.95), at(0.99),
               static_cast<double>(found) / count);
}

using Question = std::function<std::size_t(const std::string& word)>;

void measure(const std::string& name, const std::vector<std::string>& words, const Question& ask) {
    std::vector<double> times;
    std::size_t found = 0;
    for (const auto& word : words) {
        const auto begun = Clock::now();
        found += ask(word);
        times.push_back(microseconds_since(begun));
    }
    print_row(name, std::move(times), found);
}

void measure_all(const query::Lexicon& lexicon) {
    const auto every = lexicon.matching(query::Wildcard::parse("*"));
    std::mt19937 random(4);
    std::vector<std::string> words;
    for (int i = 0; i < 2'000; ++i) words.emplace_back(every[random() % every.size()].text);
    const std::vector<std::string> few(words.begin(), words.begin() + 200);
    const auto matching = [&](const std::string& pattern) {
        return lexicon.matching(query::Wildcard::parse(pattern)).size();
    };
    fmt::print("{:<28} {:>6} {:>10} {:>10} {:>10} {:>10} {:>10}\n", "", "asked", "mean µs", "p50",
               "p95", "p99", "found");
    measure("frequency", words, [&](const auto& word) { return lexicon.frequency(word); });
    measure("same stem", words, [&](const auto& word) { return lexicon.same_stem(word, "en").size(); });
    measure("prefix: negotiat*", words,
            [&](const auto& word) { return matching(word.substr(0, 5) + "*"); });
    measure("within: wom?n", words, [&](const auto& word) {
        return word.size() < 5 ? 0 : matching(word.substr(0, 3) + "?" + word.substr(4));
    });
    measure("leading: *ward", few, [&](const auto& word) {
        return matching("*" + word.substr(word.size() - std::min<std::size_t>(4, word.size())));
    });
    measure("inner: *otia*", few, [&](const auto& word) {
        return matching("*" + word.substr(word.size() / 3, 4) + "*");
    });
    measure("within 1 edit", few, [&](const auto& word) { return lexicon.within_edits(word, 1).size(); });
    measure("within 2 edits", few, [&](const auto& word) { return lexicon.within_edits(word, 2).size(); });
    measure("nearest", few, [&](const auto& word) { return lexicon.nearest(word + "x").size() > 0; });
    for (const std::size_t letters : {1, 2, 4}) {
        measure(fmt::format("10 completions of {} letters", letters), few, [&](const auto& word) {
            return lexicon.completions(word.substr(0, letters), 10).size();
        });
    }
}

int run_generated(std::size_t forms, std::size_t segments) {
    std::string name = (std::filesystem::temp_directory_path() / "broadsheet-lexicon-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(name.data());
    const auto begun = Clock::now();
    generate(forms, segments, folder);
    std::uintmax_t bytes = 0;
    for (std::size_t i = 0; i < segments; ++i) {
        bytes += std::filesystem::file_size(folder / std::to_string(i) / archive::lexicon_file_name);
    }
    fmt::print("{} forms in {} segments: {:.1f} MB, made in {:.1f} s\n", forms, segments,
               static_cast<double>(bytes) / 1e6, microseconds_since(begun) / 1e6);
    forget_cached(folder);
    for (const char* state : {"cold", "warm"}) {
        const auto opening = Clock::now();
        const query::Lexicon lexicon = open_generated(folder, segments);
        fmt::print("opened ({}) in {:.1f} ms\n", state, microseconds_since(opening) / 1e3);
    }
    measure_all(open_generated(folder, segments));
    std::filesystem::remove_all(folder);
    return 0;
}

int run_archive(const char* root) {
    const archive::ArchivePaths paths{root};
    const auto begun = Clock::now();
    const auto list = archive::read_segment_list(paths);
    const query::Lexicon lexicon =
        query::load_segment_files(paths, list, query::open_each(paths, list)).lexicon;
    fmt::print("{} forms, opened with the segments and their positions in {:.1f} ms\n", lexicon.size(), microseconds_since(begun) / 1e3);
    measure_all(lexicon);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 2 ? argv[1] : "";
    if (what == "archive") return run_archive(argv[2]);
    if (what == "generated") {
        const std::size_t segments = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1;
        return run_generated(std::strtoul(argv[2], nullptr, 10), std::max<std::size_t>(1, segments));
    }
    fmt::print(stderr, "usage: broadsheet-bench-lexicon generated FORMS [SEGMENTS] | archive DIR\n");
    return 2;
}
