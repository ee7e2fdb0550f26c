#include "indexer/calendar_words.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <unordered_set>

#include "text/analyzer.hpp"
#include "text/stemmer.hpp"

namespace broadsheet::indexer {

namespace {

// Tags come from the sources, so anything may stand there: what is kept must be bounded.
constexpr std::size_t most_languages = 200;

void add_names(const icu::UnicodeString* names, std::int32_t count, text::Analyzer& analyzer,
               std::unordered_set<std::string>& words) {
    text::TokenList tokens;
    std::string name;
    for (std::int32_t i = 0; i < count; ++i) {
        name.clear();
        names[i].toUTF8String(name);
        analyzer.analyze(name, tokens);
        for (const text::Token& token : tokens) {
            if (token.kind == text::TokenKind::word) words.emplace(tokens.form(token));
        }
    }
}

std::unordered_set<std::string> calendar_words(const std::string& language) {
    using Symbols = icu::DateFormatSymbols;
    std::unordered_set<std::string> words;
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols(icu::Locale(language.c_str()), status);
    if (U_FAILURE(status)) return words;
    text::Analyzer analyzer;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
        for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
            std::int32_t count = 0;
            const icu::UnicodeString* names = symbols.getMonths(count, context, width);
            add_names(names, count, analyzer, words);
            names = symbols.getWeekdays(count, context, width);
            add_names(names, count, analyzer, words);
        }
    }
    return words;
}

}  // namespace

const text::WordSet& CalendarWords::of(std::string_view language) {
    const std::string primary(text::primary_language(language));
    const auto found = languages_.find(primary);
    if (found != languages_.end()) return found->second;
    if (languages_.size() >= most_languages) languages_.clear();
    return languages_[primary] = text::WordSet(calendar_words(primary));
}

}  // namespace broadsheet::indexer
