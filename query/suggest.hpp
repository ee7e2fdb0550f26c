// How might what is being typed go on, and what in it is a slip? For a search box, at every key press.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/lexicon.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

inline constexpr std::size_t max_completions = 10;

/// Each costs a search for near words: some milliseconds in an archive of millions of forms.
inline constexpr std::size_t max_corrections = 4;

/// A word of the archive for one of the input.
struct Suggestion {
    InputRange range;            ///< what it would replace
    std::string text;            ///< folded: in lower case, without accents
    std::uint32_t articles = 0;  ///< that hold it
    std::string query;           ///< the whole input with it
};

struct Suggestions {
    std::string input;
    std::uint64_t generation = 0;
    /// Of the word that the input ends with: the most frequent forms that begin so, itself included.
    std::vector<Suggestion> completions;
    /// Of words of which the archive holds no form, in their order: the nearest that it holds.
    std::vector<Suggestion> corrections;
};

/// Reads `input` for its words alone: it may be any beginning of a query. Operators, names of fields
/// and functions, wildcards and the values of filters are no words; numbers are not corrected.
/// `languages` are those of the archive's articles, for the forms that an absent word may have.
Suggestions suggest(std::string_view input, const Lexicon& lexicon,
                    std::span<const std::string> languages);

}  // namespace broadsheet::query
