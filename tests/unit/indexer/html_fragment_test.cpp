#include "indexer/readers/html_fragment.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "indexer/readers/html_strainer.hpp"
#include "indexer/readers/html_tree.hpp"
#include "tests/unit/indexer/section_lines.hpp"
#include "text/utf8.hpp"

namespace {

using broadsheet::archive::Article;
using broadsheet::indexer::append_html;
using broadsheet::indexer::html_line;
using broadsheet::indexer::HtmlTree;
using broadsheet::indexer::is_html;
using broadsheet::indexer::max_html_depth;
using broadsheet::indexer::strain_html;
using broadsheet::tests::section_lines;

std::string lines_of(std::string_view html, const std::string& headline = {}) {
    Article article;
    article.headline = headline;
    CHECK(append_html(article, html) == "");
    return section_lines(article.sections);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("what HTML marks becomes sections, bullets, quotes and captions") {
    CHECK(
        lines_of("<p>DOHA &mdash; Talks&nbsp;went\n   on.</p><h2>What is agreed</h2><p>Little.</p>"
                 "<ul><li>A truce</li><li><p>An exchange</p></li></ul>"
                 "<h3>The small print</h3><blockquote><p>We wait.</p></blockquote>"
                 "<figure><img src=a.jpg alt=x><figcaption>The hall</figcaption></figure>"
                 "<h2>What is not</h2><p>Much.</p>") ==
        "body 1\nparagraph: DOHA — Talks went on.\n"
        "body 1 # What is agreed\nparagraph: Little.\nbullet: A truce\nbullet: An exchange\n"
        "body 2 # The small print\nquote: We wait.\ncaption: The hall\n"
        "body 1 # What is not\nparagraph: Much.\n");
}

TEST_CASE("a short bold paragraph above text is a heading, a bold sentence or name is none") {
    CHECK(lines_of("<p>One.</p><p><strong>What is agreed</strong></p><p>Little.</p>"
                   "<p><b>It is a start.</b></p><p>Two.</p><b>What comes next</b><br>Three.") ==
          "body 1\nparagraph: One.\nbody 1 # What is agreed\nparagraph: Little.\n"
          "paragraph: It is a start.\nparagraph: Two.\nbody 1 # What comes next\n"
          "paragraph: Three.\n");
    CHECK(lines_of("<p><b>Jane Roe:</b> Why now?</p><p>One.</p>") ==
          "body 1\nparagraph: Jane Roe: Why now?\nparagraph: One.\n");
}

TEST_CASE("marked structure wins over typography") {
    CHECK(lines_of(
              "<p>Short line</p><p>A paragraph that is clearly longer than the line above it.</p>"
              "<h2>A heading that ends in a stop.</h2><p>Text.</p>") ==
          "body 1\nparagraph: Short line\n"
          "paragraph: A paragraph that is clearly longer than the line above it.\n"
          "body 1 # A heading that ends in a stop.\nparagraph: Text.\n");
}

TEST_CASE("breaks part paragraphs where there are two") {
    CHECK(lines_of("One<br>and one.<br/> <br>\nTwo.<br><br><br>Three.") ==
          "body 1\nparagraph: One and one.\nparagraph: Two.\nparagraph: Three.\n");
}

TEST_CASE("text without marks is read as plain text is") {
    CHECK(lines_of("First paragraph of &quot;some&quot; <em>length</em>.\n\nSecond one.") ==
          "body 1\nparagraph: First paragraph of \"some\" length.\nparagraph: Second one.\n");
}

TEST_CASE("what is no text of the article goes") {
    CHECK(lines_of("<script>if (a < b) document.write('<p>no</p>')</script><style>p{}</style>"
                   "<!-- <p>no</p> --><nav><a href=/>Home</a></nav><form><label>Mail</label>"
                   "<input><select><option>a</select><button>Send</button></form>"
                   "<p title='no'>Yes.</p><svg><text>no</text></svg><p hidden>no</p>"
                   "<p style='display: none'>no</p><iframe><p>no</p></iframe>"
                   "<noscript>no</noscript><video>no</video>") == "body 1\nparagraph: Yes.\n");
}

TEST_CASE("opening words make parts of marked headings, and their pieces lie below them") {
    CHECK(lines_of("<p>Report.</p><h2>Commentary</h2><h3>The role of Doha</h3><p>Piece.</p>"
                   "<h2>Background</h2><p>Text.</p><p>Correction: it was Tuesday.</p>") ==
          "body 1\nparagraph: Report.\ncommentary 1 # Commentary\n"
          "commentary 2 # The role of Doha\nparagraph: Piece.\nbody 1 # Background\n"
          "paragraph: Text.\ncorrection 1\nparagraph: Correction: it was Tuesday.\n");
}

TEST_CASE("a first line that repeats the headline goes, and the dateline is found") {
    Article article;
    article.headline = "Talks resume";
    CHECK(append_html(article,
                      "<h1>Talks resume</h1><p>DOHA, July 9 (Meridian) — Talks went on.</p>") ==
          "");
    CHECK(section_lines(article.sections) ==
          "body 1\nparagraph: DOHA, July 9 (Meridian) — Talks went on.\n");
    CHECK(article.dateline == "DOHA, July 9 (Meridian)");
}

TEST_CASE("tables of figures are lines, tables of layout are paragraphs") {
    CHECK(lines_of("<table><tr><th>Party<th>Seats<tr><td>Reds<td>12</table>"
                   "<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") ==
          "body 1\nparagraph: Party Seats\nparagraph: Reds 12\nparagraph: One.\nparagraph: Two.\n");
}

TEST_CASE("preformatted text keeps its paragraphs") {
    CHECK(lines_of("<pre>One line.\n\nAnother\n</pre>") ==
          "body 1\nparagraph: One line.\nparagraph: Another\n");
}

TEST_CASE("markup that is broken gives its text") {
    CHECK(lines_of("<p>One <b>two</p><p>three</b> four") ==
          "body 1\nparagraph: One two\nparagraph: three four\n");
    CHECK(lines_of("a < b and 3 <4 & so") == "body 1\nparagraph: a < b and 3 <4 & so\n");
    CHECK(lines_of("<p>One</p><p>Two <a href=\"x") == "body 1\nparagraph: One\nparagraph: Two\n");
    CHECK(lines_of("") == "");
    CHECK(lines_of("<") == "");
    CHECK(lines_of("<p") == "");
    CHECK(lines_of(std::string_view("<p>A\0B</p>", 10)) != "");
}

TEST_CASE("a line of markup gives its text") {
    CHECK(html_line("Talks <em>resume</em> &amp; stall") == "Talks resume & stall");
    CHECK(html_line("  plain\n title ") == "plain title");
    CHECK(html_line("One<br>two") == "One two");
    CHECK(html_line("Fish &#38; chips") == "Fish & chips");
}

TEST_CASE("HTML is told from text that has brackets") {
    for (const char* html : {"<p>One", "One<br/>two", "a <b>c</b>", "<DIV>x</DIV>", "x</p>"}) {
        INFO(html);
        CHECK(is_html(html));
    }
    for (const char* text : {"", "a < b > c", "see <https://example.org>", "AT&amp;T",
                             "<unknown>x</unknown>", "<jane@example.org>", "if a<p and b", "<b"}) {
        INFO(text);
        CHECK_FALSE(is_html(text));
    }
}

TEST_CASE("nesting is bounded before anything is parsed", "[hostile]") {
    for (const char* tag :
         {"<div>", "<b>", "<p>", "<span class=a>", "<table><tr><td>", "<blockquote>", "<ul><li>",
          "<x-y>", "<svg>", "<select>", "<a href=x>", "<font size=1>", "<h1>", "<template>",
          "<math>", "<form>", "<ruby><rt>"}) {
        INFO(tag);
        const std::string deep = repeated(tag, 100'000) + "text";
        CHECK(lines_of(deep).size() < 200);
        const auto strained = strain_html(deep + repeated("</div></b></span>", 100'000));
        const auto tree = HtmlTree::parse(strained.markup);
        CHECK(tree.problem().empty());
    }
    const auto strained =
        strain_html(repeated("<div>", 1000) + "a" + repeated("</div>", 1000) + "<p>b");
    CHECK(strained.flattened == 1000 - max_html_depth);
}

TEST_CASE("markup that multiplies itself is refused", "[hostile]") {
    // Each block opens all formatting elements anew.
    std::string bomb = "<div>";
    for (int i = 0; i < 500; ++i) bomb += "<font class=" + std::to_string(i) + ">";
    bomb += "</div>" + repeated("<div>a</div>", 20'000);
    Article article;
    CHECK(append_html(article, bomb).find("memory") != std::string::npos);
    CHECK(article.sections.empty());
}

TEST_CASE("hostile fragments give text or a reason, never a crash", "[hostile]") {
    const std::string cases[] = {
        repeated("<", 200'000),
        repeated("<!--", 50'000),
        repeated("<p a=", 50'000),
        repeated("<!-->", 50'000),
        repeated("</", 100'000),
        repeated("&", 200'000),
        repeated("&#x10FFFF;", 20'000),
        "<p class=\"" + std::string(5'000'000, 'a') + "\">x",
        "<p " + repeated("a=b ", 100'000) + ">x",
        repeated("<b><p></b>", 20'000),
        repeated("<a><div></a>", 5'000),
        repeated("<table>a", 20'000),
        repeated("<svg><style>", 20'000),
        repeated("<script>", 50'000),
        "<p>" + std::string(1'000'000, '\0') + "</p>",
    };
    for (const std::string& html : cases) {
        INFO(html.substr(0, 30));
        Article article;
        const std::string problem = append_html(article, html);
        for (const auto& section : article.sections) {
            for (const auto& paragraph : section.paragraphs) {
                CHECK_FALSE(paragraph.text.empty());
                CHECK(paragraph.text.find('\0') == std::string::npos);
            }
        }
        CHECK(problem.size() < 200);
    }
}
