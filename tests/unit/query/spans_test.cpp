// The evaluator over one stored article, with bound queries put together by hand.
#include "query/spans.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "archive/position_layout.hpp"

using namespace broadsheet;
using namespace broadsheet::query;

namespace {

// An article of one paragraph: "oil" is at position 1.
archive::StoredArticle article_of(const std::string& text) {
    archive::StoredArticle stored;
    stored.article.sections = {{archive::SectionKind::body, 1, "", {{archive::ParagraphKind::paragraph, text}}}};
    stored.unit_positions = {archive::first_article_position};
    return stored;
}

SpanNode word(const std::string& form, std::uint32_t leaf) {
    return {Leaf{Pattern{AnyForm{{form}, false, {}, false}}, leaf, {}}};
}

SpanNode near(SpanNode left, SpanNode right, std::uint8_t distance) {
    return {NearSpan{{std::move(left), std::move(right)}, {false, false, distance, Stretch::article}}};
}

SpanNode either(SpanNode a, SpanNode b) { return {EitherSpan{{std::move(a), std::move(b)}}}; }

std::string found(const SpanNode& node, const std::string& text) {
    const archive::StoredArticle stored = article_of(text);
    std::string out;
    for (const Span& span : find_spans(node, *stored_source(stored))) {
        out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
    }
    return out;
}

}  // namespace

TEST_CASE("what lies between the words of a distance is near it") {
    const SpanNode nested = near(near(word("oil", 0), word("opec", 1), 5), word("price", 2), 1);
    CHECK(found(nested, "oil price opec") == "[1,4)");
    CHECK(found(nested, "oil opec price") == "[1,4)");
    CHECK(found(nested, "oil opec and price").empty());
}

TEST_CASE("a word is not near itself, whatever it is an alternative of") {
    const SpanNode distance = near(word("oil", 0), word("opec", 1), 5);
    CHECK(found(near(word("price", 2), word("price", 3), 5), "oil price").empty());
    CHECK(found(near(word("price", 2), either(word("price", 3), distance), 5), "oil price").empty());
    CHECK(found(near(either(distance, word("price", 3)), word("price", 2), 5), "oil price").empty());
    CHECK(found(near(word("price", 2), either(word("price", 3), distance), 5), "oil price opec") == "[1,4)");
}
