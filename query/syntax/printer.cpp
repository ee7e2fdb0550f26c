#include <fmt/format.h>

#include <algorithm>

#include "query/syntax/ast.hpp"
#include "text/folding.hpp"

namespace broadsheet::query {

namespace {

// How tightly a node binds; a child that binds less tightly than its place needs parentheses.
enum class Binding : std::uint8_t { either, both, negated, primary };

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

// Folded, unless folding would make signs of the grammar out of letters (a full-width colon).
std::string folded_text(const std::string& text) {
    constexpr std::string_view signs = ":()\"|&<>=*?~-!";
    const auto count = [&](const std::string& in) {
        return std::ranges::count_if(in, [&](char c) { return signs.find(c) != signs.npos; });
    };
    std::string folded = text::fold(text);
    return count(folded) == count(text) ? folded : text;
}

std::string phrase_text(const std::string& text) {
    std::string folded = folded_text(text), out;
    for (const char c : folded) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return '"' + out + '"';
}

class Printer {
  public:
    std::string at(const Node& node, Binding place) {
        const auto [text, binding] = std::visit([this](const auto& kind) { return show(kind); },
                                                node.kind);
        return binding < place ? "(" + text + ")" : text;
    }

  private:
    using Shown = std::pair<std::string, Binding>;

    Shown show(const Word& word) {
        return {(word.verbatim ? "=" : "") + folded_text(word.text), Binding::primary};
    }
    Shown show(const Phrase& phrase) { return {phrase_text(phrase.text), Binding::primary}; }
    Shown show(const And& both) {
        return {list(both.children, " AND ", Binding::negated), Binding::both};
    }
    Shown show(const Or& either) {
        return {list(either.children, " OR ", Binding::both), Binding::either};
    }
    Shown show(const Not& negated) {
        return {"NOT " + at(*negated.child, Binding::primary), Binding::negated};
    }
    Shown show(const InField& field) {
        return {field.name + ":" + at(*field.child, Binding::primary), Binding::primary};
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
        line(depth, fmt::format("{} {}", name, print(node)));
    }
    void show(const Word& word, std::size_t depth) {
        leaf(depth, word.verbatim ? "form" : "word", {{}, word});
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
        visit(*field.child, depth + 1);
    }
    void show(const DateRange& range, std::size_t depth) { leaf(depth, "range", {{}, range}); }
    void show(const NumberRange& range, std::size_t depth) { leaf(depth, "range", {{}, range}); }
    void list(std::string_view name, const std::vector<Node>& children, std::size_t depth) {
        line(depth, name);
        for (const Node& child : children) visit(child, depth + 1);
    }

    std::string out_;
};

}  // namespace

std::string print(const Node& node) { return Printer().at(node, Binding::either); }
std::string print_tree(const Node& node) { return TreePrinter().run(node); }

}  // namespace broadsheet::query
