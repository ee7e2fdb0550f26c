// Which passages of an article are shown.
#include "query/snippet.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "archive/position_layout.hpp"
#include "text/analyzer.hpp"
#include "text/folding.hpp"
#include "text/utf8.hpp"

using namespace broadsheet;
using namespace broadsheet::query;
using archive::ParagraphKind;
using archive::SectionKind;

namespace {

using Words = std::vector<std::string>;

archive::StoredArticle stored(archive::Article article) {
    archive::StoredArticle out{std::move(article), 0, {}};
    text::Analyzer analyzer;
    text::TokenList tokens;
    std::uint32_t end = 0;
    for (const auto& unit : archive::text_units(out.article)) {
        analyzer.analyze(unit.text, tokens);
        out.unit_positions.push_back(archive::next_unit_position(end, unit.starts_section));
        end = out.unit_positions.back() + tokens.position_count();
    }
    return out;
}

archive::Article body_of(const Words& paragraphs, const std::string& heading = "") {
    archive::Article article;
    article.language = "en";
    article.headline = "A headline";
    article.sections = {{SectionKind::body, 1, heading, {}}};
    for (const auto& text : paragraphs) article.sections[0].paragraphs.push_back({ParagraphKind::paragraph, text});
    return article;
}

// Where each of some words stands; the ith is the ith part of the query.
std::vector<LeafSpan> spans_of(const archive::StoredArticle& stored, const Words& words) {
    std::vector<LeafSpan> out;
    text::Analyzer analyzer;
    text::TokenList tokens;
    const auto units = archive::text_units(stored.article);
    for (std::size_t i = 0; i < units.size(); ++i) {
        analyzer.analyze(units[i].text, tokens);
        for (const text::Token& token : tokens) {
            for (std::uint32_t leaf = 0; leaf < words.size(); ++leaf) {
                if (tokens.form(token) != words[leaf]) continue;
                const std::uint32_t begin = stored.unit_positions[i] + token.position;
                out.push_back({{begin, begin + token.length}, leaf});
            }
        }
    }
    std::ranges::sort(out);
    return out;
}

std::string shown(const TextParts& parts) {
    std::string out;
    for (const TextPart& part : parts) out += part.hit ? "[" + part.text + "]" : part.text;
    return out;
}

std::vector<Snippet> snippets(const archive::Article& article, const Words& words) {
    const archive::StoredArticle of = stored(article);
    return SnippetMaker().snippets(of, spans_of(of, words));
}

Words texts(const archive::Article& article, const Words& words) {
    Words out;
    for (const Snippet& snippet : snippets(article, words)) out.push_back(shown(snippet.parts));
    return out;
}

// So long that it takes no neighbour in.
std::string sentence(const std::string& words) {
    return words + " while a great many other things were said that day in the same place by the same people who "
                   "had said them on the day before and on the day before that too.";
}

}  // namespace

TEST_CASE("the passages with most parts of the query are shown, in the order of the text") {
    const auto [paragraphs, words, numbers] = GENERATE(table<Words, Words, std::vector<std::uint32_t>>({
        // one with both parts before one with a part twice, which says nothing new
        {{sentence("Truce and truce"), sentence("Truce in Qatar"), sentence("Nothing")}, {"truce", "qatar"}, {1, 2}},
        // what is not shown yet before more of the same
        {{sentence("Truce truce truce"), sentence("Truce truce"), sentence("Qatar"), sentence("Truce")},
         {"truce", "qatar"}, {1, 3}},
        {{sentence("Nothing"), sentence("Truce"), sentence("Nothing"), sentence("Qatar"), sentence("Truce")},
         {"truce", "qatar"}, {2, 4}},
        // three parts in two passages
        {{sentence("Truce"), sentence("Qatar"), sentence("Truce with Hamas"), sentence("Hamas")},
         {"truce", "qatar", "hamas"}, {2, 3}},
        {{sentence("Truce")}, {"truce"}, {1}},
    }));
    CAPTURE(paragraphs);
    std::vector<std::uint32_t> found;
    for (const Snippet& snippet : snippets(body_of(paragraphs), words)) found.push_back(snippet.paragraph);
    CHECK(found == numbers);
}

TEST_CASE("of passages with the same parts the one with close matches is shown first") {
    const std::string far = "Truce " + sentence("was said and then") + " Qatar.";
    const std::string spread = "Nobody said the word truce for a very long time in these halls until at last someone "
                               "remembered that other word which had been forgotten by so many people: Qatar.";
    const auto found = snippets(body_of({sentence("A"), sentence("B"), spread, sentence("The Qatar truce"), far}),
                                {"truce", "qatar"});
    REQUIRE_FALSE(found.empty());
    CHECK(std::ranges::any_of(found, [](const Snippet& snippet) { return snippet.paragraph == 4; }));
}

