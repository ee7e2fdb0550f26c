// What an analysed text consists of: tokens, each with the bytes of the original that it stands for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// How the letters of a word are written. A word without cased letters ("60", "停戦") is `none`.
enum class CaseShape : std::uint8_t { none, lower, capitalized, all_caps, mixed };

/// What a token stands for.
enum class TokenKind : std::uint8_t {
    word,       ///< a word, or a part of a compound: one position
    compound,   ///< the joined form of the parts that follow: as many positions as parts
    amount,     ///< the same of a number and its unit; another spelling has other parts (60 bn)
    character,  ///< one character of a script without spaces between words: one position
    pair,       ///< that character and the next: two positions
};

/// One token of a text.
///
/// Words count positions: a plain word stands at one position and the next word at the next.
/// A compound ("cease-fire", "O’Brien") gives several tokens: first the joined form
/// ("ceasefire"), which stands at the position of the first part and spans `length` positions,
/// then each part ("cease", "fire") at a position of its own. So every usual spelling of a word
/// is found, while a phrase still means adjacent words. An amount ("60bn", "60 billion") is a compound
/// whose joined form is the same for every spelling of its unit.
///
/// In scripts that write no spaces between words (Chinese, Japanese, Korean; Thai, Lao, Khmer,
/// Burmese) every character, with the marks on it, stands at a position of its own, and each but the
/// last of a run is led by its pair with the next. So any run of two or more characters is a phrase
/// of pairs, whatever a dictionary would take for words.
struct Token {
    std::uint32_t form_begin;   ///< offset of the folded form in TokenList's arena
    std::uint16_t form_length;  ///< bytes of the folded form: 1 to max_form_bytes
    std::uint8_t length;        ///< positions that it spans: see TokenKind
    TokenKind kind;
    CaseShape shape;
    std::uint32_t begin;     ///< byte range [begin, end) of the original text,
    std::uint32_t end;       ///< always on character boundaries
    std::uint32_t position;  ///< counted from 0 at the start of the text

    bool is_compound() const { return kind == TokenKind::compound || kind == TokenKind::amount; }
    /// Whether it stands for exactly one position; those tokens, in order, tile the text.
    bool is_single() const { return length == 1; }
};

/// The longest folded form in bytes. Xapian refuses a term over 245 bytes, of which a prefix takes
/// some; a longer word is cut (in articles and queries alike, so it is still found).
inline constexpr std::size_t max_form_bytes = 200;

/// The most parts of which a compound is joined: "stick-in-the-mud-ish" has five. Longer chains
/// ("a-b-c-d-…") are rules and codes, of which only the parts are kept.
inline constexpr std::uint8_t max_compound_parts = 6;

/// The tokens of one text, in the order of their first byte; a compound before its parts, a pair
/// before its first character.
/// Made to be used again: clear() keeps the memory.
class TokenList {
  public:
    const std::vector<Token>& tokens() const { return tokens_; }
    auto begin() const { return tokens_.begin(); }
    auto end() const { return tokens_.end(); }
    std::size_t size() const { return tokens_.size(); }
    bool empty() const { return tokens_.empty(); }
    const Token& operator[](std::size_t index) const { return tokens_[index]; }

    /// The folded form of one of this list's tokens; valid until the list changes.
    std::string_view form(const Token& token) const {
        return std::string_view(arena_).substr(token.form_begin, token.form_length);
    }

    /// How many positions the text takes up: one more than the last position.
    std::uint32_t position_count() const { return position_count_; }

    void clear() {
        tokens_.clear();
        arena_.clear();
        position_count_ = 0;
    }

  private:
    friend class Analyzer;
    std::vector<Token> tokens_;
    std::string arena_;
    std::uint32_t position_count_ = 0;
};

}  // namespace broadsheet::text
