// From spans of positions to the pieces of a text.
#include "query/highlight.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace broadsheet;
using namespace broadsheet::query;

namespace {

constexpr std::uint32_t first = 10;  // the position of the first word

std::string shown(const TextParts& parts) {
    std::string out;
    for (const TextPart& part : parts) {
        out += part.hit ? "[" + part.text + "]" : part.text;
        if (part.match != 0) out += std::to_string(part.match);
    }
    return out;
}

TextParts marked(const std::string& text, const std::vector<LeafSpan>& spans) {
    UnitHighlighter highlighter;
    return parts_of(text, highlighter.highlights(text, first, spans));
}

LeafSpan at(std::uint32_t begin, std::uint32_t end, std::uint32_t leaf = 0) {
    return {{first + begin, first + end}, leaf};
}

}  // namespace

TEST_CASE("spans are highlighted as they are written in the text") {
    struct Row {
        std::string text;
        std::vector<LeafSpan> spans;
        std::string marked;
    };
    const Row row = GENERATE(values<Row>({
        {"The truce held.", {at(1, 2)}, "The [truce] held."},
        {"“Truce!” they said", {at(0, 1)}, "“[Truce]!” they said"},
        {"a 60-day truce", {at(1, 4)}, "a [60-day truce]"},               // with what lies between
        {"a 60-day truce", {at(2, 3)}, "a 60-[day] truce"},               // a part of a compound
        {"Iran’s truce", {at(0, 1)}, "[Iran’s] truce"},
        {"the U.S. said", {at(1, 2)}, "the [U.S.] said"},
        {"Erdoğan spoke", {at(0, 1)}, "[Erdoğan] spoke"},
        {"停戦合意", {at(1, 3)}, "停[戦合]意"},
        {"a b c d", {at(0, 1, 0), at(2, 3, 1)}, "[a] b [c] d"},
        {"a b c d", {at(0, 1, 0), at(1, 2, 1)}, "[a] [b] c d"},           // side by side: two
        {"a b c d", {at(0, 3, 0), at(1, 2, 1)}, "[a b c] d"},             // one within the other
        {"a b c d", {at(0, 2, 0), at(1, 3, 1)}, "[a b c] d"},             // overlapping
        {"a b", {}, "a b"},
        {"a b", {at(2, 3)}, "a b"},                                       // behind the text
        {"a b", {at(1, 9)}, "a [b]"},                                     // reaching out of it
        {"…", {at(0, 1)}, "…"},
        {"", {at(0, 1)}, ""},
    }));
    CAPTURE(row.text);
    CHECK(shown(marked(row.text, row.spans)) == row.marked);
}

TEST_CASE("what lies before a text does not mark it") {
    UnitHighlighter highlighter;
    CHECK(highlighter.highlights("a b", first, {{{first - 2, first - 1}, 0}}).empty());
}

TEST_CASE("a piece of a text has the pieces of the highlights that reach into it") {
    const std::vector<Highlight> highlights = {{{2, 5}, 0}, {{7, 9}, 1}};
    const auto [begin, end, pieces] = GENERATE(table<std::uint32_t, std::uint32_t, std::string>({
        {0, 10, "01[234]56[78]9"}, {3, 8, "[34]56[7]"}, {5, 7, "56"}, {2, 5, "[234]"}, {4, 4, ""},
    }));
    CHECK(shown(parts_of("0123456789", {begin, end}, highlights)) == pieces);
}

TEST_CASE("matches are numbered on from text to text") {
    std::uint32_t next = 3;
    CHECK(shown(numbered_parts_of("abc", {{{0, 1}, 0}, {{2, 3}, 0}}, next)) == "[a]3b[c]4");
    CHECK(shown(numbered_parts_of("abc", {}, next)) == "abc");
    CHECK(next == 5);
}
