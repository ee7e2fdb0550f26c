#include "query/syntax/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "archive/field_table.hpp"
#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/lexer_parts.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F;
}

bool is_quote(char32_t c) {
    return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F;
}

bool starts_word(char32_t c) {
    return c == '=' || (c < 0x80 ? std::isalnum(static_cast<int>(c)) != 0 : !is_space(c));
}

std::vector<Lexeme> Lexer::run() {
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

void Lexer::push(LexemeKind kind, std::size_t begin, std::size_t end, std::string text) {
    Lexeme& lexeme = lexemes_.emplace_back();
    lexeme.kind = kind;
    lexeme.range = range(begin, end);
    lexeme.text = std::move(text);
    at_ = end;
}

void Lexer::error(std::string code, std::size_t offset, std::size_t length, std::string message,
                  std::string hint) {
    errors_.push_back({std::move(code), range(offset, offset + length), std::move(message),
                       std::move(hint)});
}

void Lexer::note_malformed(std::size_t at) {
    error("malformed-utf8", at, 1, "the query holds a byte that is not UTF-8", "");
}

InputRange Lexer::range(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

bool Lexer::after_field_of(FieldKind kind) const {
    if (lexemes_.empty() || lexemes_.back().range.end() != at_ ||
        (lexemes_.back().kind != LexemeKind::field &&
         lexemes_.back().kind != LexemeKind::compare)) {
        return false;
    }
    const archive::Field* field = archive::find_field(lexemes_.back().text);
    return field != nullptr && field->kind == kind;
}

bool Lexer::after_value_field() const {
    return after_field_of(FieldKind::id) || after_field_of(FieldKind::date) ||
           after_field_of(FieldKind::number) || after_field_of(FieldKind::filter);
}

bool Lexer::read_sign(char32_t c, std::size_t next) {
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

std::size_t Lexer::next_after(char sign) const {
    return input_.substr(at_ + 1, 1) == std::string_view(&sign, 1) ? at_ + 2 : at_ + 1;
}

bool Lexer::read_minus(std::size_t next) {
    const char32_t before = text::decode_before(input_, at_);
    const bool starts = at_ == 0 || is_space(before) || before == '(';
    if (!starts || next >= input_.size()) return false;
    std::size_t after = next;
    const char32_t c = text::decode(input_, after);
    if (c != '(' && !is_quote(c) && !starts_word(c)) return false;
    push(LexemeKind::op_not, at_, next, "-");
    return true;
}

std::size_t Lexer::chunk_end() const {
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

void Lexer::read_chunk() {
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

bool Lexer::read_field(std::size_t begin, std::size_t end) {
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

std::vector<Lexeme> lex(std::string_view input, Diagnostics& errors, Diagnostics& notices) {
    return Lexer(input, errors, notices).run();
}

}  // namespace broadsheet::query
