// What was typed, as a tree: strings only, nothing of any index.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/syntax/date_value.hpp"
#include "query/syntax/diagnostic.hpp"

namespace broadsheet::query {

struct Node;

/// A child of a node; compared by what it points to.
class NodePtr {
  public:
    NodePtr() = default;
    explicit NodePtr(Node node);
    NodePtr(const NodePtr& other);
    NodePtr(NodePtr&& other) noexcept;
    NodePtr& operator=(NodePtr other) noexcept;
    ~NodePtr();
    const Node& operator*() const { return *node_; }
    const Node* operator->() const { return node_.get(); }
    friend bool operator==(const NodePtr& a, const NodePtr& b);

  private:
    std::unique_ptr<Node> node_;
};

/// A bare word; with `verbatim` (=truce) one form only, with `edits` (netanyahu~, ~2) the forms within so
/// many.
struct Word {
    std::string text;
    bool verbatim = false;
    std::uint8_t edits = 0;
    bool operator==(const Word&) const = default;
};

/// negotiat*, wom?n, *ward: the forms that fit. At its end, $n stands for at most n more characters.
struct WildcardWord {
    std::string text;
    bool operator==(const WildcardWord&) const = default;
};

/// "…": the text between the quotes, in which wildcards and (a|b) count: see phrase_items().
struct Phrase {
    std::string text;
    std::uint32_t text_offset = 0;  ///< from the opening quote; not part of equality
    /// "…"~n: in any order, with at most so many other words between.
    std::optional<std::uint8_t> others = {};
    bool operator==(const Phrase& other) const {
        return text == other.text && others == other.others;
    }
};

struct And {
    std::vector<Node> children;  ///< two or more
    bool operator==(const And&) const;
};

struct Or {
    std::vector<Node> children;  ///< two or more
    bool operator==(const Or&) const;
};

struct Not {
    NodePtr child;
    bool operator==(const Not&) const = default;
};

/// headline:(…), source:reuters. `name` is the canonical name of the field.
struct InField {
    std::string name;
    NodePtr child;
    bool operator==(const InField&) const = default;
};

/// The stretch of text in which two operands must lie together.
enum class Stretch : std::uint8_t { article, section, paragraph, sentence };

/// What a distance operator asks for: W/5, PRE/5, NOT W/5, W/S, W/5/P.
struct ProximityRule {
    bool negated = false;       ///< NOT W/5: the left without the right near it
    bool ordered = false;       ///< PRE/5: the left first
    std::uint8_t distance = 0;  ///< difference of positions, 1 is adjacent; 0: any
    Stretch within = Stretch::article;
    bool operator==(const ProximityRule&) const = default;
};

/// ceasefire W/5 qatar
struct Proximity {
    NodePtr left, right;
    ProximityRule rule;
    bool operator==(const Proximity&) const = default;
};

/// ATLEAST3(x)
struct AtLeast {
    std::uint8_t count = 1;
    NodePtr child;
    bool operator==(const AtLeast&) const = default;
};

/// CAPS: with a capital letter in it; ALLCAPS: in capitals only; NOCAPS: without a capital.
enum class CaseRule : std::uint8_t { caps, all_caps, no_caps };

struct Cased {
    CaseRule rule = CaseRule::caps;
    NodePtr child;
    bool operator==(const Cased&) const = default;
};

enum class GrammaticalNumber : std::uint8_t { singular, plural };

/// SINGULAR(talks), PLURAL(talk): only that form of an English word.
struct Numbered {
    GrammaticalNumber number = GrammaticalNumber::singular;
    NodePtr child;
    bool operator==(const Numbered&) const = default;
};

enum class RangeKind : std::uint8_t { equal, between, greater, at_least, less, at_most };

/// date:2025-07, date:2025-07-01..2025-07-09, date>=2024
struct DateRange {
    RangeKind kind = RangeKind::equal;
    DateValue from;  ///< the value itself, or the lower end
    DateValue to;    ///< the upper end of RangeKind::between
    bool operator==(const DateRange&) const = default;
};

/// wc>800, wc:500..900
struct NumberRange {
    std::string name;
    RangeKind kind = RangeKind::equal;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool operator==(const NumberRange&) const = default;
};

struct Node {
    InputRange range;  ///< where it stands in the input; not part of equality
    std::variant<Word, WildcardWord, Phrase, And, Or, Not, Proximity, AtLeast, Cased, Numbered, InField,
                 DateRange, NumberRange>
        kind;
    bool operator==(const Node& other) const { return kind == other.kind; }
};

inline NodePtr::NodePtr(Node node) : node_(std::make_unique<Node>(std::move(node))) {}
inline NodePtr::NodePtr(const NodePtr& other)
    : node_(other.node_ ? std::make_unique<Node>(*other.node_) : nullptr) {}
inline NodePtr::NodePtr(NodePtr&& other) noexcept = default;
inline NodePtr& NodePtr::operator=(NodePtr other) noexcept {
    node_ = std::move(other.node_);
    return *this;
}
inline NodePtr::~NodePtr() = default;
inline bool operator==(const NodePtr& a, const NodePtr& b) { return *a == *b; }
inline bool And::operator==(const And&) const = default;
inline bool Or::operator==(const Or&) const = default;

/// As they are written: "W/5", "NOT PRE/3", "W/5/S".
std::string print(const ProximityRule& rule);
std::string_view case_rule_name(CaseRule rule);           ///< "CAPS", "ALLCAPS", "NOCAPS"
std::string_view number_name(GrammaticalNumber number);   ///< "SINGULAR", "PLURAL"

/// The canonical form: operators written out, words folded, parentheses only where the binding needs
/// them. Parsing it gives the same tree.
std::string print(const Node& node);

/// The tree, one node a line, indented by two spaces a level.
std::string print_tree(const Node& node);

}  // namespace broadsheet::query
