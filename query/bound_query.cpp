#include "query/bound_query.hpp"

namespace broadsheet::query {

namespace {

// What a node asks of how words are written.
struct CaseAsked {
    bool at_all = false;
    bool in_distance = false;  ///< of words of a distance, so that more words have shorter spans
    bool finds_less = false;   ///< not to ask may find less: what is not near, or what is near those spans

    void add(const CaseAsked& other) {
        at_all |= other.at_all;
        in_distance |= other.in_distance;
        finds_less |= other.finds_less;
    }
};

CaseAsked case_asked(const SpanNode& node);

CaseAsked case_asked(const std::vector<SpanNode>& nodes) {
    CaseAsked asked;
    for (const SpanNode& node : nodes) asked.add(case_asked(node));
    return asked;
}

CaseAsked case_asked(const SpanNode& node) {
    if (const auto* zoned = std::get_if<ZonedSpan>(&node.kind)) return case_asked(zoned->child);
    if (const auto* either = std::get_if<EitherSpan>(&node.kind)) return case_asked(either->children);
    if (const auto* near = std::get_if<NearSpan>(&node.kind)) {
        CaseAsked asked = case_asked(near->operands);
        const bool counts_words = near->rule.distance > 0;
        asked.finds_less |= near->rule.negated || (asked.in_distance && counts_words);
        asked.in_distance |= asked.at_all;
        return asked;
    }
    const auto* cased = std::get_if<CasedSpan>(&node.kind);
    if (cased == nullptr) return {};
    CaseAsked asked = case_asked(cased->child);
    asked.at_all = true;
    return asked;
}

}  // namespace

bool is_narrowed_by_case(const SpanNode& node) {
    const CaseAsked asked = case_asked(node);
    return asked.at_all && !asked.finds_less;
}

}  // namespace broadsheet::query
