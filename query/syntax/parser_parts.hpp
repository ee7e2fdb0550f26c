// How the grammar of parser.hpp is read: one descent through the lexemes, its parts in files of their own. Only for
// those files; others take parser.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/field_table.hpp"
#include "query/syntax/lexer.hpp"
#include "query/syntax/parser.hpp"

namespace broadsheet::query {

class Parser {
  public:
    explicit Parser(std::string_view input) : input_(input) {}

    ParseResult run();

  private:
    // Lexemes, diagnostics (parser.cpp).
    void error(std::string code, InputRange range, std::string message, std::string hint);
    const Lexeme& peek() const { return lexemes_[at_]; }
    const Lexeme& next();
    bool is_joint() const;
    bool starts_operand() const;
    void missing_operand(const Lexeme& op);
    std::string_view shown(const Node& node) const;
    std::optional<Node> counted(Node node);

    // What AND, OR, NOT and parentheses join (parser.cpp).
    std::optional<Node> parse_or();
    std::optional<Node> parse_and(bool& has_written_and);
    std::optional<Node> parse_not();
    bool is_bare_words() const;
    void notice_mixed(const Node& node);
    // Of "oil price W/5 opec", where others read a phrase, only one word is near.
    void notice_distance(const Node& before, const Node& behind);
    std::optional<Node> parse_primary();
    // 1987..1989, which Google looks for in all numbers.
    void check_range_of_field(const Lexeme& word);
    std::optional<Node> parse_phrase(const Lexeme& lexeme);
    std::optional<Node> parse_group(const Lexeme& open);
    // Past the parenthesis that closes the group just opened, however deep it goes on.
    void skip_group();

    // Distances and functions, and what may be their operands (parser_operators.cpp).
    bool at_proximity() const;
    std::optional<Node> parse_proximity();
    ProximityRule next_proximity();
    // Reports what has no place in the text of an operand of `op`, once.
    void check_operand(const Node& node, const std::string& op);
    // CAPS(…), SINGULAR(…), ATLEAST3(…)
    std::optional<Node> parse_function(const Lexeme& name);
    // Functions of words take words, or OR of them; those of capitals also phrases and wildcards.
    void check_words(const Node& node, const std::string& name, bool any_words);

    // Fields and their values (parser_fields.cpp). What is no field, or no value, was reported.
    const archive::Field* known_field(const Lexeme& lexeme);
    std::optional<Node> parse_field(const Lexeme& name);
    // The values of a filter may be alternatives, but nothing else.
    void check_values(const Node& node);
    std::optional<Node> parse_comparison(const Lexeme& name);
    std::optional<Node> parse_range(const Lexeme& name, const archive::Field& field, RangeKind kind);
    // date:[2025-07-01 TO 2025-07-09] date:>2024
    bool refuse_foreign_range(const archive::Field& field, const Lexeme& value);
    // date:(2023 OR 2025)
    std::optional<Node> parse_range_group(const Lexeme& name, const archive::Field& field);

    std::string_view input_;
    std::vector<Lexeme> lexemes_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int field_depth_ = 0;
    int words_ = 0;
    InputRange mixed_;  ///< of the last node that mixes AND and OR without parentheses
    ParseResult result_;
};

}  // namespace broadsheet::query
