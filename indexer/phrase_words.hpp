// Which words of a text can phrases be made of?
//
// The analyzer's single words, and, in scripts that write no spaces between words, the words that
// ICU's dictionaries see in the run. Those are right often enough for what an article is about, and
// what they part wrongly is still found: a phrase is kept as the analyzer's own characters.
#pragma once

#include <unicode/ubrk.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/token.hpp"

namespace broadsheet::indexer {

struct PhraseWord {
    std::string_view form;  ///< folded; valid until the next read()
    std::uint32_t begin = 0;  ///< byte range [begin, end) of the text, without a possessive ending
    std::uint32_t end = 0;
    text::CaseShape shape = text::CaseShape::none;
    bool follows = false;  ///< only white space, or nothing, parts it from the word before
    bool joined = false;   ///< not even white space does: the parts of "cease-fire"
    bool quoted = false;   ///< behind an opening mark or a colon, where a capital says nothing
    bool number = false;   ///< a number, or a part of an amount ("60bn")
    bool dense = false;    ///< of a script without spaces between words
};

/// Not thread-safe: one a thread.
class PhraseWordReader {
  public:
    PhraseWordReader();

    /// The words of `text`, whose tokens are given; valid until the next call.
    const std::vector<PhraseWord>& read(std::string_view text, const text::TokenList& tokens);

  private:
    struct CloseBreaker {
        void operator()(UBreakIterator* breaker) const { ubrk_close(breaker); }
    };
    struct DenseForm {
        std::size_t word, begin;  ///< its place in words_, and in arena_
    };

    void add_word(std::string_view text, const text::TokenList& tokens, const text::Token& token);
    void close_dense_run(std::string_view text, const text::TokenList& tokens);
    void add_dense_word(std::string_view text, const text::TokenList& tokens, std::size_t first,
                        std::size_t last);
    void find_boundaries(std::string_view run);
    PhraseWord& push(std::string_view text, std::string_view form, std::uint32_t begin, std::uint32_t end,
                     text::CaseShape shape);

    std::unique_ptr<UBreakIterator, CloseBreaker> breaker_;
    std::vector<PhraseWord> words_;
    std::vector<const text::Token*> run_;     ///< characters that follow each other
    std::vector<std::uint32_t> boundaries_;   ///< of ICU's words in the run, in bytes
    std::vector<DenseForm> dense_;
    std::string arena_;  ///< of the forms of dense words
    std::uint32_t amount_end_ = 0;
};

}  // namespace broadsheet::indexer
