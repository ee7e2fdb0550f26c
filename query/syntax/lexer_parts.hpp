// How the lexemes of a query are read: one walk over the input, its parts in files of their own. Only for those
// files; others take lexer.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/field_table.hpp"
#include "query/syntax/lexer.hpp"
#include "query/syntax/phrase_items.hpp"
#include "text/analyzer.hpp"

namespace broadsheet::query {

bool is_space(char32_t c);
/// Straight or curly, of double quotes.
bool is_quote(char32_t c);
/// What may stand right behind a sign that is read with its word.
bool starts_word(char32_t c);

class Lexer {
  public:
    Lexer(std::string_view input, Diagnostics& errors, Diagnostics& notices)
        : input_(input), errors_(errors), notices_(notices) {}

    std::vector<Lexeme> run();

  private:
    using FieldKind = archive::FieldKind;

    // Lexemes and diagnostics (lexer.cpp). A lexeme that is pushed ends what is read now.
    void push(LexemeKind kind, std::size_t begin, std::size_t end, std::string text = {});
    void error(std::string code, std::size_t offset, std::size_t length, std::string message,
               std::string hint);
    void note_malformed(std::size_t at);
    static InputRange range(std::size_t begin, std::size_t end);
    // Whether a field of this kind stands right before what is read now.
    bool after_field_of(FieldKind kind) const;
    // Whether what is read now is a value, not words.
    bool after_value_field() const;

    // Signs, and runs of characters without white space (lexer.cpp).
    bool read_sign(char32_t c, std::size_t next);
    // "&&" and "||" are & and | as programmers write them.
    std::size_t next_after(char sign) const;
    // - is NOT only after white space or an opening parenthesis and right before a word.
    bool read_minus(std::size_t next);
    // Where a run without white space, quotes and parentheses ends.
    std::size_t chunk_end() const;
    void read_chunk();
    // name:… name=… name>…: gives the field and leaves the rest to be read on.
    bool read_field(std::size_t begin, std::size_t end);

    // What stands between quotes (lexer_phrases.cpp).
    void read_phrase(std::size_t content);
    void push_phrase(std::size_t open, std::size_t end, std::size_t content, std::size_t content_end);
    // The gershayim of an abbreviation, as people type it: צה"ל.
    bool is_between_hebrew_letters(std::size_t begin, std::size_t end) const;
    std::string phrase_text(std::size_t begin, std::size_t end) const;
    // "a b"~3
    void read_others();
    void check_window();
    void check_wildcards(const std::vector<PhraseItem>& items, std::size_t content);
    // "oil * opec": * is a word of any kind to Google, and would be left out here as punctuation.
    void check_stars(std::size_t content, std::size_t content_end);

    // Operators and functions, and what other engines have of them (lexer_operators.cpp).
    // W/5, PRE/5, W/S, …
    bool read_operator(std::size_t begin, std::size_t end, std::string_view chunk);
    void push_function(std::size_t begin, std::size_t end, const WrittenFunction& function);
    // TI(…), as a field or function would be written.
    void note_name(std::size_t begin, std::size_t end, std::string_view chunk);
    void refuse_operator(std::size_t begin, std::size_t end, std::string hint);
    // ^2, by which Lucene weighs what stands before it.
    bool read_boost();
    // What other engines read as something that this one has not, or writes otherwise.
    bool read_foreign(std::size_t begin, std::size_t end, std::string_view chunk);
    // ATL5(…)
    bool read_foreign_function(std::size_t begin, std::size_t end, std::string_view chunk);
    // !opec and +opec, before whatever else the chunk is.
    bool read_foreign_sign(std::size_t begin, std::size_t end, std::string_view chunk);
    // "oil NEAR opec", "oil +5 opec": words, unless something else was meant.
    void note_foreign_operator(std::size_t begin, std::size_t end, std::string_view chunk);
    // Whether there is something to join on both sides of what is read now.
    bool stands_between(std::size_t end) const;

    // Words and wildcards (lexer_words.cpp).
    void read_word(std::size_t begin, std::size_t end);
    bool push_wildcard(std::size_t begin, std::size_t end, std::string_view chunk);
    // Reports a wildcard that would stand for too many words, or for none.
    void check_wildcard(const std::string& wildcard, std::size_t offset, std::size_t length);
    // netanyahu~ netanyahu~2
    void read_fuzzy(std::size_t begin, std::size_t end, std::string_view chunk);
    std::size_t words_end() const;
    std::string_view within_tokens(std::string_view chunk) const;

    std::string_view input_;
    Diagnostics& errors_;
    Diagnostics& notices_;
    std::vector<Lexeme> lexemes_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;  ///< of what was analysed last
    std::size_t at_ = 0;      ///< where what is read now begins
    bool plus_was_noted_ = false;
};

}  // namespace broadsheet::query
