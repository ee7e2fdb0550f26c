// What does a date in words consist of? Runs of figures, runs of letters, and signs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

struct DateToken {
    enum class Kind : std::uint8_t { number, word, sign };
    Kind kind;
    std::string text;    // a word folded, a number in ASCII figures
    bool spaced = true;  // white space stands before it
    bool used = false;

    bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
};

/// The tokens of a text (UTF-8), in their order: figures of any script as ASCII ones.
std::vector<DateToken> date_tokens(std::string_view value);

}  // namespace broadsheet::indexer
