#include "query/syntax/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "archive/field_table.hpp"
#include "query/syntax/foreign_syntax.hpp"
#include "query/syntax/lexer.hpp"
#include "query/syntax/mixed_operators.hpp"
#include "query/syntax/operand_rules.hpp"
#include "query/syntax/range_value.hpp"
#include "text/folding.hpp"

namespace broadsheet::query {

namespace {

using archive::FieldKind;

class Parser {
  public:
    explicit Parser(std::string_view input) : input_(input) {}

    ParseResult run() {
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

  private:
    const Lexeme& peek() const { return lexemes_[at_]; }
    const Lexeme& next() {
        const Lexeme& lexeme = lexemes_[at_];
        if (lexeme.kind != LexemeKind::end) ++at_;
        return lexeme;
    }

    void error(std::string code, InputRange range, std::string message, std::string hint) {
        result_.errors.push_back(
            {std::move(code), range, std::move(message), std::move(hint)});
    }

    std::optional<Node> parse_or() {
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

    bool is_bare_words() const {
        return lexemes_.size() > 2 && std::ranges::all_of(lexemes_, [](const Lexeme& lexeme) {
                   return lexeme.kind == LexemeKind::end ||
                          (lexeme.kind == LexemeKind::word && !lexeme.verbatim && lexeme.edits == 0);
               });
    }

    void notice_mixed(const Node& node) {
        mixed_ = node.range;
        result_.notices.push_back(
            {"mixed-operators", node.range,
             fmt::format("AND binds tighter than OR: this was read as {}", print_grouped(node)),
             "write parentheses to say which belongs together"});
    }

    bool is_joint() const {
        return peek().kind == LexemeKind::op_or || peek().kind == LexemeKind::op_and;
    }

    bool starts_operand() const {
        switch (peek().kind) {
            case LexemeKind::end:
            case LexemeKind::close:
            case LexemeKind::op_or:
            case LexemeKind::op_and: return false;
            default: return true;  // a distance operator too, where its left operand is missing
        }
    }

    void missing_operand(const Lexeme& op) {
        error("missing-operand", op.range, fmt::format("{} has nothing to join here", op.text),
              fmt::format("add a word, or remove {}", op.text));
    }

    std::optional<Node> parse_and(bool& has_written_and) {
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

    // Of "oil price W/5 opec", where others read a phrase, only one word is near.
    void notice_distance(const Node& before, const Node& behind) {
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

    std::string_view shown(const Node& node) const {
        return input_.substr(node.range.offset, node.range.length);
    }

    std::optional<Node> parse_not() {
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

    bool at_proximity() const {
        if (peek().kind == LexemeKind::proximity) return true;
        return peek().kind == LexemeKind::op_not &&
               lexemes_[at_ + 1].kind == LexemeKind::proximity && lexemes_[at_].text == "NOT";
    }

    std::optional<Node> parse_proximity() {
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

    ProximityRule next_proximity() {
        const bool negated = peek().kind == LexemeKind::op_not;
        if (negated) next();
        ProximityRule rule = next().proximity;
        rule.negated = negated;
        return rule;
    }

    // Reports what has no place in the text of an operand of `op`, once.
    void check_operand(const Node& node, const std::string& op) {
        if (const Node* bad = part_without_place(node)) {
            error("bad-operand", bad->range, fmt::format("{} cannot stand beside {}", kind_of(*bad), op),
                  std::holds_alternative<And>(bad->kind)
                      ? "write W/P in place of AND for the same paragraph, or join the distances by AND"
                      : fmt::format("join it to the {} by AND", op));
        }
    }

    // CAPS(…), SINGULAR(…), ATLEAST3(…)
    std::optional<Node> parse_function(const Lexeme& name) {
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

    // Functions of words take words, or OR of them; those of capitals also phrases and wildcards.
    void check_words(const Node& node, const std::string& name, bool any_words) {
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

    std::optional<Node> parse_primary() {
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

    // 1987..1989, which Google looks for in all numbers.
    void check_range_of_field(const Lexeme& word) {
        if (field_depth_ > 0 || word.verbatim || !is_bare_range(text::fold(word.text))) return;
        error("bad-range", word.range, "only a field can be asked for a range",
              "write its name before it, as date:1987..1989");
    }

    std::optional<Node> counted(Node node) {
        if (++words_ == max_words + 1) {
            error("too-many-words", node.range,
                  fmt::format("the query has more than {} words", max_words), "use fewer words");
        }
        return node;
    }

    std::optional<Node> parse_phrase(const Lexeme& lexeme) {
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

    std::optional<Node> parse_group(const Lexeme& open) {
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

    // Past the parenthesis that closes the group just opened, however deep it goes on.
    void skip_group() {
        for (int open = 1; open > 0 && peek().kind != LexemeKind::end;) {
            const LexemeKind kind = next().kind;
            if (kind == LexemeKind::open) ++open;
            if (kind == LexemeKind::close) --open;
        }
    }

    const archive::Field* known_field(const Lexeme& lexeme) {
        if (const auto* field = archive::find_field(lexeme.text)) return field;
        std::string hint = "a colon after a word names a field; put the word in quotes to search it";
        const auto near = archive::nearest_field_names(lexeme.text);
        if (const auto instead = foreign_field_hint(lexeme.text); !instead.empty()) hint = instead;
        else if (!near.empty()) hint = fmt::format("did you mean {}:", near.front());
        error("unknown-field", lexeme.range, fmt::format("there is no field '{}'", lexeme.text),
              hint);
        return nullptr;
    }

    std::optional<Node> parse_field(const Lexeme& name) {
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

    // The values of a filter may be alternatives, but nothing else.
    void check_values(const Node& node) {
        if (const auto* either = std::get_if<Or>(&node.kind)) {
            for (const Node& child : either->children) check_values(child);
        } else if (!std::holds_alternative<Word>(node.kind) &&
                   !std::holds_alternative<Phrase>(node.kind)) {
            error("not-a-value", node.range, "a filter takes a value, or values joined by OR",
                  "put a value of several words in quotes");
        }
    }

    std::optional<Node> parse_comparison(const Lexeme& name) {
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

    std::optional<Node> parse_range(const Lexeme& name, const archive::Field& field,
                                    RangeKind kind) {
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

    // date:[2025-07-01 TO 2025-07-09] date:>2024
    bool refuse_foreign_range(const archive::Field& field, const Lexeme& value) {
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

    // date:(2023 OR 2025)
    std::optional<Node> parse_range_group(const Lexeme& name, const archive::Field& field) {
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

    std::string_view input_;
    std::vector<Lexeme> lexemes_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int field_depth_ = 0;
    int words_ = 0;
    InputRange mixed_;  ///< of the last node that mixes AND and OR without parentheses
    ParseResult result_;
};

}  // namespace

ParseResult parse(std::string_view input) { return Parser(input).run(); }

}  // namespace broadsheet::query
