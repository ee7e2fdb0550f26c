#include "query/syntax/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "archive/field_table.hpp"
#include "text/analyzer.hpp"
#include "text/folding.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

namespace {

using archive::FieldKind;

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F;
}

bool is_quote(char32_t c) {
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
    }
    return out;
}

// W/5, NEAR/5, PRE/5, ADJ5, W/S, W/P, W/SEG, W/5/S: distance operators, in any case.
bool is_proximity(std::string_view chunk) {
    const std::string word = upper(chunk);
    std::string_view rest = word;
    for (const std::string_view name : {"W/", "NEAR/", "PRE/", "ADJ"}) {
        if (!rest.starts_with(name)) continue;
        rest.remove_prefix(name.size());
        if (name == "W/" && (rest == "S" || rest == "P" || rest == "SEG")) return true;
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits == 0) return false;
        rest.remove_prefix(digits);
        return rest.empty() || rest == "/S" || rest == "/P";
    }
    return false;
}

// CAPS, …: functions, where a parenthesis follows.
bool is_function(std::string_view chunk) {
    static constexpr std::array<std::string_view, 5> names = {"CAPS", "ALLCAPS", "NOCAPS",
                                                              "SINGULAR", "PLURAL"};
    return std::ranges::find(names, chunk) != names.end();
}

// ATLEAST3, which is no word even where no parenthesis follows.
bool is_at_least(std::string_view chunk) {
    constexpr std::string_view at_least = "ATLEAST";
    return chunk.starts_with(at_least) && all_digits(chunk.substr(at_least.size()));
}

// Truncation as Nexis (negotiat!) and Factiva (negotiat$3) write it. US$60 is money.
bool is_truncated(std::string_view chunk) {
    if (chunk.ends_with('!')) {
        const std::size_t word = chunk.size() - 1;
        return word > 0 && chunk.find('!') == word &&
               (is_ascii_letter(chunk[word - 1]) || chunk[word - 1] < 0);
    }
    const std::size_t dollar = chunk.rfind('$');
    if (dollar == std::string_view::npos || dollar == 0 || !all_digits(chunk.substr(dollar + 1))) {
        return false;
    }
    return is_ascii_letter(chunk[dollar - 1]) && upper(chunk) != chunk;
}

// `words_end` is where the last word of the chunk ends.
bool is_wildcard(std::string_view chunk, std::size_t words_end) {
    if (words_end == 0) return false;
    // A question mark within a word is one letter; at its end it is punctuation as people type it.
    return chunk.find('*') != std::string_view::npos || chunk.substr(0, words_end).find('?') !=
                                                            std::string_view::npos;
}

bool is_fuzzy(std::string_view chunk) {
    const std::size_t tilde = chunk.rfind('~');
    if (tilde == std::string_view::npos || tilde == 0) return false;
    const auto after = chunk.substr(tilde + 1);
    return after.empty() || all_digits(after);
}

class Lexer {
  public:
    Lexer(std::string_view input, Diagnostics& errors, Diagnostics& notices)
        : input_(input), errors_(errors), notices_(notices) {}

    std::vector<Lexeme> run() {
        while (at_ < input_.size()) {
            std::size_t next = at_;
            const char32_t c = text::decode(input_, next);
            if (c == text::invalid_character) {
                note_malformed(at_);
                at_ = next;
            } else if (is_space(c)) {
                at_ = next;
            } else if (is_quote(c)) {
                read_phrase(next);
            } else if (!read_sign(c, next)) {
                read_chunk();
            }
        }
        push(LexemeKind::end, input_.size(), input_.size());
        return std::move(lexemes_);
    }

  private:
    void push(LexemeKind kind, std::size_t begin, std::size_t end, std::string text = {}) {
        lexemes_.push_back({kind, range(begin, end), std::move(text)});
        at_ = end;
    }

    static InputRange range(std::size_t begin, std::size_t end) {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    }

