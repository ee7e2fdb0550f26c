#include "query/highlight.hpp"

#include <algorithm>
#include <limits>

namespace broadsheet::query {

namespace {

// Where the word positions of a unit begin and end in bytes; compounds and pairs are told by their parts.
struct WordBytes {
    std::vector<std::uint32_t> begin, end;
};

WordBytes word_bytes(const text::TokenList& tokens) {
    WordBytes words;
    words.begin.assign(tokens.position_count(), 0);
    words.end.assign(tokens.position_count(), 0);
    for (const text::Token& token : tokens) {
        if (!token.is_single()) continue;
        words.begin[token.position] = token.begin;
        words.end[token.position] = token.end;
    }
    return words;
}

std::vector<Highlight> joined(std::vector<Highlight> highlights) {
    std::ranges::sort(highlights, {}, [](const Highlight& highlight) {
        return std::pair(highlight.bytes.begin, highlight.bytes.end);
    });
    std::vector<Highlight> out;
    for (const Highlight& highlight : highlights) {
        if (!out.empty() && highlight.bytes.begin < out.back().bytes.end) {
            out.back().bytes.end = std::max(out.back().bytes.end, highlight.bytes.end);
        } else {
            out.push_back(highlight);
        }
    }
    return out;
}

}  // namespace

std::vector<Highlight> UnitHighlighter::highlights(std::string_view text,
                                                   std::uint32_t first_position,
                                                   const std::vector<LeafSpan>& spans) {
    const auto begin_of = [](const LeafSpan& leaf) { return leaf.span.begin; };
    auto leaf = std::ranges::lower_bound(spans, first_position, {}, begin_of);
    if (leaf == spans.end()) return {};
    analyzer_.analyze(text, tokens_);
    const WordBytes words = word_bytes(tokens_);
    const std::uint32_t count = tokens_.position_count();
    std::vector<Highlight> found;
    for (; leaf != spans.end() && leaf->span.begin < first_position + count; ++leaf) {
        const std::uint32_t first = leaf->span.begin - first_position;
        const std::uint32_t last = std::min(leaf->span.end - first_position, count) - 1;
        found.push_back({{words.begin[first], words.end[last]}, leaf->leaf});
    }
    return joined(std::move(found));
}

TextParts parts_of(std::string_view text, text::ByteRange range,
                   const std::vector<Highlight>& highlights) {
    TextParts parts;
    const auto add = [&](std::uint32_t begin, std::uint32_t end, bool hit) {
        if (begin < end) parts.push_back({std::string(text.substr(begin, end - begin)), hit, 0});
    };
    std::uint32_t at = range.begin;
    for (const Highlight& highlight : highlights) {
        const std::uint32_t begin = std::max(highlight.bytes.begin, at);
        const std::uint32_t end = std::min(highlight.bytes.end, range.end);
        if (begin >= end) continue;
        add(at, begin, false);
        add(begin, end, true);
        at = end;
    }
    add(at, range.end, false);
    return parts;
}

TextParts parts_of(std::string_view text, const std::vector<Highlight>& highlights) {
    return parts_of(text, {0, static_cast<std::uint32_t>(text.size())}, highlights);
}

TextParts numbered_parts_of(std::string_view text, const std::vector<Highlight>& highlights,
                            std::uint32_t& next_match) {
    TextParts parts = parts_of(text, highlights);
    for (TextPart& part : parts) {
        if (part.hit) part.match = next_match++;
    }
    return parts;
}

}  // namespace broadsheet::query
