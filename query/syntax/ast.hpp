// What was typed, as a tree: strings only, nothing of any index.
#pragma once

#include <memory>
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

/// "…": the text between the quotes.
struct Phrase {
    std::string text;
    std::uint32_t text_offset = 0;  ///< from the opening quote; not part of equality
    bool operator==(const Phrase& other) const { return text == other.text; }
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
    std::variant<Word, Phrase, And, Or, Not, InField, DateRange, NumberRange> kind;
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

/// The canonical form: operators written out, words folded, parentheses only where the binding needs
/// them. Parsing it gives the same tree.
std::string print(const Node& node);

/// The tree, one node a line, indented by two spaces a level.
std::string print_tree(const Node& node);

}  // namespace broadsheet::query
