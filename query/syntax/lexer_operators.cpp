// Operators and functions by their names, and what other engines have in their place.
#include "query/syntax/lexer_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/syntax/foreign_syntax.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace broadsheet::query {

bool Lexer::read_operator(std::size_t begin, std::size_t end, std::string_view chunk) {
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

void Lexer::push_function(std::size_t begin, std::size_t end, const WrittenFunction& function) {
    const auto* count = std::get_if<std::uint32_t>(&function.kind);
    if (count != nullptr && (*count < 1 || *count > max_count)) {
        error("bad-count", begin, end - begin,
              fmt::format("ATLEAST takes a number from 1 to {}", max_count),
              "write ATLEAST3(word)");
    }
    push(LexemeKind::function, begin, end, std::string(input_.substr(begin, end - begin)));
    lexemes_.back().function = function;
}

void Lexer::note_name(std::size_t begin, std::size_t end, std::string_view chunk) {
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

void Lexer::refuse_operator(std::size_t begin, std::size_t end, std::string hint) {
    error("unknown-operator", begin, end - begin,
          fmt::format("'{}' is not an operator here", input_.substr(begin, end - begin)),
          std::move(hint));
}

bool Lexer::read_boost() {
    const std::size_t length = boost_length(input_.substr(at_));
    if (length == 0 || after_field_of(FieldKind::id)) return false;
    refuse_operator(at_, at_ + length, "leave it out: all words weigh by how rare they are");
    at_ += length;
    return true;
}

bool Lexer::read_foreign(std::size_t begin, std::size_t end, std::string_view chunk) {
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

bool Lexer::read_foreign_function(std::size_t begin, std::size_t end, std::string_view chunk) {
    const std::string wanted = foreign_function(chunk);
    if (wanted.empty() || input_.substr(end, 1) != "(") return false;
    refuse_operator(begin, end, fmt::format("write {}(word)", wanted));
    push_function(begin, end, *read_function(wanted));
    return true;
}

bool Lexer::read_foreign_sign(std::size_t begin, std::size_t end, std::string_view chunk) {
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

void Lexer::note_foreign_operator(std::size_t begin, std::size_t end, std::string_view chunk) {
    const auto hint = foreign_operator_hint(chunk);
    if (!hint || !stands_between(end)) return;
    notices_.push_back({"no-operator", range(begin, end),
                        fmt::format("'{}' was searched as a word", chunk), *hint});
}

bool Lexer::stands_between(std::size_t end) const {
    if (lexemes_.empty() || lexemes_.back().range.end() == at_) return false;
    const LexemeKind before = lexemes_.back().kind;
    const bool operand = before == LexemeKind::word || before == LexemeKind::wildcard ||
                         before == LexemeKind::phrase || before == LexemeKind::close;
    const std::size_t behind = input_.find_first_not_of(" \t\r\n", end);
    return operand && behind != std::string_view::npos && input_[behind] != ')';
}

}  // namespace broadsheet::query
