#include "query/syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/mixed_operators.hpp"
#include "query/syntax/operand_rules.hpp"
#include "query/syntax/parser_parts.hpp"
#include "text/folding.hpp"

namespace broadsheet::query {

ParseResult Parser::run() {
    if (input_.size() > max_query_bytes) {
        error("too-long", {0, static_cast<std::uint32_t>(input_.size())},
              fmt::format("the query has {} bytes, {} more than are read", input_.size(),
                          input_.size() - max_query_bytes),
              "search for the rarest words of it");
        return std::move(result_);
    }
    lexemes_ = lex(input_, result_.errors, result_.notices);
    if (peek().kind == LexemeKind::end) {
        if (!result_.notices.empty()) {
            error("no-words", result_.notices.front().range,
                  "the query has no letter or digit to search for", "write a word");
        }
        return std::move(result_);
    }
    std::optional<Node> tree = parse_or();
    while (peek().kind != LexemeKind::end) {  // only a closing parenthesis stops parse_or
        error("unbalanced-parenthesis", next().range, "this parenthesis was never opened",
              "remove it");
        if (is_joint()) next();  // it joins what stands before the parenthesis
        parse_or();
    }
    if (tree && result_.errors.empty() && is_negative(*tree)) {
        error("only-not", tree->range, "a query of only NOT would list nearly everything",
              "say what to find, then what to leave out: qatar NOT football");
    }
    std::ranges::stable_sort(result_.errors, {}, [](const auto& e) { return e.range.offset; });
    std::ranges::stable_sort(result_.notices, {}, [](const auto& n) { return n.range.offset; });
    if (result_.errors.empty()) {
        result_.bare_words = is_bare_words();
        if (tree && holds_and(*tree) && mixed_ == tree->range) {
            result_.other_reading = other_reading(*tree);
        }
        result_.tree = std::move(tree);
    } else {
        std::erase_if(result_.notices, [](const auto& notice) {  // of a reading that there is not
            return notice.code == "mixed-operators" || notice.code == "distance-of-words";
        });
    }
    return std::move(result_);
}

void Parser::error(std::string code, InputRange range, std::string message, std::string hint) {
    result_.errors.push_back(
        {std::move(code), range, std::move(message), std::move(hint)});
}

const Lexeme& Parser::next() {
    const Lexeme& lexeme = lexemes_[at_];
    if (lexeme.kind != LexemeKind::end) ++at_;
    return lexeme;
}

bool Parser::is_joint() const {
    return peek().kind == LexemeKind::op_or || peek().kind == LexemeKind::op_and;
}

bool Parser::starts_operand() const {
    switch (peek().kind) {
        case LexemeKind::end:
        case LexemeKind::close:
        case LexemeKind::op_or:
        case LexemeKind::op_and: return false;
        default: return true;  // a distance operator too, where its left operand is missing
    }
}

void Parser::missing_operand(const Lexeme& op) {
    error("missing-operand", op.range, fmt::format("{} has nothing to join here", op.text),
          fmt::format("add a word, or remove {}", op.text));
}

std::string_view Parser::shown(const Node& node) const {
    return input_.substr(node.range.offset, node.range.length);
}

std::optional<Node> Parser::counted(Node node) {
    if (++words_ == max_words + 1) {
        error("too-many-words", node.range,
              fmt::format("the query has more than {} words", max_words), "use fewer words");
    }
    return node;
}

std::optional<Node> Parser::parse_or() {
    std::vector<Node> children;
    bool mixed = false;
    const auto add_operand = [&] {
        bool has_and = false;
        std::optional<Node> child = parse_and(has_and);
        mixed |= has_and;
        if (child) children.push_back(std::move(*child));
    };
    add_operand();
    bool has_or = false;
    while (is_joint()) {  // an AND is left here only behind an OR, which is reported then
        const Lexeme op = next();
        has_or |= op.kind == LexemeKind::op_or;
        if (starts_operand()) add_operand();
        else if (op.kind == LexemeKind::op_or) missing_operand(op);
    }
    std::optional<Node> node = joined<Or>(std::move(children));
    if (has_or && mixed && node && holds_and(*node)) notice_mixed(*node);
    return node;
}

std::optional<Node> Parser::parse_and(bool& has_written_and) {
    std::vector<Node> children;
    bool after_and = false;
    if (peek().kind == LexemeKind::op_and || peek().kind == LexemeKind::op_or) {
        missing_operand(next());
    }
    while (true) {
        if (peek().kind == LexemeKind::op_and) {
            const Lexeme op = next();
            has_written_and = after_and = true;
            if (!starts_operand()) missing_operand(op);
            continue;
        }
        if (!starts_operand()) break;
        const bool more = !children.empty();
        const bool written = after_and;
        after_and = false;
        if (auto child = parse_not()) {
            if (more && !std::holds_alternative<Not>(child->kind)) has_written_and = true;
            if (more && !written) notice_distance(children.back(), *child);
            children.push_back(std::move(*child));
        }
    }
    return joined<And>(std::move(children));
}

std::optional<Node> Parser::parse_not() {
    if (peek().kind != LexemeKind::op_not) return parse_proximity();
    const Lexeme op = next();
    if (peek().kind == LexemeKind::op_not) {
        error("double-not", peek().range, "NOT of NOT says nothing new", "remove both");
        return parse_not();
    }
    if (!starts_operand()) {
        missing_operand(op);
        return std::nullopt;
    }
    std::optional<Node> child = parse_proximity();
    if (!child) return std::nullopt;
    const InputRange range{op.range.offset, child->range.end() - op.range.offset};
    return Node{range, Not{NodePtr(std::move(*child))}};
}

bool Parser::is_bare_words() const {
    return lexemes_.size() > 2 && std::ranges::all_of(lexemes_, [](const Lexeme& lexeme) {
               return lexeme.kind == LexemeKind::end ||
                      (lexeme.kind == LexemeKind::word && !lexeme.verbatim && lexeme.edits == 0);
           });
}

void Parser::notice_mixed(const Node& node) {
    mixed_ = node.range;
    result_.notices.push_back(
        {"mixed-operators", node.range,
         fmt::format("AND binds tighter than OR: this was read as {}", print_grouped(node)),
         "write parentheses to say which belongs together"});
}

void Parser::notice_distance(const Node& before, const Node& behind) {
    const auto is_open = [this](const Node& node) {  // not in parentheses
        return std::holds_alternative<Proximity>(node.kind) && input_[node.range.offset] != '(';
    };
    const bool word_first = std::holds_alternative<Word>(before.kind) && is_open(behind);
    const bool word_last = is_open(before) && std::holds_alternative<Word>(behind.kind);
    if (!word_first && !word_last) return;
    const Node& word = word_first ? before : behind;
    const Node& near = word_first ? behind : before;
    result_.notices.push_back(
        {"distance-of-words", word.range,
         fmt::format("'{}' may stand anywhere in the article: only '{}' asks for a distance",
                     shown(word), shown(near)),
         "put the words that belong together in quotes"});
}

std::optional<Node> Parser::parse_primary() {
    const Lexeme lexeme = next();
    switch (lexeme.kind) {
        case LexemeKind::open: return parse_group(lexeme);
        case LexemeKind::word:
            check_range_of_field(lexeme);
            return counted({lexeme.range, Word{lexeme.text, lexeme.verbatim, lexeme.edits}});
        case LexemeKind::phrase: return parse_phrase(lexeme);
        case LexemeKind::field: return parse_field(lexeme);
        case LexemeKind::compare: return parse_comparison(lexeme);
        case LexemeKind::wildcard: return counted({lexeme.range, WildcardWord{lexeme.text}});
        case LexemeKind::function: return parse_function(lexeme);
        default: return std::nullopt;
    }
}

void Parser::check_range_of_field(const Lexeme& word) {
    if (field_depth_ > 0 || word.verbatim || !is_bare_range(text::fold(word.text))) return;
    error("bad-range", word.range, "only a field can be asked for a range",
          "write its name before it, as date:1987..1989");
}

std::optional<Node> Parser::parse_phrase(const Lexeme& lexeme) {
    const bool blank = lexeme.text.find_first_not_of(" \t\n\v\f\r") == std::string::npos;
    if (blank) {
        const bool reported = std::ranges::any_of(
            result_.errors, [&](const auto& e) { return e.range.offset == lexeme.range.offset; });
        if (!reported) {
            error("empty-phrase", lexeme.range, "there is nothing between these quotes",
                  "write a phrase, or remove the quotes");
        }
        return std::nullopt;
    }
    return counted({lexeme.range, Phrase{lexeme.text, lexeme.text_offset, lexeme.others}});
}

std::optional<Node> Parser::parse_group(const Lexeme& open) {
    if (++depth_ > max_nesting) {
        if (depth_ == max_nesting + 1) {
            error("too-deep", open.range,
                  fmt::format("parentheses are nested more than {} deep", max_nesting),
                  "leave out the inner ones");
        }
        skip_group();
        --depth_;
        return std::nullopt;
    }
    const std::size_t errors_before = result_.errors.size();
    std::optional<Node> inner = parse_or();
    --depth_;
    if (peek().kind != LexemeKind::close) {
        error("unbalanced-parenthesis", open.range, "this parenthesis is not closed",
              "add a closing parenthesis");
        return inner;
    }
    const Lexeme close = next();
    const InputRange range{open.range.offset, close.range.end() - open.range.offset};
    if (!inner) {
        if (result_.errors.size() == errors_before) {
            error("empty-group", range, "there is nothing between these parentheses",
                  "write a word, or remove the parentheses");
        }
        return std::nullopt;
    }
    inner->range = range;
    return inner;
}

void Parser::skip_group() {
    for (int open = 1; open > 0 && peek().kind != LexemeKind::end;) {
        const LexemeKind kind = next().kind;
        if (kind == LexemeKind::open) ++open;
        if (kind == LexemeKind::close) --open;
    }
}

ParseResult parse(std::string_view input) { return Parser(input).run(); }

}  // namespace broadsheet::query
