// The evaluator over one stored article, with bound queries put together by hand.
#include "query/spans.hpp"

#include <catch2/catch.hpp>

#include <string>

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

SpanNode cased(SpanNode child, CaseRule rule) { return {CasedSpan{{std::move(child)}, rule}}; }

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

// A first look takes words as they are, whatever their case: it must not leave out what a second would find.
TEST_CASE("a word near a distance is found where other words, of another case, are nearer to each other") {
    const SpanNode inner = near(word("ceasefire", 0), cased(word("oil", 1), CaseRule::caps), 9);
    const SpanNode nested = near(inner, word("may", 2), 1);
    const std::string text = "ceasefire oil and OIL may";
    CHECK(found(nested, text) == "[1,6)");
    const archive::StoredArticle stored = article_of(text);
    CHECK(evaluate({Match{nested}}, *stored_source(stored), nullptr));
    CHECK_FALSE(evaluate({Match{nested}}, *stored_source(article_of("ceasefire oil and oil may")), nullptr));
}

TEST_CASE("how words are written narrows a query, but where others in their place would be farther from a third") {
    const SpanNode oil = word("oil", 0), opec = cased(word("opec", 1), CaseRule::caps);
    SpanNode not_near = near(oil, opec, 5), in_sentence = near(near(oil, opec, 5), oil, 0);
    std::get<NearSpan>(not_near.kind).rule.negated = true;
    std::get<NearSpan>(in_sentence.kind).rule.within = Stretch::sentence;
    CHECK(is_narrowed_by_case(opec));
    CHECK(is_narrowed_by_case(near(oil, opec, 5)));
    CHECK(is_narrowed_by_case(near(near(oil, oil, 5), opec, 5)));
    CHECK(is_narrowed_by_case(in_sentence));
    CHECK_FALSE(is_narrowed_by_case(near(oil, oil, 5)));
    CHECK_FALSE(is_narrowed_by_case(not_near));
    CHECK_FALSE(is_narrowed_by_case(near(near(oil, opec, 5), oil, 5)));
    CHECK_FALSE(is_narrowed_by_case(near(near(near(oil, opec, 5), oil, 0), oil, 5)));
}
