// How often does ICU's dictionary part a phrase otherwise than the same words within their article?
//   broadsheet-bench-segmentation FILE LANGUAGE      a line is a paragraph
// Takes phrases of three words, by ICU's boundaries within the paragraph, and looks whether ICU finds the same
// boundaries in the phrase alone; likewise single words, and whether a word stands inside a longer one elsewhere.
#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

std::vector<int> boundaries(icu::BreakIterator& words, const icu::UnicodeString& text) {
    words.setText(text);
    std::vector<int> out;
    for (int at = words.first(); at != icu::BreakIterator::DONE; at = words.next()) out.push_back(at);
    return out;
}

bool is_letters(const icu::UnicodeString& text, int begin, int end) {
    for (int i = begin; i < end; ++i) {
        if (!u_isalpha(text.char32At(i)) && u_charType(text.char32At(i)) != U_NON_SPACING_MARK) return false;
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: broadsheet-bench-segmentation FILE LANGUAGE\n");
        return 2;
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale(argv[2]), status));
    if (U_FAILURE(status)) return 1;
    std::ifstream in(argv[1]);
    constexpr int phrase_words = 3;
    constexpr int every = 7;  // a phrase in so many words: enough for a figure
    long phrases = 0, other_phrases = 0, singles = 0, other_singles = 0;
    for (std::string line; std::getline(in, line);) {
        const auto text = icu::UnicodeString::fromUTF8(line);
        const auto ends = boundaries(*words, text);
        for (std::size_t i = 0; i + phrase_words < ends.size(); i += every) {
            const int begin = ends[i], end = ends[i + phrase_words];
            if (!is_letters(text, begin, end)) continue;
            const auto alone = boundaries(*words, text.tempSubStringBetween(begin, end));
            ++phrases;
            bool same = alone.size() == phrase_words + 1;
            for (std::size_t j = 0; same && j < alone.size(); ++j) same = alone[j] + begin == ends[i + j];
            if (!same) ++other_phrases;
            ++singles;
            if (boundaries(*words, text.tempSubStringBetween(begin, ends[i + 1])).size() != 2) ++other_singles;
        }
    }
    const auto share = [](long part, long all) {
        return all == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(all);
    };
    fmt::print("{}\t{} phrases, {:.1f} % parted otherwise\t{} words, {:.1f} % parted otherwise\n", argv[2], phrases,
               share(other_phrases, phrases), singles, share(other_singles, singles));
}
