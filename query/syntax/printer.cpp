#include <fmt/format.h>

#include <algorithm>

#include "query/syntax/ast.hpp"
#include "query/syntax/lexer.hpp"
#include "query/syntax/phrase_items.hpp"
#include "text/analyzer.hpp"
#include "text/folding.hpp"

namespace broadsheet::query {

namespace {

// The one field whose values differ by case.
constexpr std::string_view id_field = "id";

// How tightly a node binds; a child that binds less tightly than its place needs parentheses.
enum class Binding : std::uint8_t { either, both, negated, near, primary };

std::string_view comparison(RangeKind kind) {
    switch (kind) {
        case RangeKind::greater: return ">";
        case RangeKind::at_least: return ">=";
        case RangeKind::less: return "<";
        case RangeKind::at_most: return "<=";
        default: return ":";
    }
}

std::string range_text(std::string_view name, RangeKind kind, const std::string& from,
                       const std::string& to) {
    std::string out = fmt::format("{}{}{}", name, comparison(kind), from);
    if (kind == RangeKind::between) out += ".." + to;
    return out;
}

bool same_words(const std::string& a, const std::string& b) {
    text::Analyzer analyzer;
    text::TokenList of_a, of_b;
    analyzer.analyze(a, of_a);
    analyzer.analyze(b, of_b);
    return std::ranges::equal(of_a, of_b, [&](const text::Token& x, const text::Token& y) {
        return of_a.form(x) == of_b.form(y) && x.position == y.position;
    });
}

bool is_read_as(const std::string& shown, LexemeKind kind, const std::string& text) {
    Diagnostics errors, notices;
    const auto lexemes = lex(shown, errors, notices);
    return errors.empty() && lexemes.size() == 2 && lexemes[0].kind == kind &&
           lexemes[0].text == text;
}

// Folded, unless that would be read as something else: folding makes a sign of the grammar out of a
// full-width one, the name of a field out of é:x, and words out of ½ and ™.
std::string folded_text(const std::string& text) {
    std::string folded = text::fold(text);
    return same_words(folded, text) && is_read_as(folded, LexemeKind::word, folded) ? folded : text;
}

std::string wildcard_text(const std::string& text) {
    const std::string folded = text::fold(text);
    return is_read_as(folded, LexemeKind::wildcard, folded) ? folded : text;
}

bool same_items(const std::vector<PhraseItem>& a, const std::vector<PhraseItem>& b) {
    return std::ranges::equal(a, b, [](const PhraseItem& x, const PhraseItem& y) {
        return x.kind == y.kind && same_words(x.text, y.text) &&
               std::ranges::equal(x.alternatives, y.alternatives, same_items);
    });
}

std::string phrase_text(const std::string& text) {
    const std::string folded = text::fold(text);
    const bool safe = same_words(folded, text) &&
                      same_items(phrase_items(folded), phrase_items(text)) &&
                      is_read_as('"' + folded + '"', LexemeKind::phrase, folded);
    std::string out;
    for (const char c : safe ? folded : text) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return '"' + out + '"';
}

class Printer {
  public:
    explicit Printer(bool is_id = false) : is_id_(is_id) {}

    std::string at(const Node& node, Binding place) {
        const auto [text, binding] = std::visit([this](const auto& kind) { return show(kind); },
                                                node.kind);
        return binding < place ? "(" + text + ")" : text;
    }

  private:
    using Shown = std::pair<std::string, Binding>;

