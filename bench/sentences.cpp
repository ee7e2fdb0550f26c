// How often is a sentence broken where it should be, and how fast: ours, ICU's sentence break
// iterator, and ICU's with CLDR's suppressions, on the marked boundaries of
// tests/golden/sentences/boundaries.tsv.
//   broadsheet-bench-sentences BOUNDARIES NEWS_DATA [--errors tune|held|random]
#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/marked_boundaries.hpp"
#include "text/sentence_breaker.hpp"

namespace {

using broadsheet::tests::MarkedBoundary;
using broadsheet::text::ByteRange;
using Ends = std::function<void(const MarkedBoundary&, std::vector<ByteRange>&)>;

// One iterator a language, made once, as ICU advises.
class IcuBreaker {
  public:
    explicit IcuBreaker(bool filtered) : filtered_(filtered) {}

    void operator()(const MarkedBoundary& row, std::vector<ByteRange>& out) {
        icu::BreakIterator& iterator = of(row.language);
        UErrorCode status = U_ZERO_ERROR;
        UText text = UTEXT_INITIALIZER;
        utext_openUTF8(&text, row.paragraph.data(), static_cast<int64_t>(row.paragraph.size()),
                       &status);
        iterator.setText(&text, status);
        out.clear();
        int32_t begin = iterator.first();
        for (int32_t end = iterator.next(); end != UBRK_DONE; end = iterator.next()) {
            out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
            begin = end;
        }
        utext_close(&text);
    }

  private:
    icu::BreakIterator& of(const std::string& language) {
        auto& iterator = iterators_[language];
        if (iterator == nullptr) {
            UErrorCode status = U_ZERO_ERROR;
            const icu::Locale locale(language.c_str());
            iterator.reset(icu::BreakIterator::createSentenceInstance(locale, status));
            if (filtered_) {
                UErrorCode found = U_ZERO_ERROR;
                std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
                    icu::FilteredBreakIteratorBuilder::createInstance(locale, found));
                if (U_SUCCESS(found)) {
                    iterator.reset(builder->wrapIteratorWithFilter(iterator.release(), status));
                }
            }
        }
        return *iterator;
    }

    bool filtered_;
    std::map<std::string, std::unique_ptr<icu::BreakIterator>> iterators_;
};

struct Score {
    int right = 0;
    int all = 0;
    std::string text() const { return fmt::format("{:.1f} %", 100.0 * right / std::max(all, 1)); }
};

struct Result {
    std::map<std::string, std::map<std::string, Score>> by_half_and_language;
    std::map<std::string, Score> by_half;
    double megabytes_per_second = 0;
};

constexpr int rounds = 5;  // of which the fastest counts

// Over the paragraphs of one language, or of all if it is empty.
double speed(const std::vector<MarkedBoundary>& rows, std::string_view language, const Ends& ends) {
    std::vector<ByteRange> sentences;
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        double bytes = 0;
        const auto started = std::chrono::steady_clock::now();
        for (const MarkedBoundary& row : rows) {
            if (!language.empty() && row.language != language) continue;
            ends(row, sentences);
            bytes += static_cast<double>(row.paragraph.size());
        }
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - started;
        best = std::max(best, bytes / 1e6 / passed.count());
    }
    return best;
}

// Prints what is wrong in the part of the set that is `shown`.
Result measure(const std::vector<MarkedBoundary>& rows, const Ends& ends,
               std::string_view shown) {
    Result result;
    std::vector<ByteRange> sentences;
    for (const MarkedBoundary& row : rows) {
        ends(row, sentences);
        const bool right = row.agrees(sentences);
        Score& language = result.by_half_and_language[row.half][row.language];
        for (Score* score : {&language, &result.by_half[row.half]}) {
            ++score->all;
            score->right += right ? 1 : 0;
        }
        if (!right && row.half == shown) {
            fmt::print("{}\t{}\t{}\t{}\n", row.language, row.kind,
                       row.boundary ? "missed" : "false", row.context);
        }
    }
    result.megabytes_per_second = speed(rows, "", ends);
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: broadsheet-bench-sentences BOUNDARIES NEWS_DATA "
                           "[--errors tune|held|random]\n");
        return 2;
    }
    const bool show = argc == 5 && std::string_view(argv[3]) == "--errors";
    const auto rows = broadsheet::tests::read_marked_boundaries(argv[1], argv[2]);
    IcuBreaker plain(false), filtered(true);
    const std::vector<std::pair<std::string, Ends>> breakers = {
        {"ours", [](const MarkedBoundary& row, std::vector<ByteRange>& out) {
             broadsheet::text::break_sentences(row.paragraph, row.language, out);
         }},
        {"ours, language unknown", [](const MarkedBoundary& row, std::vector<ByteRange>& out) {
             broadsheet::text::break_sentences(row.paragraph, out);
         }},
        {"ICU", std::ref(plain)},
        {"ICU with suppressions", std::ref(filtered)}};
    std::vector<Result> results;
    for (const auto& [name, ends] : breakers) {
        results.push_back(measure(rows, ends, show && results.empty() ? argv[4] : ""));
    }
    if (show) return 0;
    std::set<std::string> languages;
    for (const MarkedBoundary& row : rows) languages.insert(row.language);
    fmt::print("right on the tuning and the held-out half, of all also on the random places; "
               "MB/s\n\nlanguage");
    for (const auto& breaker : breakers) fmt::print(" | {}", breaker.first);
    fmt::print(" | MB/s of ours");
    for (const std::string& language : languages) {
        fmt::print("\n{}", language);
        for (Result& result : results) {
            fmt::print(" | {} {}", result.by_half_and_language["tune"][language].text(),
                       result.by_half_and_language["held"][language].text());
        }
        fmt::print(" | {:.0f}", speed(rows, language, breakers.front().second));
    }
    fmt::print("\nall");
    for (Result& result : results) {
        fmt::print(" | {} {} {}", result.by_half["tune"].text(), result.by_half["held"].text(),
                   result.by_half["random"].text());
    }
    fmt::print("\nMB/s");
    for (const Result& result : results) fmt::print(" | {:.0f}", result.megabytes_per_second);
    fmt::print("\n");
}