TEST_CASE("at most two snippets are shown, and no passage twice") {
    Words many;
    for (int i = 0; i < 40; ++i) many.push_back(sentence("Truce number " + std::to_string(i)));
    CHECK(snippets(body_of(many), {"truce"}).size() == snippets_per_hit);
    const auto short_ones = texts(body_of({"Truce one. Truce two. Truce three."}), {"truce"});
    CHECK(short_ones == Words{"[Truce] one. [Truce] two. [Truce] three."});
}

TEST_CASE("short sentences are joined, long ones cut at words with an ellipsis") {
    const std::string filler(600, 'x');
    Words found = texts(body_of({"The truce held. It was quiet. " + sentence("Then it broke and")}), {"truce"});
    CHECK(found == Words{"The [truce] held. It was quiet. " + sentence("Then it broke and")});

    std::string long_sentence = "Word";
    for (int i = 0; i < 60; ++i) long_sentence += " and more";
    long_sentence += " about a truce";
    for (int i = 0; i < 60; ++i) long_sentence += " and less";
    found = texts(body_of({long_sentence + "."}), {"truce"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].starts_with("…"));
    CHECK(found[0].ends_with("…"));
    CHECK(found[0].find("a [truce] and") != std::string::npos);
    CHECK(found[0].size() <= max_snippet_bytes + 2 * std::string("…[").size());
    const std::string inner = found[0].substr(3, found[0].size() - 6);
    CHECK(inner.find_first_not_of(' ') == 0);
    for (const char* end : {"and", "less", "more"}) {
        if (inner.ends_with(end)) SUCCEED("ends with a word");
    }
    CHECK((inner.ends_with(" and") || inner.ends_with(" less")));
    CHECK((inner.starts_with("and ") || inner.starts_with("more ")));
}

TEST_CASE("no snippet is longer than it may be, breaks a character, or hides its first match") {
    const auto [text, word] = GENERATE(table<std::string, std::string>({
        {std::string(2000, 'x') + " truce " + std::string(2000, 'y'), "truce"},
        {"truce " + std::string(3000, 'y'), "truce"},
        {std::string(3000, 'y') + " truce", "truce"},
        {"Ж" + std::string(59, 'x') + std::string(60, ' ') + "ЖЖЖЖЖ truce ЖЖЖЖ " + std::string(400, 'z'), "truce"},
    }));
    for (const Snippet& snippet : snippets(body_of({text}), {word})) {
        std::size_t bytes = 0;
        bool hit = false;
        for (const TextPart& part : snippet.parts) {
            CHECK(text::is_valid_utf8(part.text));
            bytes += part.text.size();
            hit |= part.hit;
        }
        CHECK(hit);
        CHECK(bytes <= max_snippet_bytes + 2 * std::string("…").size());
    }
}

TEST_CASE("Chinese is cut between characters, with the match in it") {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "他们说话";
    text += "停火协议";
    for (int i = 0; i < 200; ++i) text += "他们说话";
    archive::Article article = body_of({text});
    article.language = "zh";
    const auto found = snippets(article, {"停火"});
    REQUIRE(found.size() == 1);
    CHECK(shown(found[0].parts).find("[停火]协议") != std::string::npos);
    std::size_t bytes = 0;
    for (const TextPart& part : found[0].parts) {
        CHECK(text::is_valid_utf8(part.text));
        bytes += part.text.size();
    }
    CHECK(bytes <= max_snippet_bytes + 2 * std::string("…").size());
}

TEST_CASE("a snippet says in which section, zone and paragraph it stands") {
    archive::Article article = body_of({sentence("Nothing")});
    article.sections.push_back({SectionKind::commentary, 1, "Commentary", {}});
    article.sections.push_back(
        {SectionKind::commentary, 2, "The role of Qatar", {{ParagraphKind::quote, sentence("Truce")}}});
    const auto found = snippets(article, {"truce"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].section == Words{"Commentary", "The role of Qatar"});
    CHECK(found[0].zone == archive::Zone::commentary);
    CHECK(found[0].paragraph == 2);
}

TEST_CASE("a match in a heading is shown as text, with the path above it") {
    archive::Article article = body_of({sentence("Nothing")}, "The truce");
    const auto found = snippets(article, {"truce"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].section.empty());
    CHECK(found[0].paragraph == 0);
    CHECK(shown(found[0].parts) == "The [truce]");
}

TEST_CASE("an article that was found by its headline alone begins with its deck, else its lead") {
    archive::Article article = body_of({"The first paragraph. " + sentence("More")});
    article.headline = "Truce";
    CHECK(texts(article, {"truce"}).size() == 1);
    CHECK(texts(article, {"truce"})[0].starts_with("The first paragraph."));
    article.sections.insert(article.sections.begin(),
                            {SectionKind::deck, 1, "", {{ParagraphKind::paragraph, sentence("A deck")}}});
    CHECK(texts(article, {"truce"})[0].starts_with("A deck"));
    archive::Article bare;
    bare.headline = "Truce";
    CHECK(snippets(bare, {"truce"}).empty());
    const archive::StoredArticle of = stored(article);
    CHECK(shown(SnippetMaker().headline(of, spans_of(of, {"truce"}))) == "[Truce]");
}