    void error(std::string code, std::size_t offset, std::size_t length, std::string message,
               std::string hint) {
        errors_.push_back({std::move(code), range(offset, offset + length), std::move(message),
                           std::move(hint)});
    }

    void read_phrase(std::size_t content) {
        const std::size_t open = at_;
        for (std::size_t at = content; at < input_.size();) {
            const std::size_t before = at;
            const char32_t c = text::decode(input_, at);
            if (c == text::invalid_character) note_malformed(before);
            if (!is_quote(c) || is_between_hebrew_letters(before, at)) continue;
            if (!refuse_in_phrase(content, before)) {
                push(LexemeKind::phrase, open, at, phrase_text(content, before));
                lexemes_.back().text_offset = static_cast<std::uint32_t>(content - open);
            }
            at_ = at;
            read_slop(at);
            return;
        }
        error("unbalanced-quote", open, content - open, "this quote is not closed",
              "add a closing quote");
        push(LexemeKind::phrase, open, input_.size(), phrase_text(content, input_.size()));
    }

    // The gershayim of an abbreviation, as people type it: צה"ל.
    bool is_between_hebrew_letters(std::size_t begin, std::size_t end) const {
        const auto is_hebrew = [](char32_t c) { return c >= 0x5D0 && c <= 0x5EA; };
        return end < input_.size() && is_hebrew(text::decode_before(input_, begin)) &&
               is_hebrew(text::decode(input_, end));
    }

    std::string phrase_text(std::size_t begin, std::size_t end) const {
        std::size_t replaced = 0;  // was reported
        return text::to_valid_utf8(input_.substr(begin, end - begin), replaced);
    }

    void note_malformed(std::size_t at) {
        error("malformed-utf8", at, 1, "the query holds a byte that is not UTF-8", "");
    }

