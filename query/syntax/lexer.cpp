#include "query/syntax/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "archive/field_table.hpp"
#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/phrase_items.hpp"
#include "query/syntax/wildcard_word.hpp"
#include "text/analyzer.hpp"
#include "text/ascii.hpp"
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

// 2, or the 0.8 of Lucene's former roam~0.8, which is refused.
bool is_number(std::string_view text) {
    return boost_length("^" + std::string(text)) == text.size() + 1;
}

bool starts_word(char32_t c) {
    return c == '=' || (c < 0x80 ? std::isalnum(static_cast<int>(c)) != 0 : !is_space(c));
}

bool is_fuzzy(std::string_view chunk) {
    const std::size_t tilde = chunk.rfind('~');
    if (tilde == std::string_view::npos || tilde == 0) return false;
    const auto after = chunk.substr(tilde + 1);
    return after.empty() || is_number(after);
}

constexpr std::string_view near_wildcard = "~ asks for words near one, and a wildcard stands for many";

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
        Lexeme& lexeme = lexemes_.emplace_back();
        lexeme.kind = kind;
        lexeme.range = range(begin, end);
        lexeme.text = std::move(text);
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
            push_phrase(open, at, content, before);
            read_others();
            return;
        }
        error("unbalanced-quote", open, content - open, "this quote is not closed",
              "add a closing quote");
        push(LexemeKind::phrase, open, input_.size(), phrase_text(content, input_.size()));
    }

    void push_phrase(std::size_t open, std::size_t end, std::size_t content, std::size_t content_end) {
        const bool is_id = after_field_of(FieldKind::id);
        push(LexemeKind::phrase, open, end, phrase_text(content, content_end));
        lexemes_.back().text_offset = static_cast<std::uint32_t>(content - open);
        if (is_id) return;
        check_wildcards(phrase_items(lexemes_.back().text), content);
        check_stars(content, content_end);
    }

    void check_stars(std::size_t content, std::size_t content_end) {
        const auto star = star_for_a_word(input_.substr(content, content_end - content));
        if (!star) return;
        error("bad-wildcard", content + star->offset, star->length,
              "* stands for letters of a word, not for words", star->hint);
    }

    void check_wildcards(const std::vector<PhraseItem>& items, std::size_t content) {
        for (const PhraseItem& item : items) {
            if (item.kind == PhraseItemKind::wildcard) {
                // Where malformed bytes were replaced, the text is longer than what was typed.
                const std::size_t begin = std::min(content + item.offset, at_ - 1);
                check_wildcard(item.text, begin, std::min(item.text.size(), at_ - begin));
            }
            for (const auto& alternative : item.alternatives) check_wildcards(alternative, content);
        }
    }

    void check_wildcard(const std::string& wildcard, std::size_t offset, std::size_t length) {
        const std::size_t first = wildcard.find_first_not_of('*');
        const std::string_view inside = std::string_view(wildcard).substr(
            first, wildcard.find_last_not_of('*') + 1 - first);
        analyzer_.analyze(inside, tokens_);
        const bool has_sign = inside.find_first_of("*?$") != std::string_view::npos;
        const bool unparted = std::ranges::any_of(tokens_, [](const text::Token& token) {
            return token.kind == text::TokenKind::pair || token.kind == text::TokenKind::character;
        });
        if (has_sign && unparted) {
            error("bad-wildcard", offset, length,
                  "this script parts no words, so there is no gap within one",
                  "write the characters before and behind the gap, joined by W/5");
            return;
        }
        if (literal_characters(wildcard) >= shortest_wildcard) return;
        error("too-short", offset, length,
              fmt::format("'{}' would fit too many words: a wildcard needs {} letters", wildcard,
                          shortest_wildcard),
              "write more of the word");
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

    // Whether what is read now is a value, not words.
    bool after_value_field() const {
        return after_field_of(FieldKind::id) || after_field_of(FieldKind::date) ||
               after_field_of(FieldKind::number) || after_field_of(FieldKind::filter);
    }

    // "a b"~3
    void read_others() {
        if (at_ >= input_.size() || input_[at_] != '~') return;
        const std::size_t begin = at_;
        std::size_t end = begin + 1;
        while (end < input_.size() && text::is_digit(input_[end])) ++end;
        const auto count = read_count(input_.substr(begin + 1, end - begin - 1));
        if (!count || *count > max_count) {
            error("bad-distance", begin, end - begin,
                  fmt::format("behind a phrase, ~ takes a number up to {}: the other words between",
                              max_count),
                  "write \"peace talks\"~5");
        } else {
            lexemes_.back().others = static_cast<std::uint8_t>(*count);
            check_window();
        }
        lexemes_.back().range.length = static_cast<std::uint32_t>(end - lexemes_.back().range.offset);
        at_ = end;
    }

    void check_window() {
        analyzer_.analyze(lexemes_.back().text, tokens_);
        if (tokens_.size() <= max_window_words) return;
        const InputRange at = lexemes_.back().range;
        error("too-many-words", at.offset, at.length,
              fmt::format("a phrase in any order has at most {} words", max_window_words),
              "leave out the common ones");
    }

    static std::optional<std::uint32_t> read_count(std::string_view digits) {
        std::uint32_t count = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
        if (read.ec != std::errc() || digits.empty()) return std::nullopt;
        return count;
    }

    bool read_sign(char32_t c, std::size_t next) {
        switch (c) {
            case '(': push(LexemeKind::open, at_, next, "("); return true;
            case ')': push(LexemeKind::close, at_, next, ")"); return true;
            case '|': push(LexemeKind::op_or, at_, next_after('|'), "|"); return true;
            case '&': push(LexemeKind::op_and, at_, next_after('&'), "&"); return true;
            case '-': return read_minus(next);
            case '^': return read_boost();
            default: return false;
        }
    }

    // "&&" and "||" are & and | as programmers write them.
    std::size_t next_after(char sign) const {
        return input_.substr(at_ + 1, 1) == std::string_view(&sign, 1) ? at_ + 2 : at_ + 1;
    }

    // ^2, by which Lucene weighs what stands before it.
    bool read_boost() {
        const std::size_t length = boost_length(input_.substr(at_));
        if (length == 0 || after_field_of(FieldKind::id)) return false;
        refuse_operator(at_, at_ + length, "leave it out: all words weigh by how rare they are");
        at_ += length;
        return true;
    }

    // - is NOT only after white space or an opening parenthesis and right before a word.
    bool read_minus(std::size_t next) {
        const char32_t before = text::decode_before(input_, at_);
        const bool starts = at_ == 0 || is_space(before) || before == '(';
        if (!starts || next >= input_.size()) return false;
        std::size_t after = next;
        const char32_t c = text::decode(input_, after);
        if (c != '(' && !is_quote(c) && !starts_word(c)) return false;
        push(LexemeKind::op_not, at_, next, "-");
        return true;
    }

    // Where a run without white space, quotes and parentheses ends.
    std::size_t chunk_end() const {
        std::size_t at = at_;
        const bool is_id = after_field_of(FieldKind::id);
        while (at < input_.size()) {
            std::size_t next = at;
            const char32_t c = text::decode(input_, next);
            if (!is_id && (boost_length(input_.substr(at)) > 0 || input_.substr(at, 2) == "&&")) break;
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
        if (read_operator(begin, end, chunk) || read_foreign(begin, end, chunk)) return;
        const std::string name = before_parenthesis ? text::ascii_upper(chunk) : std::string(chunk);
        if (const auto function = read_function(name)) {
            if (before_parenthesis) return push_function(begin, end, *function);
            if (std::holds_alternative<std::uint32_t>(function->kind)) {
                error("missing-operand", begin, end - begin,
                      fmt::format("{} has nothing to count here", chunk),
                      fmt::format("write {}(word)", chunk));
                at_ = end;
                return;
            }
        }
        if (before_parenthesis && archive::find_field(chunk) != nullptr) {
            return push(LexemeKind::field, begin, end, std::string(chunk));
        }
        if (read_field(begin, end)) return;
        note_foreign_operator(begin, end, chunk);
        if (before_parenthesis) note_name(begin, end, chunk);
        read_word(begin, end);
    }

    // TI(…), as a field or function would be written.
    void note_name(std::size_t begin, std::size_t end, std::string_view chunk) {
        const std::string_view instead = foreign_field_hint(chunk);
        const bool capitals = std::ranges::all_of(chunk, [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!capitals && instead.empty()) return;
        constexpr std::size_t longest_abbreviation = 3;  // CO(2) is none
        if (capitals && !instead.empty() && chunk.size() > longest_abbreviation) {
            return error("unknown-field", begin, end - begin,
                         fmt::format("there is no field '{}'", chunk), std::string(instead));
        }
        const auto near = archive::nearest_field_names(chunk);
        notices_.push_back({"no-such-field", range(begin, end),
                            fmt::format("there is no field or function '{}': it was searched as a word",
                                        chunk),
                            !instead.empty() ? std::string(instead)
                            : near.empty()   ? ""
                                             : fmt::format("did you mean {}:", near.front())});
    }

    void refuse_operator(std::size_t begin, std::size_t end, std::string hint) {
        error("unknown-operator", begin, end - begin,
              fmt::format("'{}' is not an operator here", input_.substr(begin, end - begin)),
              std::move(hint));
    }

    // What other engines read as something that this one has not, or writes otherwise.
    bool read_foreign(std::size_t begin, std::size_t end, std::string_view chunk) {
        if (after_value_field()) return false;
        if (const std::string wanted = foreign_proximity(chunk); !wanted.empty()) {
            refuse_operator(begin, end, "write " + wanted);
            push(LexemeKind::proximity, begin, end, wanted);
            return true;
        }
        if (const auto n = foreign_distance_call(chunk, input_.substr(end)); !n.empty()) {
            const std::size_t call_end = end + n.size() + 2;  // with its parentheses
            refuse_operator(begin, call_end, fmt::format("write W/{}", n));
            push(LexemeKind::proximity, begin, call_end, fmt::format("W/{}", n));
            return true;
        }
        return read_foreign_function(begin, end, chunk) || read_foreign_sign(begin, end, chunk);
    }

    // ATL5(…)
    bool read_foreign_function(std::size_t begin, std::size_t end, std::string_view chunk) {
        const std::string wanted = foreign_function(chunk);
        if (wanted.empty() || input_.substr(end, 1) != "(") return false;
        refuse_operator(begin, end, fmt::format("write {}(word)", wanted));
        push_function(begin, end, *read_function(wanted));
        return true;
    }

    // !opec and +opec, before whatever else the chunk is.
    bool read_foreign_sign(std::size_t begin, std::size_t end, std::string_view chunk) {
        if (chunk[0] != '!' && chunk[0] != '+') return false;
        const std::size_t signs = std::min(chunk.find_first_not_of(chunk[0]), chunk.size());
        const std::string_view behind = input_.substr(begin + signs);
        std::size_t next = 0;
        const char32_t c = behind.empty() ? U' ' : text::decode(behind, next);
        const bool is_group = signs == chunk.size() && (c == '(' || is_quote(c));
        if (!is_group && !starts_word(c)) return false;
        if (chunk[0] == '!') {
            refuse_operator(begin, begin + signs, "write NOT, or - right before the word");
        } else if (c < 0x80 && text::is_digit(static_cast<char>(c))) {
            return false;  // a number with its sign
        } else if (!std::exchange(plus_was_noted_, true)) {
            notices_.push_back({"ignored", range(begin, begin + signs),
                                "'+' was left out: without OR every word is asked for",
                                "write = before a word for that form alone"});
        }
        at_ = std::min(begin + signs, end);
        return true;
    }

    // "oil NEAR opec", "oil +5 opec": words, unless something else was meant.
    void note_foreign_operator(std::size_t begin, std::size_t end, std::string_view chunk) {
        const auto hint = foreign_operator_hint(chunk);
        if (!hint || !stands_between(end)) return;
        notices_.push_back({"no-operator", range(begin, end),
                            fmt::format("'{}' was searched as a word", chunk), *hint});
    }

    // Whether there is something to join on both sides of what is read now.
    bool stands_between(std::size_t end) const {
        if (lexemes_.empty() || lexemes_.back().range.end() == at_) return false;
        const LexemeKind before = lexemes_.back().kind;
        const bool operand = before == LexemeKind::word || before == LexemeKind::wildcard ||
                             before == LexemeKind::phrase || before == LexemeKind::close;
        const std::size_t behind = input_.find_first_not_of(" \t\r\n", end);
        return operand && behind != std::string_view::npos && input_[behind] != ')';
    }

    // W/5, PRE/5, W/S, …
    bool read_operator(std::size_t begin, std::size_t end, std::string_view chunk) {
        const auto written = read_proximity(chunk);
        if (!written) return false;
        push(LexemeKind::proximity, begin, end, text::ascii_upper(chunk));
        lexemes_.back().proximity = written->rule;
        if (!written->n.has_value()) return true;
        if (*written->n < 1 || *written->n > max_count) {
            error("bad-distance", begin, end - begin,
                  fmt::format("a distance is 1 to {} words", max_count),
                  *written->n == 0 ? "write W/1 for words side by side"
                                   : "write W/P for the same paragraph, W/SEG for the same section");
        } else {
            lexemes_.back().proximity.distance = static_cast<std::uint8_t>(*written->n);
        }
        return true;
    }

    void push_function(std::size_t begin, std::size_t end, const WrittenFunction& function) {
        const auto* count = std::get_if<std::uint32_t>(&function.kind);
        if (count != nullptr && (*count < 1 || *count > max_count)) {
            error("bad-count", begin, end - begin,
                  fmt::format("ATLEAST takes a number from 1 to {}", max_count),
                  "write ATLEAST3(word)");
        }
        push(LexemeKind::function, begin, end, std::string(input_.substr(begin, end - begin)));
        lexemes_.back().function = function;
    }

    // name:… name=… name>…: gives the field and leaves the rest to be read on.
    bool read_field(std::size_t begin, std::size_t end) {
        std::size_t name_end = begin;
        while (name_end < end && text::is_ascii_letter(input_[name_end])) ++name_end;
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
        if (is_word && push_wildcard(begin, end, chunk)) return;
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
                 fmt::format("write {} for the operator", text::ascii_upper(chunk))});
        }
        // Punctuation around a word is how a sentence is typed; the value of a field is left whole.
        if (!after_field) {
            if (tokens_[0].begin > 0 && !verbatim) {  // 'headline:truce' is a field all the same
                at_ = begin + tokens_[0].begin;
                return;
            }
            chunk = within_tokens(chunk);
            if (is_fuzzy(chunk)) return read_fuzzy(begin, end, chunk);
            if ((!verbatim && (read_operator(begin, begin + chunk.size(), chunk) ||  // "W/5,"
                               read_foreign(begin, begin + chunk.size(), chunk))) ||
                push_wildcard(begin, begin + chunk.size(), chunk)) {  // "earn$3,"
                at_ = end;
                return;
            }
        }
        push(LexemeKind::word, begin, end, std::string(chunk));
        lexemes_.back().verbatim = verbatim;
    }

    bool push_wildcard(std::size_t begin, std::size_t end, std::string_view chunk) {
        auto wildcard = read_wildcard(chunk);
        if (!wildcard) wildcard = read_truncation(chunk);
        if (!wildcard) return false;
        const bool near = wildcard->find('~') != std::string::npos;
        if (near || input_[begin] == '=') {
            error("bad-wildcard", begin, end - begin,
                  near ? std::string(near_wildcard)
                       : "= asks for one form of a word, and a wildcard stands for many",
                  near ? "leave out the ~" : "leave out the =");
            at_ = end;
            return true;
        }
        std::size_t first_end = 0;
        text::decode(*wildcard, first_end);
        if (const std::size_t before = chunk.find(wildcard->substr(0, first_end)); before > 0) {
            at_ = end - chunk.size() + before;  // 'headline:neg* is a field all the same
            return true;
        }
        check_wildcard(*wildcard, begin, end - begin);
        push(LexemeKind::wildcard, begin, end, *wildcard);
        return true;
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
        } else if (read_wildcard(word)) {
            error("bad-wildcard", begin, end - begin, std::string(near_wildcard), "leave out the ~");
        } else if (tokens_.size() != 1 || tokens_[0].kind != text::TokenKind::word) {
            error("bad-distance", begin, end - begin,
                  "only a single word can be searched within edits",
                  "write its parts as words of their own, joined by AND");
        } else if (characters(tokens_.form(tokens_[0])) < (two ? shortest_for_two_edits : shortest_for_one_edit)) {
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
    bool plus_was_noted_ = false;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view input, Diagnostics& errors, Diagnostics& notices) {
    return Lexer(input, errors, notices).run();
}

}  // namespace broadsheet::query
