// Fields and their values.
#include "query/syntax/parser_parts.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/mixed_operators.hpp"
#include "query/syntax/range_value.hpp"

namespace broadsheet::query {

using archive::FieldKind;

const archive::Field* Parser::known_field(const Lexeme& lexeme) {
    if (const auto* field = archive::find_field(lexeme.text)) return field;
    std::string hint = "a colon after a word names a field; put the word in quotes to search it";
    const auto near = archive::nearest_field_names(lexeme.text);
    if (const auto instead = foreign_field_hint(lexeme.text); !instead.empty()) hint = instead;
    else if (!near.empty()) hint = fmt::format("did you mean {}:", near.front());
    error("unknown-field", lexeme.range, fmt::format("there is no field '{}'", lexeme.text),
          hint);
    return nullptr;
}

std::optional<Node> Parser::parse_field(const Lexeme& name) {
    const archive::Field* field = known_field(name);
    if (!starts_operand() || peek().kind == LexemeKind::op_not) {
        error("empty-field", name.range, fmt::format("'{}' has no value", name.text),
              "write the value right behind it, as headline:truce");
        return std::nullopt;
    }
    if (field != nullptr && (field->kind == FieldKind::date || field->kind == FieldKind::number)) {
        return parse_range(name, *field, RangeKind::equal);
    }
    if (++field_depth_ > 1) {
        error("nested-field", name.range, "a field cannot stand within a field",
              "join them with AND");
    }
    std::optional<Node> child = parse_primary();
    --field_depth_;
    if (!child || field == nullptr) return std::nullopt;
    if (field->kind == FieldKind::filter || field->kind == FieldKind::id) check_values(*child);
    const InputRange range{name.range.offset, child->range.end() - name.range.offset};
    return Node{range, InField{std::string(field->name), NodePtr(std::move(*child))}};
}

void Parser::check_values(const Node& node) {
    if (const auto* either = std::get_if<Or>(&node.kind)) {
        for (const Node& child : either->children) check_values(child);
    } else if (!std::holds_alternative<Word>(node.kind) &&
               !std::holds_alternative<Phrase>(node.kind)) {
        error("not-a-value", node.range, "a filter takes a value, or values joined by OR",
              "put a value of several words in quotes");
    }
}

std::optional<Node> Parser::parse_comparison(const Lexeme& name) {
    const archive::Field* field = known_field(name);
    if (field != nullptr && field->kind != FieldKind::date && field->kind != FieldKind::number) {
        error("not-a-range", name.range,
              fmt::format("'{}' has no order, so it cannot be compared", field->name),
              fmt::format("write {}: and a value", field->name));
        field = nullptr;
    }
    if (field != nullptr) return parse_range(name, *field, name.op);
    if (peek().kind == LexemeKind::word || peek().kind == LexemeKind::phrase) next();
    return std::nullopt;
}

std::optional<Node> Parser::parse_range(const Lexeme& name, const archive::Field& field, RangeKind kind) {
    if (peek().kind == LexemeKind::open && kind == RangeKind::equal) {
        return parse_range_group(name, field);
    }
    if (peek().kind != LexemeKind::word && peek().kind != LexemeKind::phrase) {
        error("empty-field", name.range, fmt::format("'{}' has no value", name.text),
              "write the value right behind it, as date:2025-07");
        if (peek().kind == LexemeKind::open) parse_primary();
        return std::nullopt;
    }
    const Lexeme value = next();
    const InputRange range{name.range.offset, value.range.end() - name.range.offset};
    if (refuse_foreign_range(field, value)) return std::nullopt;
    auto read = read_range(field, kind, value.text, range, value.range);
    if (auto* problem = std::get_if<Diagnostic>(&read)) {
        result_.errors.push_back(std::move(*problem));
        return std::nullopt;
    }
    return std::get<Node>(std::move(read));
}

bool Parser::refuse_foreign_range(const archive::Field& field, const Lexeme& value) {
    std::string_view to;
    if (peek().kind == LexemeKind::word && peek().text == "TO" &&
        lexemes_[at_ + 1].kind == LexemeKind::word) {
        to = lexemes_[at_ + 1].text;
    }
    const std::string wanted = foreign_range(field.name, value.text, to);
    if (wanted.empty()) return false;
    if (!to.empty()) at_ += 2;
    const InputRange last = lexemes_[at_ - 1].range;
    error("bad-range", {value.range.offset, last.end() - value.range.offset},
          "ranges are not written so here", "write " + wanted);
    return true;
}

std::optional<Node> Parser::parse_range_group(const Lexeme& name, const archive::Field& field) {
    const Lexeme open = next();
    std::vector<Node> values;
    while (peek().kind == LexemeKind::word || peek().kind == LexemeKind::phrase) {
        if (auto value = parse_range(name, field, RangeKind::equal)) {
            values.push_back(std::move(*value));
        }
        if (peek().kind == LexemeKind::op_or) next();
    }
    if (peek().kind != LexemeKind::close) {
        error("not-a-value", name.range, fmt::format("'{}' takes values joined by OR", name.text),
              fmt::format("write {}:(a OR b)", field.name));
        skip_group();
        return std::nullopt;
    }
    const Lexeme close = next();
    if (values.empty()) {
        error("empty-group", {open.range.offset, close.range.end() - open.range.offset},
              "there is nothing between these parentheses",
              "write a value, or remove the parentheses");
        return std::nullopt;
    }
    const InputRange range{name.range.offset, close.range.end() - name.range.offset};
    std::optional<Node> node = joined<Or>(std::move(values));
    node->range = range;
    return node;
}

}  // namespace broadsheet::query