    Shown show(const Word& word) {
        return {(word.verbatim ? "=" : "") + (is_id_ ? word.text : folded_text(word.text)) +
                    (word.edits == 0 ? "" : word.edits == 1 ? "~" : "~2"),
                Binding::primary};
    }
    Shown show(const Phrase& phrase) {
        if (is_id_) return {'"' + phrase.text + '"', Binding::primary};
        const std::string others = phrase.others ? fmt::format("~{}", *phrase.others) : "";
        return {phrase_text(phrase.text) + others, Binding::primary};
    }
    Shown show(const And& both) {
        return {list(both.children, " AND ", Binding::negated), Binding::both};
    }
    Shown show(const Or& either) {
        return {list(either.children, " OR ", Binding::both), Binding::either};
    }
    Shown show(const Not& negated) {
        return {"NOT " + at(*negated.child, Binding::near), Binding::negated};
    }
    Shown show(const WildcardWord& word) { return {wildcard_text(word.text), Binding::primary}; }
    Shown show(const Proximity& proximity) {
        return {fmt::format("{} {} {}", at(*proximity.left, Binding::near), print(proximity.rule),
                            at(*proximity.right, Binding::primary)),
                Binding::near};
    }
    Shown show(const AtLeast& counted) {
        return function(fmt::format("ATLEAST{}", counted.count), *counted.child);
    }
    Shown show(const Cased& cased) {
        return function(std::string(case_rule_name(cased.rule)), *cased.child);
    }
    Shown show(const Numbered& numbered) {
        return function(std::string(number_name(numbered.number)), *numbered.child);
    }
    Shown function(const std::string& name, const Node& child) {
        return {fmt::format("{}({})", name, at(child, Binding::either)), Binding::primary};
    }
    Shown show(const InField& field) {
        is_id_ = field.name == id_field;
        std::string text = field.name + ":" + at(*field.child, Binding::primary);
        is_id_ = false;
        return {std::move(text), Binding::primary};
    }
    Shown show(const DateRange& range) {
        return {range_text("date", range.kind, print(range.from), print(range.to)),
                Binding::primary};
    }
    Shown show(const NumberRange& range) {
        return {range_text(range.name, range.kind, std::to_string(range.from),
                           std::to_string(range.to)),
                Binding::primary};
    }

    std::string list(const std::vector<Node>& children, std::string_view separator,
                     Binding place) {
        std::string out;
        for (const Node& child : children) {
            if (!out.empty()) out += separator;
            // A list within a list of its own kind was typed in parentheses and keeps them.
            out += at(child, place);
        }
        return out;
    }

    bool is_id_;
};

class TreePrinter {
  public:
    std::string run(const Node& node) {
        visit(node, 0);
        return std::move(out_);
    }

  private:
    void visit(const Node& node, std::size_t depth) {
        std::visit([&](const auto& kind) { show(kind, depth); }, node.kind);
    }
    void line(std::size_t depth, std::string_view text) {
        out_.append(depth * 2, ' ').append(text) += '\n';
    }
    void leaf(std::size_t depth, std::string_view name, const Node& node) {
        line(depth, fmt::format("{} {}", name, Printer(is_id_).at(node, Binding::either)));
    }
    void show(const Word& word, std::size_t depth) {
        leaf(depth, word.verbatim ? "form" : word.edits > 0 ? "near" : "word", {{}, word});
    }
    void show(const WildcardWord& word, std::size_t depth) { leaf(depth, "wildcard", {{}, word}); }
    void show(const Proximity& proximity, std::size_t depth) {
        line(depth, print(proximity.rule));
        visit(*proximity.left, depth + 1);
        visit(*proximity.right, depth + 1);
    }
    void show(const AtLeast& counted, std::size_t depth) {
        function(fmt::format("ATLEAST{}", counted.count), *counted.child, depth);
    }
    void show(const Cased& cased, std::size_t depth) {
        function(case_rule_name(cased.rule), *cased.child, depth);
    }
    void show(const Numbered& numbered, std::size_t depth) {
        function(number_name(numbered.number), *numbered.child, depth);
    }
    void function(std::string_view name, const Node& child, std::size_t depth) {
        line(depth, name);
        visit(child, depth + 1);
    }
    void show(const Phrase& phrase, std::size_t depth) { leaf(depth, "phrase", {{}, phrase}); }
    void show(const And& both, std::size_t depth) { list("AND", both.children, depth); }
    void show(const Or& either, std::size_t depth) { list("OR", either.children, depth); }
    void show(const Not& negated, std::size_t depth) {
        line(depth, "NOT");
        visit(*negated.child, depth + 1);
    }
    void show(const InField& field, std::size_t depth) {
        line(depth, "field " + field.name);
        is_id_ = field.name == id_field;
        visit(*field.child, depth + 1);
        is_id_ = false;
    }
    void show(const DateRange& range, std::size_t depth) { leaf(depth, "range", {{}, range}); }
    void show(const NumberRange& range, std::size_t depth) { leaf(depth, "range", {{}, range}); }
    void list(std::string_view name, const std::vector<Node>& children, std::size_t depth) {
        line(depth, name);
        for (const Node& child : children) visit(child, depth + 1);
    }

    std::string out_;
    bool is_id_ = false;
};

}  // namespace

std::string print(const Node& node) { return Printer().at(node, Binding::either); }
std::string print_tree(const Node& node) { return TreePrinter().run(node); }

}  // namespace broadsheet::query
