#include "archive/key_phrases.hpp"

#include <algorithm>

#include "archive/terms.hpp"

namespace broadsheet::archive {

std::string key_phrase_term(std::string_view phrase, text::Analyzer& analyzer,
                            text::TokenList& tokens) {
    analyzer.analyze(phrase, tokens);
    std::string words;
    for (const text::Token& token : tokens) {
        if (!token.is_single()) continue;
        if (!words.empty()) words += ' ';
        words += tokens.form(token);
    }
    return words.empty() ? std::string() : phrase_term(words);
}

std::string join_phrases(std::span<const std::string> phrases) {
    std::string value;
    for (const std::string& phrase : phrases) {
        if (!value.empty()) value += '\n';
        value += phrase;
    }
    return value;
}

std::vector<std::string> split_phrases(std::string_view value) {
    std::vector<std::string> phrases;
    while (!value.empty()) {
        const std::size_t end = std::min(value.find('\n'), value.size());
        phrases.emplace_back(value.substr(0, end));
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return phrases;
}

}  // namespace broadsheet::archive
