// Distances and functions, and what may be their operands.
#include "query/syntax/parser_parts.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "query/syntax/operand_rules.hpp"

namespace broadsheet::query {

bool Parser::at_proximity() const {
    if (peek().kind == LexemeKind::proximity) return true;
    return peek().kind == LexemeKind::op_not &&
           lexemes_[at_ + 1].kind == LexemeKind::proximity && lexemes_[at_].text == "NOT";
}

std::optional<Node> Parser::parse_proximity() {
    if (at_proximity()) {
        next_proximity();
        missing_operand(lexemes_[at_ - 1]);
        return starts_operand() ? parse_proximity() : std::nullopt;
    }
    std::optional<Node> left = parse_primary();
    while (at_proximity()) {
        const ProximityRule rule = next_proximity();
        const Lexeme& op = lexemes_[at_ - 1];
        if (!starts_operand() || peek().kind == LexemeKind::op_not || at_proximity()) {
            missing_operand(op);
            continue;
        }
        if (left) check_operand(*left, op.text);
        std::optional<Node> right = parse_primary();
        if (right) check_operand(*right, op.text);
        if (!left || !right) continue;
        const InputRange range{left->range.offset, right->range.end() - left->range.offset};
        left = Node{range, Proximity{NodePtr(std::move(*left)), NodePtr(std::move(*right)), rule}};
    }
    return left;
}

ProximityRule Parser::next_proximity() {
    const bool negated = peek().kind == LexemeKind::op_not;
    if (negated) next();
    ProximityRule rule = next().proximity;
    rule.negated = negated;
    return rule;
}

void Parser::check_operand(const Node& node, const std::string& op) {
    if (const Node* bad = part_without_place(node)) {
        error("bad-operand", bad->range, fmt::format("{} cannot stand beside {}", kind_of(*bad), op),
              std::holds_alternative<And>(bad->kind)
                  ? "write W/P in place of AND for the same paragraph, or join the distances by AND"
                  : fmt::format("join it to the {} by AND", op));
    }
}

std::optional<Node> Parser::parse_function(const Lexeme& name) {
    std::optional<Node> child = parse_primary();
    if (!child) return std::nullopt;
    const InputRange range{name.range.offset, child->range.end() - name.range.offset};
    if (const auto* count = std::get_if<std::uint32_t>(&name.function.kind)) {
        check_operand(*child, name.text);
        return Node{range, AtLeast{static_cast<std::uint8_t>(*count), NodePtr(std::move(*child))}};
    }
    if (const auto* rule = std::get_if<CaseRule>(&name.function.kind)) {
        check_words(*child, name.text, true);
        return Node{range, Cased{*rule, NodePtr(std::move(*child))}};
    }
    check_words(*child, name.text, false);
    return Node{range, Numbered{std::get<GrammaticalNumber>(name.function.kind),
                                NodePtr(std::move(*child))}};
}

void Parser::check_words(const Node& node, const std::string& name, bool any_words) {
    if (const auto* either = std::get_if<Or>(&node.kind)) {
        for (const Node& child : either->children) check_words(child, name, any_words);
        return;
    }
    const auto* word = std::get_if<Word>(&node.kind);
    if (word != nullptr && (any_words || (!word->verbatim && word->edits == 0))) return;
    if (any_words && (std::holds_alternative<Phrase>(node.kind) ||
                      std::holds_alternative<WildcardWord>(node.kind) ||
                      std::holds_alternative<Numbered>(node.kind))) {
        return;
    }
    error("bad-operand", node.range,
          fmt::format("{} takes {}", name,
                      any_words ? "words, phrases, and OR of them" : "words, and OR of them"),
          fmt::format("write {}(word)", name));
}

}  // namespace broadsheet::query
