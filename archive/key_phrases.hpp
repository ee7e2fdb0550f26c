// How are the key phrases of an article kept? As one value of its document, as they are shown; and each
// as a boolean term, as it is compared.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.hpp"

namespace broadsheet::archive {

/// The term of a phrase, by the analyzer's single words in a row: so "60-Day Truce" and "60 day truce"
/// are one. Empty where it has no word. `tokens` is room to work in.
std::string key_phrase_term(std::string_view phrase, text::Analyzer& analyzer,
                            text::TokenList& tokens);

/// Phrases as one value, and back. A phrase holds no line feed: it is from a text of one line.
std::string join_phrases(std::span<const std::string> phrases);
std::vector<std::string> split_phrases(std::string_view value);

}  // namespace broadsheet::archive
