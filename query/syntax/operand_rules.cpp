#include "query/syntax/operand_rules.hpp"

#include <algorithm>

#include "archive/field_table.hpp"

namespace broadsheet::query {

bool is_negative(const Node& node) {
    if (std::holds_alternative<Not>(node.kind)) return true;
    if (const auto* both = std::get_if<And>(&node.kind)) {
        return std::ranges::all_of(both->children, is_negative);
    }
    if (const auto* either = std::get_if<Or>(&node.kind)) {
        return std::ranges::any_of(either->children, is_negative);
    }
    if (const auto* field = std::get_if<InField>(&node.kind)) return is_negative(*field->child);
    return false;  // NOT W/5 finds its left operand, so it is none
}

const Node* part_without_place(const Node& node) {
    if (const auto* either = std::get_if<Or>(&node.kind)) {
        for (const Node& child : either->children) {
            if (const Node* bad = part_without_place(child)) return bad;
        }
        return nullptr;
    }
    if (const auto* field = std::get_if<InField>(&node.kind)) {
        const bool zone = archive::find_field(field->name)->kind == archive::FieldKind::zones;
        return zone ? part_without_place(*field->child) : &node;
    }
    if (const auto* cased = std::get_if<Cased>(&node.kind)) return part_without_place(*cased->child);
    const bool has_place = std::holds_alternative<Word>(node.kind) ||
                           std::holds_alternative<WildcardWord>(node.kind) ||
                           std::holds_alternative<Phrase>(node.kind) ||
                           std::holds_alternative<Numbered>(node.kind) ||
                           std::holds_alternative<Proximity>(node.kind);
    return has_place ? nullptr : &node;
}

std::string_view kind_of(const Node& node) {
    if (std::holds_alternative<And>(node.kind)) return "AND";
    if (std::holds_alternative<Not>(node.kind)) return "NOT";
    if (std::holds_alternative<AtLeast>(node.kind)) return "ATLEAST";
    return "a filter";
}

}  // namespace broadsheet::query