    // "negotiat* talks", "60-day (truce|ceasefire)"
    bool refuse_in_phrase(std::size_t begin, std::size_t end) {
        if (after_field_of(FieldKind::id)) return false;
        const std::string_view text = input_.substr(begin, end - begin);
        const std::size_t open = text.find('('), bar = text.find('|', open);
        const std::size_t close = text.find(')', bar);
        if (close != std::string_view::npos) {
            refuse(begin + open, begin + close + 1);
            return true;
        }
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t piece_end = std::min(text.find_first_of(" \t\r\n", at), text.size());
            const std::string_view piece = text.substr(at, piece_end - at);
            analyzer_.analyze(piece, tokens_);
            if (is_wildcard(piece, words_end())) {
                refuse(begin + at, begin + piece_end);
                return true;
            }
            at = piece_end + 1;
        }
        return false;
    }

    void refuse(std::size_t begin, std::size_t end) {
        push(LexemeKind::unavailable, begin, end, std::string(input_.substr(begin, end - begin)));
    }

    // Whether a field of this kind stands right before what is read now.
    bool after_field_of(FieldKind kind) const {
        if (lexemes_.empty() || lexemes_.back().range.end() != at_ ||
            (lexemes_.back().kind != LexemeKind::field &&
             lexemes_.back().kind != LexemeKind::compare)) {
            return false;
        }
        const archive::Field* field = archive::find_field(lexemes_.back().text);
        return field != nullptr && field->kind == kind;
    }

    // "a b"~3
    void read_slop(std::size_t at) {
        if (at >= input_.size() || input_[at] != '~') return;
        std::size_t end = at + 1;
        while (end < input_.size() && is_digit(input_[end])) ++end;
        push(LexemeKind::unavailable, at, end, std::string(input_.substr(at, end - at)));
    }

    bool read_sign(char32_t c, std::size_t next) {
        switch (c) {
            case '(': push(LexemeKind::open, at_, next, "("); return true;
            case ')': push(LexemeKind::close, at_, next, ")"); return true;
            case '|': push(LexemeKind::op_or, at_, next_after('|'), "|"); return true;
            case '&': push(LexemeKind::op_and, at_, next_after('&'), "&"); return true;
            case '-': return read_minus(next);
            default: return false;
        }
    }

    // "&&" and "||" are & and | as programmers write them.
    std::size_t next_after(char sign) const {
        return input_.substr(at_ + 1, 1) == std::string_view(&sign, 1) ? at_ + 2 : at_ + 1;
    }

    // - is NOT only after white space or an opening parenthesis and right before a word.
    bool read_minus(std::size_t next) {
        const char32_t before = text::decode_before(input_, at_);
        const bool starts = at_ == 0 || is_space(before) || before == '(';
        if (!starts || next >= input_.size()) return false;
        std::size_t after = next;
        const char32_t c = text::decode(input_, after);
        const bool word = c == '(' || c == '=' || is_quote(c) || (c < 0x80 ? std::isalnum(static_cast<int>(c)) != 0 : !is_space(c));
        if (!word) return false;
        push(LexemeKind::op_not, at_, next, "-");
        return true;
    }

    // Where a run without white space, quotes and parentheses ends.
    std::size_t chunk_end() const {
        std::size_t at = at_;
        while (at < input_.size()) {
            std::size_t next = at;
            const char32_t c = text::decode(input_, next);
            if (is_space(c) || (is_quote(c) && !is_between_hebrew_letters(at, next)) || c == '(' || c == ')' || c == '|' ||
                c == text::invalid_character) {
                break;
            }
            at = next;
        }
        return at;
    }

    void read_chunk() {
        const std::size_t begin = at_;
        const std::size_t end = chunk_end();
        const std::string_view chunk = input_.substr(begin, end - begin);
        const bool before_parenthesis = end < input_.size() && input_[end] == '(';
        if (chunk == "AND") return push(LexemeKind::op_and, begin, end, "AND");
        if (chunk == "OR") return push(LexemeKind::op_or, begin, end, "OR");
        if (chunk == "NOT") return push(LexemeKind::op_not, begin, end, "NOT");
        if (is_proximity(chunk) || is_at_least(chunk) ||
            (before_parenthesis && is_function(chunk))) {
            return refuse(begin, end);
        }
        if (before_parenthesis && archive::find_field(chunk) != nullptr) {
            return push(LexemeKind::field, begin, end, std::string(chunk));
        }
        if (read_field(begin, end)) return;
        read_word(begin, end);
    }

    // name:… name=… name>…: gives the field and leaves the rest to be read on.
    bool read_field(std::size_t begin, std::size_t end) {
        std::size_t name_end = begin;
        while (name_end < end && is_ascii_letter(input_[name_end])) ++name_end;
        if (name_end == begin || name_end == end) return false;
        const std::string name(input_.substr(begin, name_end - begin));
        const std::string_view rest = input_.substr(name_end, end - name_end);
        if (rest.starts_with("://")) return false;
        if (rest[0] == ':' || rest[0] == '=') {
            push(LexemeKind::field, begin, name_end + 1, name);
            return true;
        }
        if (rest[0] != '<' && rest[0] != '>') return false;
        const bool equal = rest.substr(1, 1) == "=";
        push(LexemeKind::compare, begin, name_end + (equal ? 2 : 1), name);
        lexemes_.back().op = rest[0] == '>' ? (equal ? RangeKind::at_least : RangeKind::greater)
                                            : (equal ? RangeKind::at_most : RangeKind::less);
        return true;
    }

    void read_word(std::size_t begin, std::size_t end) {
        std::string_view chunk = input_.substr(begin, end - begin);
        const bool verbatim = chunk.size() > 1 && chunk[0] == '=';
        if (verbatim) chunk.remove_prefix(1);
        const bool after_field = !lexemes_.empty() && lexemes_.back().range.end() == begin &&
                                 (lexemes_.back().kind == LexemeKind::field ||
                                  lexemes_.back().kind == LexemeKind::compare);
        // Ids, dates and numbers are no words: they are left to the parser.
        const bool is_word = !after_field_of(FieldKind::id) && !after_field_of(FieldKind::date) &&
                             !after_field_of(FieldKind::number);
        analyzer_.analyze(chunk, tokens_);
        if (is_word && !after_field_of(FieldKind::filter) && is_fuzzy(chunk)) {
            return read_fuzzy(begin, end, chunk);
        }
        if (is_word && (is_wildcard(chunk, words_end()) || is_fuzzy(chunk) || is_truncated(chunk))) {
            return refuse(begin, end);
        }
        if (tokens_.empty() && !after_field) {
            notices_.push_back({"ignored", range(begin, end),
                                fmt::format("'{}' has no letter or digit and was left out", chunk),
                                ""});
            at_ = end;
            return;
        }
        if (chunk == "and" || chunk == "or" || chunk == "not") {
            notices_.push_back(
                {"lower-case-operator", range(begin, end),
                 fmt::format("'{}' was searched as a word", chunk),
                 fmt::format("write {} for the operator", upper(chunk))});
        }
        // Punctuation around a word is how a sentence is typed; the value of a field is left whole.
        if (!after_field) {
            if (tokens_[0].begin > 0 && !verbatim) {  // 'headline:truce' is a field all the same
                at_ = begin + tokens_[0].begin;
                return;
            }
            chunk = within_tokens(chunk);
            if (is_fuzzy(chunk)) return read_fuzzy(begin, end, chunk);
            if (is_proximity(chunk) || is_truncated(chunk)) {  // "W/5,"
                refuse(begin, begin + chunk.size());
                at_ = end;
                return;
            }
        }
        push(LexemeKind::word, begin, end, std::string(chunk));
        lexemes_.back().verbatim = verbatim;
    }

    // netanyahu~ netanyahu~2
    void read_fuzzy(std::size_t begin, std::size_t end, std::string_view chunk) {
        const std::size_t tilde = chunk.rfind('~');
        const std::string_view digits = chunk.substr(tilde + 1);
        std::string_view word = chunk.substr(0, tilde);
        analyzer_.analyze(word, tokens_);
        const bool two = digits == "2";
        if (!digits.empty() && digits != "1" && !two) {
            error("bad-distance", begin, end - begin,
                  fmt::format("a word can be searched within 1 or 2 edits, not {}", digits),
                  fmt::format("write {}~ or {}~2", word, word));
        } else if (tokens_.size() != 1 || tokens_[0].kind != text::TokenKind::word) {
            error("bad-distance", begin, end - begin,
                  "only a single word can be searched within edits",
                  "write its parts as words of their own, joined by AND");
        } else if (characters(word) < (two ? shortest_for_two_edits : shortest_for_one_edit)) {
            error("too-short", begin, end - begin,
                  fmt::format("'{}' is too short to be searched within {} edit{}", word,
                              two ? 2 : 1, two ? "s" : ""),
                  "leave out the ~");
        } else {
            word = within_tokens(word);
        }
        push(LexemeKind::word, begin, end, std::string(word));
        lexemes_.back().edits = two ? 2 : 1;
    }

    static std::size_t characters(std::string_view text) {
        std::size_t count = 0;
        for (std::size_t at = 0; at < text.size(); ++count) text::decode(text, at);
        return count;
    }

    std::size_t words_end() const {
        std::size_t end = 0;
        for (const text::Token& token : tokens_) end = std::max<std::size_t>(end, token.end);
        return end;
    }

    std::string_view within_tokens(std::string_view chunk) const {
        return chunk.substr(tokens_[0].begin, words_end() - tokens_[0].begin);
    }

    std::string_view input_;
    Diagnostics& errors_;
    Diagnostics& notices_;
    std::vector<Lexeme> lexemes_;
    text::Analyzer analyzer_;
    text::TokenList tokens_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view input, Diagnostics& errors, Diagnostics& notices) {
    return Lexer(input, errors, notices).run();
}

}  // namespace broadsheet::query
