#include "query/bound_query.hpp"

namespace broadsheet::query {

namespace {

// What stands anywhere in a node.
struct Kinds {
    bool cased = false, negated = false;
};

void collect_kinds(const SpanNode& node, Kinds& kinds) {
    const auto collect_all = [&](const std::vector<SpanNode>& nodes) {
        for (const SpanNode& child : nodes) collect_kinds(child, kinds);
    };
    if (const auto* zoned = std::get_if<ZonedSpan>(&node.kind)) return collect_all(zoned->child);
    if (const auto* either = std::get_if<EitherSpan>(&node.kind)) return collect_all(either->children);
    if (const auto* near = std::get_if<NearSpan>(&node.kind)) {
        kinds.negated |= near->rule.negated;
        collect_all(near->operands);
    } else if (const auto* cased = std::get_if<CasedSpan>(&node.kind)) {
        kinds.cased = true;
        collect_all(cased->child);
    }
}

}  // namespace

bool is_narrowed_by_case(const SpanNode& node) {
    Kinds kinds;
    collect_kinds(node, kinds);
    return kinds.cased && !kinds.negated;
}

}  // namespace broadsheet::query
