#include "query/syntax/mixed_operators.hpp"

#include <algorithm>

namespace broadsheet::query {

bool holds_and(const Node& node) {
    const auto* either = std::get_if<Or>(&node.kind);
    return either != nullptr && std::ranges::any_of(either->children, [](const Node& child) {
        return std::holds_alternative<And>(child.kind);
    });
}

Node other_reading(const Node& node) {
    std::vector<Node> joined_by_and;
    std::vector<Node> joined_by_or;
    for (const Node& child : std::get<Or>(node.kind).children) {
        const auto* both = std::get_if<And>(&child.kind);
        const std::vector<Node> operands = both != nullptr ? both->children : std::vector{child};
        joined_by_or.push_back(operands.front());
        for (std::size_t i = 1; i < operands.size(); ++i) {
            joined_by_and.push_back(*joined<Or>(std::exchange(joined_by_or, {})));
            joined_by_or.push_back(operands[i]);
        }
    }
    joined_by_and.push_back(*joined<Or>(std::move(joined_by_or)));
    return *joined<And>(std::move(joined_by_and));
}

std::string print_grouped(const Node& node) {
    const auto* either = std::get_if<Or>(&node.kind);
    std::string out;
    for (const Node& child : either->children) {
        if (!out.empty()) out += " OR ";
        const bool is_list = std::holds_alternative<And>(child.kind) ||
                             std::holds_alternative<Or>(child.kind);
        out += is_list ? "(" + print(child) + ")" : print(child);
    }
    return out;
}

}  // namespace broadsheet::query
