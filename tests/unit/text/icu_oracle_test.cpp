// The analyzer's own scanner against ICU's word boundaries, on real news.
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/news_data.hpp"
#include "text/analyzer.hpp"

using namespace broadsheet;

namespace {

using Range = std::pair<std::size_t, std::size_t>;

std::vector<Range> words_by_icu(icu::BreakIterator& breaks, const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
    breaks.setText(utext, status);
    REQUIRE(U_SUCCESS(status));
    std::vector<Range> words;
    int32_t begin = breaks.first();
    for (int32_t end = breaks.next(); end != icu::BreakIterator::DONE; begin = end, end = breaks.next()) {
        if (breaks.getRuleStatus() != UBRK_WORD_NONE) {
            words.emplace_back(static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
        }
    }
    utext_close(utext);
    return words;
}

// Letters of the scripts that the scanner reads itself, all of which take one or two bytes (but for
// Vietnamese, Greek with breathings and the like, which are left to ICU's word here).
bool is_letters_only(std::string_view word) {
    constexpr std::string_view others = ".,'_0123456789:&+#@";
    for (const char c : word) {
        if (others.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0xE0) {
            return false;
        }
    }
    return word.find("·") == std::string_view::npos;
}

// A word that is joined to its neighbour by one of these is one that the two know differently: ICU
// takes @name, can‘t, a:b and 3a for words, and knows no compounds.
bool is_joined(const std::string& text, Range word) {
    constexpr std::string_view joints = "'.&-_+#:,@0123456789";
    const auto joint_at = [&](std::size_t at) {
        return at < text.size() && joints.find(text[at]) != std::string_view::npos;
    };
    const auto apostrophe_at = [&](std::size_t at) {
        return text.compare(at, 3, "’") == 0 || text.compare(at, 3, "‘") == 0;
    };
    return joint_at(word.second) || (word.first > 0 && joint_at(word.first - 1)) ||
           apostrophe_at(word.second) || (word.first >= 3 && apostrophe_at(word.first - 3));
}

std::vector<std::string> texts_of(const std::string& lines, std::size_t most) {
    std::vector<std::string> texts;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line) && texts.size() < most;) {
        texts.emplace_back(boost::json::parse(line).at("text").as_string());
    }
    return texts;
}

}  // namespace

TEST_CASE("plain words begin and end where ICU has them, in Wikinews and Reuters") {
    BROADSHEET_NEWS_DATA_OR_SKIP(data);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    REQUIRE(U_SUCCESS(status));
    auto texts = texts_of(tests::read_file(data / "wikinews" / "articles.jsonl"), 300);
    for (auto& text :
         texts_of(tests::read_zstd_file(data / "reuters21578" / "articles.jsonl.zst"), 1500)) {
        texts.push_back(std::move(text));
    }
    text::Analyzer analyzer;
    text::TokenList tokens;
    std::size_t compared = 0, reported = 0;
    for (const std::string& text : texts) {
        analyzer.analyze(text, tokens);
        std::set<Range> own;
        for (const text::Token& token : tokens) own.emplace(token.begin, token.end);
        const auto icu_words = words_by_icu(*breaks, text);
        std::set<Range> plain;
        for (const Range& word : icu_words) {
            const auto letters = std::string_view(text).substr(word.first, word.second - word.first);
            if (!is_letters_only(letters) || is_joined(text, word)) continue;
            plain.insert(word);
            ++compared;
            if (own.contains(word) || ++reported > 10) continue;
            FAIL_CHECK("ICU has the word '" << letters << "' in '"
                                            << text.substr(word.first < 20 ? 0 : word.first - 20, 60)
                                            << "'");
        }
        for (const Range& word : own) {
            const auto letters = std::string_view(text).substr(word.first, word.second - word.first);
            // Letters of another script right before it are the same word to ICU.
            const bool after_ascii = word.first == 0 || text[word.first - 1] >= 0;
            if (letters.find('-') != std::string_view::npos || !is_letters_only(letters) ||
                !after_ascii || is_joined(text, word) || plain.contains(word) || ++reported > 10) {
                continue;
            }
            FAIL_CHECK("ICU does not have the word '" << letters << "'");
        }
    }
    CHECK(compared > 300'000);
    CHECK(reported == 0);
}
